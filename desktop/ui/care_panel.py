"""Giữ an toàn, a part of the settings: how the backups stand, sticks, passphrase, rules, restoring, checking."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import OfficeError
from desktop.core.names import show_date
from desktop.core.words import Text, say, tr
from desktop.services import backup_care, check
from desktop.services.backup_care import BackupState, Disk, Outcome
from desktop.services.check import CheckReport
from desktop.ui import backup_dialogs, theme
from desktop.ui.bar import Bar
from desktop.ui.cards import Tone, ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.widgets import action_button, fill, row

_MOST_PROBLEMS = 40
#: what a file of the store is named by: 64 digits that nobody reads
_LONG_NAME = re.compile(r"\b([0-9a-f]{10})[0-9a-f]{54}\b")


class CarePanel(QWidget):
    """Follows ``context.backups``. ``backup`` and ``check`` are the actions of the settings' screen for the two keys."""

    def __init__(self, context: UiContext, backup: QAction, check_now: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._watch = context.backups
        self.backup, self.check_now = backup, check_now
        self.backup_words, self.sealed_words, self.check_words = (ToneLabel(tone="soft") for _ in range(3))
        self.mended_words = ToneLabel(tone="good")
        self.whole, self.restore, self.rules, self.seal, self.add_disk, self.mend = (QPushButton() for _ in range(6))
        self.now, self.look = action_button(self.backup), action_button(self.check_now)
        self._pressed: QWidget | None = None
        self.bar, self.stop = Bar(), QPushButton()
        self._disks = QVBoxLayout()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        for words in (self.backup_words, self.sealed_words, self.check_words, self.mended_words):
            words.setWordWrap(True)
        for words in (self.check_words, self.mended_words):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.setRange(0, 1000)
        box = QVBoxLayout(self)
        main = row(self.now, self.whole, self.restore, self.rules, None)
        busy = row(self.bar, self.stop)
        sealed, disks = QHBoxLayout(), QHBoxLayout()
        fill(sealed, (self.seal,))
        sealed.addWidget(self.sealed_words, 1)
        fill(disks, (self.add_disk,))
        disks.addLayout(self._disks, 1)
        checked = row(self.look, self.mend, None)
        found = (self.mended_words, self.check_words)
        fill(box, (self.backup_words, main, busy, disks, sealed, checked, *found), theme.GAP)
        for part in (self.bar, self.stop, self.mend, *found):
            part.hide()

    def _connect(self) -> None:
        window, context = self, self._context
        self.whole.clicked.connect(lambda _on=False: self._ask_whole())
        self.restore.clicked.connect(lambda _on=False: backup_dialogs.open_restore(context, window))
        self.rules.clicked.connect(lambda _on=False: backup_dialogs.ask_rules(context, window, self._watch.look))
        self.seal.clicked.connect(lambda _on=False: backup_dialogs.ask_seal(context, window, self._watch.look))
        self.add_disk.clicked.connect(lambda _on=False: self._ask_disk())
        self.mend.clicked.connect(lambda _on=False: self._mend())
        self.stop.clicked.connect(lambda _on=False: self._watch.stop())
        context.backups_changed.connect(self.take)
        self._watch.progressed.connect(lambda _what, share: self.bar.setValue(round(share * 1000)))
        self._watch.busy_changed.connect(self._busy)

    # -- backups ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again how the backups stand."""
        self._watch.look()

    def take(self, state: BackupState) -> None:
        """Show how the backups stand."""
        told = backup_care.warning(state)
        self.backup_words.set_tone("soft" if told is None else told[0])
        self.backup_words.setText(" ".join(part for part in (_last(state), str(told[1]) if told else "") if part))
        self.sealed_words.setText(
            say("Bản sao lưu được mã hóa bằng mật khẩu của cơ quan.")
            if state.sealed
            else say("Bản sao lưu chưa mã hóa: ai cầm USB đều đọc được.")
        )
        self.seal.setText(say("Đổi mật khẩu, in phiếu…") if state.sealed else say("Đặt mật khẩu…"))
        self._show_disks(state.disks)

    def back_up(self) -> None:
        """Make a backup now."""
        self._watch.back_up(self._backed_up)

    def _backed_up(self, outcome: Outcome) -> None:
        places = len(outcome.copied)
        text = tr("Đã sao lưu và chép ra {n} ổ khác.", n=places) if places else tr("Đã sao lưu.")
        self._context.toast(text)
        if outcome.day.missing or outcome.day.changed:
            count = len(outcome.day.missing) + len(outcome.day.changed)
            self._context.show_error(_files_wrong(count))

    def _ask_whole(self) -> None:
        dialog = QFileDialog(self, say("Ghi cả cơ quan ra một tệp"), str(Path.home() / "van-thu.vanthu"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("vanthu")
        dialog.setNameFilters([say("Bản sao lưu Văn Thư (*.vanthu)")])
        dialog.fileSelected.connect(lambda file: self._watch.write_whole(Path(file)))
        dialog.open()

    def _ask_disk(self) -> None:
        dialog = QFileDialog(self, say("Chọn USB hoặc ổ đĩa khác"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda folder: self.use_disk(Path(folder)))
        dialog.open()

    def use_disk(self, folder: Path) -> None:
        """Copy backups to this folder from now on, whenever its disk is plugged in."""

        def added(mark: str) -> None:
            self._context.toast(tr("Từ nay mỗi khi cắm ổ này, bản sao lưu được chép vào {folder}.", folder=folder))
            self._watch.copy_to(mark, folder)

        self._context.write(lambda office: backup_care.add_disk(office, folder), added)

    def _drop_disk(self, mark: str) -> None:
        self._context.write(lambda office: backup_care.drop_disk(office, mark), lambda _none: self._watch.look())

    def _show_disks(self, disks: tuple[Disk, ...]) -> None:
        while (item := self._disks.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        if not disks:
            words = ToneLabel(tone="soft")
            words.setText(say("Chưa có USB sao lưu. Nên có ít nhất một, cất ở nơi khác."))
            words.setWordWrap(True)
            self._disks.addWidget(words)
        for disk in disks:
            self._disks.addWidget(self._disk_line(disk))

    def _disk_line(self, disk: Disk) -> QWidget:
        line, words, drop = QWidget(), ToneLabel(tone="good" if disk.folder else "soft"), QPushButton(say("Bỏ"))
        there = say("đang cắm") if disk.folder else say("không cắm")
        when = say("chép lần cuối {time}", time=_when(disk.last)) if disk.last else say("chưa chép lần nào")
        words.setText(say("{folder}: {there}, {when}", folder=disk.folder or disk.chosen, there=there, when=when))
        words.setWordWrap(True)
        drop.setToolTip(say("Không chép bản sao lưu ra ổ này nữa; những gì đã chép vẫn còn"))
        drop.setAccessibleName(say("Bỏ {folder}", folder=disk.chosen))
        drop.clicked.connect(partial(self._drop_disk, disk.mark))
        layout = QHBoxLayout(line)
        fill(layout, ())
        layout.addWidget(words, 1)
        layout.addWidget(drop)
        return line

    def _busy(self, what: str) -> None:
        for part in (self.bar, self.stop):
            part.setVisible(bool(what) or part.hasFocus())
        if what:
            self._give_focus_to_stop()
        self.bar.setValue(0)
        names = {"check": say("Đang kiểm tra: %p %"), "disk": say("Đang chép ra ổ khác: %p %")}
        self.bar.setFormat(names.get(what, say("Đang sao lưu: %p %")))
        for action in (self.backup, self.check_now):
            action.setEnabled(not what)
        self.whole.setEnabled(not what)
        self.mend.setEnabled(not what)
        if not what:
            self._take_focus_back()

    def _give_focus_to_stop(self) -> None:
        """A button that goes grey would hand the keys to the next field, the office's name."""
        button = QApplication.focusWidget()
        if button is not None and button is not self.stop and self.isAncestorOf(button):
            self._pressed = button
            self.stop.setFocus()

    def _take_focus_back(self) -> None:
        if self.stop.hasFocus() and self._pressed is not None:
            (self._pressed if self._pressed.isVisible() else self.look).setFocus()
        self.stop.hide()

    # -- checking --------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check everything the office keeps, going on where an earlier check was stopped."""
        self.mended_words.hide()
        self._check()

    def _check(self) -> None:
        self._say("soft", say("Đang kiểm tra…"))
        self._watch.run(
            "check", lambda office, tell: check.check(office, tell, resume=True), self._checked, self._unchecked
        )

    def _checked(self, report: CheckReport) -> None:
        taken = report.accounting.get("taken_in", 0)
        self.mend.setVisible(report.mendable)
        if report.ok:
            lines = [say("✓ Mọi thứ khớp: {n} bản quét đã nhận, không thiếu bản nào.", n=taken)]
        else:
            lines = [f"! {problem}" for problem in report.problems[:_MOST_PROBLEMS]]
        if len(report.problems) > _MOST_PROBLEMS:
            lines.append(say("và {n} vấn đề nữa…", n=len(report.problems) - _MOST_PROBLEMS))
        self._say("good" if report.ok else "bad", "\n".join([*lines, *(f"· {note}" for note in report.notes)]))
        self._watch.look()

    def _say(self, tone: Tone, text: str) -> None:
        """Show what was found; of the long names in the store the beginning does, the whole is in the tip."""
        self.check_words.set_tone(tone)
        self.check_words.setText(_LONG_NAME.sub(r"\1…", text))
        self.check_words.setToolTip(text if _LONG_NAME.search(text) else "")
        self.check_words.setVisible(bool(text))

    def _unchecked(self, error: Exception) -> None:
        if isinstance(error, OfficeError) and error.code == "stopped":
            self._say("soft", say("Đã dừng. Bấm Kiểm tra ngay để kiểm tra tiếp từ chỗ dừng."))
            return
        self._say("soft", "")
        self._context.show_error(error)

    def _mend(self) -> None:
        self.look.setFocus()
        self.mend.hide()
        self._context.write(check.repair, self._mended)

    def _mended(self, done: list[Text]) -> None:
        nothing = tr("Không sửa thêm được gì; hãy làm theo từng dòng.")
        self._context.toast(tr("Đã sửa {n} chỗ.", n=len(done)) if done else nothing)
        self.mended_words.setText(_LONG_NAME.sub(r"\1…", "\n".join(f"✓ {line}" for line in done)))
        self.mended_words.setVisible(bool(done))
        self._check()

    def retranslate(self) -> None:
        for button, words, tip in (
            (self.whole, say("Ghi ra một tệp…"), say("Cả cơ quan, gồm mọi bản quét, trong một tệp để mang đi")),
            (self.restore, say("Khôi phục…"), say("Xem một bản sao lưu và lấy lại vào một thư mục trống")),
            (self.rules, say("Quy tắc…"), say("Khi nào sao lưu, giữ bao nhiêu bản, khi nào nhắc")),
            (self.add_disk, say("Thêm USB…"), say("Chọn thư mục trên USB hoặc ổ khác; cắm vào là tự chép")),
            (self.mend, say("Sửa chữa"), say("Lập lại chỉ mục, lấy lại bản quét từ bản sao lưu; không mất gì")),
            (self.stop, say("Dừng"), say("Dừng việc đang làm; không để lại gì dở dang")),
            (self.seal, say("Đặt mật khẩu…"), say("Mã hóa các bản sao lưu từ nay về sau")),
        ):
            button.setText(words)
            button.setToolTip(tip)
        self.bar.setAccessibleName(say("Tiến độ"))
        if self._watch.state is not None:
            self.take(self._watch.state)
        else:
            self.backup_words.setText(say("Chưa sao lưu lần nào."))


def _last(state: BackupState) -> str:
    if state.last is None:
        return say("Chưa sao lưu lần nào.")
    when = say(
        "Lần cuối: {time}. Đang giữ {n} bản trong {folder}.",
        time=_when(state.last),
        n=state.points,
        folder=state.folder,
    )
    return when if state.changed else f"{when} {say('Từ đó chưa có gì thay đổi.')}"


def _when(at: datetime) -> str:
    return f"{at:%H:%M} {show_date(at.date())}"


def _files_wrong(count: int) -> OfficeError:
    return OfficeError(
        "files-wrong",
        tr("{n} bản quét trong kho bị mất hoặc đã bị thay đổi.", n=count),
        tr("Hãy bấm Kiểm tra ngay để xem từng tệp và lấy lại từ bản sao lưu cũ hơn."),
        tr("Bản sao lưu đã ghi những gì còn đó."),
    )
