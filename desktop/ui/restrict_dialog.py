"""Hạn chế xem: who may see a letter with personal data, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.core.records import Letter
from desktop.core.rights import ROLE_NAMES
from desktop.core.words import say
from desktop.services.restricted import Restriction
from desktop.services.sign_in import Account
from desktop.ui.form_dialog import FormDialog, TextBox

_ROW = 30  # room for the box before the name


class RestrictDialog(FormDialog):
    """Asks for the readers and the reason. No reader ticked: everybody may see the letter again."""

    def __init__(
        self, letter: Letter, accounts: Sequence[Account], now: Restriction | None, parent: QWidget | None = None
    ) -> None:
        title = say("Hạn chế xem văn bản số đến {n}", n=letter.arrival_number)
        intro = say(
            "Chỉ những người được chọn thấy nội dung; số đến và ngày đến vẫn ở trong sổ. Mỗi lần xem đều được ghi lại."
        )
        super().__init__(title, say("Lưu"), parent, intro=intro)
        self._now = now
        self.readers = QListWidget()
        self.readers.setAccessibleName(say("Người được xem"))
        for account in accounts:
            if account.active:
                self.readers.addItem(_item(account, now is not None and account.id in now.readers))
        self.readers.setFixedHeight(180)
        self.reason_box = TextBox(now.reason if now else say("có dữ liệu cá nhân"), lines=2)
        self.form.addRow(say("Người được xem"), self.readers)
        self.form.addRow(say("Lý do"), self.reason_box)
        self.readers.itemChanged.connect(lambda _item: self.check())
        self.reason_box.textChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        if not self.chosen() and self._now is None:
            return say("Hãy chọn ít nhất một người.")
        return "" if self.reason() else say("Hãy ghi lý do.")

    def check(self) -> None:
        super().check()
        self.ok.setText(say("Lưu") if self.chosen() or self._now is None else say("Bỏ hạn chế"))

    def chosen(self) -> list[int]:
        """Return the accounts that are ticked."""
        items = [self.readers.item(n) for n in range(self.readers.count())]
        return [int(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() == Qt.CheckState.Checked]

    def reason(self) -> str:
        """Return why."""
        return self.reason_box.text()


def _item(account: Account, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{account.name} – {ROLE_NAMES[account.role]}")
    item.setSizeHint(QSize(0, _ROW))
    item.setData(Qt.ItemDataRole.UserRole, account.id)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item
