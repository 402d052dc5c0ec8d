"""A person finds that a letter is secret: it is taken back, and older backups that may hold it are made anew."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.words import say, tr
from desktop.services import letters, secret_later
from desktop.services.secret_later import Holding
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.form_dialog import FormDialog, TextBox, ask
from desktop.ui.widgets import label

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.ui.context import UiContext
    from desktop.ui.main_window import MainWindow

_SHOWN = 8


class RenewBackupsDialog(FormDialog):
    """Tells which backups may still hold a letter that was taken back, and asks whether they are to be made anew."""

    def __init__(self, found: Holding, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Bản sao lưu còn giữ văn bản mật"),
            say("Làm lại bản sao lưu"),
            parent,
            intro=say(
                "Văn bản đã được gỡ khỏi sổ, kho và phần tìm kiếm trên máy này. Các bản sao lưu làm từ khi nhận văn bản vẫn "
                "còn giữ nó. Chương trình sẽ làm một bản sao lưu mới rồi xóa các bản đó; bản cũ hơn được giữ lại."
            ),
        )
        names = [file.name for file in found.files[:_SHOWN]] + (["…"] if len(found.files) > _SHOWN else [])
        self._say(say("Trên máy này"), "\n".join(names) or "–")
        if found.disks:
            self._say(say("Ổ đĩa đang cắm"), "\n".join(map(str, found.disks)))
        if found.away:
            self._say(say("Ổ đĩa chưa cắm"), "\n".join(found.away))
            note = say("Ổ đĩa chưa cắm phải được cắm vào và làm lại, hoặc xóa bằng tay.")
            self._say("", note)
        self.reason_box = TextBox(reason, lines=2)
        self.form.addRow(say("Lý do"), self.reason_box)
        stays = say(
            "Không gỡ được: dòng nhật ký lúc đăng ký (nhật ký chỉ ghi thêm), bản in trên giấy, tệp đã xuất hoặc đã chép ra "
            "ngoài. Hãy báo người phụ trách bảo vệ bí mật nhà nước."
        )
        self._say("", stays)
        self.reason_box.textChanged.connect(self.check)
        self.check()

    def _say(self, name: str, words: str) -> None:
        text = label("" if name else "soft", wrap=True)
        text.setText(words)
        self.form.addRow(name, text) if name else self.form.addRow(text)

    def problem(self) -> str:
        return "" if self.reason() else say("Hãy ghi lý do.")

    def reason(self) -> str:
        """Return why."""
        return self.reason_box.text()


def declare_front(window: MainWindow) -> None:
    """Ask about the scan chosen in the inbox, or the letter open in the register."""
    panel = getattr(window.front, "panel", None)
    bundle = getattr(panel, "bundle", None)
    scan = panel.current() if panel is not None and window.front is not None and window.front.name == "inbox" else None
    if bundle is None and scan is None:
        window.context.toast(tr("Hãy chọn một bản quét hoặc mở một văn bản trong sổ trước."))
        return
    intro = say(
        "Văn bản bị gỡ khỏi máy này: bản quét, phần đã đọc, mục trong sổ (số đến giữ lại, ghi là hủy) và nội dung nhiệm vụ. "
        "Không lấy lại được. Văn bản giấy phải vào sổ đăng ký văn bản mật. Lý do không được ghi nội dung văn bản."
    )
    dialog = ReasonDialog(say("Đây là văn bản mật"), say("Gỡ khỏi máy này"), intro, window)
    scan_id, letter_id = (scan.id, 0) if scan is not None else (0, bundle.letter.id if bundle else 0)
    ask(dialog, lambda d: declare(window.context, window, d.reason(), scan_id=scan_id, letter_id=letter_id))


def declare(context: UiContext, parent: QWidget, reason: str, *, scan_id: int = 0, letter_id: int = 0) -> None:
    """Take a scan or a letter back, then tell of the backups."""

    def act(office: Office) -> tuple[Holding, datetime]:
        since = secret_later.since(office, scan_id=scan_id, letter_id=letter_id)
        if scan_id:
            return secret_later.declare_scan(office, scan_id, reason), since
        return secret_later.declare_letter(office, letters.letter(office, letter_id).id, reason), since

    def done(answer: tuple[Holding, datetime]) -> None:
        found, since = answer
        for topic in ("scans", "letters", "tasks"):
            context.changed.emit(topic)
        context.toast(tr("Đã gỡ văn bản mật khỏi máy này."))
        if found.files or found.disks or found.away:
            ask(RenewBackupsDialog(found, reason, parent), lambda d: renew(context, since, d.reason()))

    context.write(act, done)


def renew(context: UiContext, since: datetime, reason: str) -> None:
    """Make the backups since a moment anew."""

    def done(left: Holding) -> None:
        if left.away:
            context.toast(tr("Đã làm lại bản sao lưu. Còn ổ đĩa chưa cắm: {names}.", names=", ".join(left.away)))
        else:
            context.toast(tr("Đã làm lại bản sao lưu."))

    context.toast(tr("Đang làm lại bản sao lưu…"))
    context.write(lambda office: secret_later.renew_backups(office, since, reason), done)
