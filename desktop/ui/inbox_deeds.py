"""What can be done to the scan shown in the inbox besides registering it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.arranging import PagePart
from desktop.core.errors import OfficeError
from desktop.core.records import Scan
from desktop.core.words import say, tr
from desktop.services import inbox
from desktop.ui.context import ToastAction
from desktop.ui.scan_words import title_of
from desktop.ui.window_actions import open_path

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.ui.arrange_dialog import Source
    from desktop.ui.inbox_view import InboxView

_MOST_JOINED = 40


class ScanDeeds:
    """Read again, leave out, arrange the pages, open the file."""

    def __init__(self, view: InboxView) -> None:
        self._view = view

    def reread(self) -> None:
        """Let the scan be read again from the start."""
        scan_id = self._view.current_id()
        self._view.begin_anew()
        self._view.write(lambda office: inbox.reread(office, scan_id), lambda _none: self._reread(scan_id))

    def _reread(self, scan_id: int) -> None:
        self._view.context.intake.hurry(scan_id)
        self._view.context.tell("scans")

    def stop(self) -> None:
        """Read the scan no further; the toast lets it be read again."""
        scan_id, context = self._view.current_id(), self._view.context

        def stopped(_none: None) -> None:
            context.intake.forget(scan_id)
            again = ToastAction(tr("Đọc lại"), lambda: self._read_again(scan_id))
            context.toast(tr("Đã dừng đọc bản quét này."), again)
            context.tell("scans")

        self._view.write(lambda office: inbox.stop_reading(office, scan_id), stopped)

    def _read_again(self, scan_id: int) -> None:
        self._view.write(lambda office: inbox.reread(office, scan_id), lambda _none: self._reread(scan_id))

    def dismiss(self) -> None:
        """Ask why, then take the scan off the list."""
        sheet = self._view.sheet
        if sheet is None:
            return
        scan = sheet.scan
        intro = say("{file} sẽ không còn trong danh sách; tệp gốc vẫn được giữ.", file=scan.file)
        if scan.path is None:
            intro = say("{file} sẽ không còn trong danh sách.", file=scan.file)
        if scan.sheets_waiting:
            intro = say("Các phiếu tuần trong {file} sẽ không được ghi nhận; văn bản trong đó vẫn chờ.", file=scan.file)
        from desktop.ui.dialogs import ReasonDialog
        from desktop.ui.form_dialog import ask

        dialog = ReasonDialog(say("Bỏ qua bản quét"), say("Bỏ qua"), intro, self._view.window())
        ask(dialog, lambda answered: self._dismissed(scan.id, answered.reason()))

    def _dismissed(self, scan_id: int, reason: str) -> None:
        view = self._view
        after = view.confirming.following(scan_id)

        def dismissed(scan: Scan) -> None:
            if scan.state == "refused" and not scan.sheets_waiting:  # what was left out alone can be taken back
                back = ToastAction(tr("Hoàn tác"), lambda: self._bring_back(scan_id), undo=True)
                view.context.toast(say("Đã bỏ qua {file}.", file=scan.file), back)
            view.go_on(None, after)

        view.write(lambda office: _dismiss(office, scan_id, reason), dismissed)

    def _bring_back(self, scan_id: int) -> None:
        """Put a scan that was left out back on the list; it is read again."""
        self._view.write(lambda office: inbox.reread(office, scan_id), lambda _none: self._is_back(scan_id))

    def _is_back(self, scan_id: int) -> None:
        self._reread(scan_id)
        self._view.context.toast(tr("Bản quét đã trở lại Hộp quét."))
        self._view.open_scan(scan_id)

    def show_first(self) -> None:
        """Show what a duplicate repeats: the registered letter, else the scan on the list."""
        view, sheet = self._view, self._view.sheet
        if sheet is None or sheet.first is None:
            return
        if sheet.first_letters:
            view.context.open_letter(sheet.first_letters[0].id)
        elif view.panel.model.row_of(sheet.first.id) is not None:
            view.open_scan(sheet.first.id)
        else:
            view.context.toast(tr("Bản nhận trước đã được bỏ qua, không còn trong danh sách."))

    def open_file(self) -> None:
        """Open the original with the platform's viewer."""
        sheet = self._view.sheet
        if sheet is not None and sheet.file is not None:
            open_path(sheet.file)

    def show_history(self) -> None:
        """Show the log of the scan chosen."""
        scan = self._view.panel.current()
        if scan is not None:
            from desktop.ui.history_dialog import show_history

            show_history(self._view.context, self._view, "scan", scan.id, title_of(scan))

    # -- pages -----------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Show the scan's pages to be turned, taken apart and joined with other waiting scans."""
        scan_id = self._view.current_id()
        self._view.read(lambda office: _sources(office, scan_id), self._show_pages)

    def _show_pages(self, found: list[Source]) -> None:
        from desktop.ui.arrange_dialog import ArrangeDialog
        from desktop.ui.form_dialog import ask

        if found:
            dialog = ArrangeDialog(self._view.context.pages, found[0], found[1:], self._view.window())
            ask(dialog, lambda answered: self._arranged(answered.parts()))

    def _arranged(self, parts: list[PagePart]) -> None:
        from desktop.services import arranging

        self._view.begin_anew()
        self._view.write(lambda office: arranging.arrange(office, parts), self._made)

    def _made(self, fresh: list[Scan]) -> None:
        context = self._view.context
        for scan in reversed(fresh):
            context.intake.hurry(scan.id)
        context.toast(say("Đã sắp xếp lại trang: {n} bản quét mới đang được đọc.", n=len(fresh)))
        context.tell("scans")
        self._view.open_scan(fresh[0].id)


def _dismiss(office: Office, scan_id: int, reason: str) -> Scan:
    inbox.dismiss(office, scan_id, reason)
    return inbox.scan(office, scan_id)


def _sources(office: Office, scan_id: int) -> list[Source]:
    """Return the scan, then those that can be joined to it, newest first."""
    waiting = inbox.waiting(office)
    first = [scan for scan in waiting if scan.id == scan_id]
    others = [scan for scan in reversed(waiting) if scan.id != scan_id and _can_be_joined(scan)]
    made = [_source(office, scan) for scan in [*first, *others[:_MOST_JOINED]]]
    return [source for source in made if source is not None] if first else []


def _can_be_joined(scan: Scan) -> bool:
    return scan.state in ("stored", "reading", "ready", "unreadable") and not scan.registered_count and not scan.settled


def _source(office: Office, scan: Scan) -> Source | None:
    from desktop.ui.arrange_dialog import Source

    try:
        file: Path = inbox.scan_file(office, scan.id)
    except OfficeError:
        return None
    read = inbox.reading(office, scan.id)
    return Source(scan.id, title_of(scan), file, max(1, scan.pages), read.rotations if read else ())
