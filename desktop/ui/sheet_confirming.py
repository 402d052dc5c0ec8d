"""Confirming returned sheets from the inbox: once, all of a scan, with a question where pages would be left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.errors import RuleError
from desktop.core.records import Task
from desktop.core.words import say

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.ui.inbox_view import InboxView


class SheetConfirming:
    """What Ctrl+Enter does on a scan of sheets. ``busy`` while the office is writing."""

    def __init__(self, view: InboxView) -> None:
        self._view = view
        self.busy = False

    def confirm(self, *, leave_pages: bool = False) -> None:
        """Record what is chosen; an undecided task is shown first."""
        panel = self._view.sheets
        if self.busy or panel.plan is None or not panel.can_confirm():
            return
        if panel.undecided() is not None:
            panel.begin()
            return
        scan_id, decisions, days = panel.plan.scan.id, panel.decisions(), panel.days()
        after = self.following(scan_id)
        self._set_busy(True)

        def operation(office: Office) -> list[Task]:
            from desktop.services import returned_sheets

            return returned_sheets.confirm(office, scan_id, decisions, leave_pages=leave_pages, days=days)

        self._view.write(operation, lambda tasks: self._confirmed(tasks, after), self._failed)

    def following(self, scan_id: int) -> int | None:
        """Return what to show once a scan's sheets are done with: its own letters, else the next scan."""
        sheet = self._view.sheet
        stays = sheet is not None and sheet.scan.id == scan_id and sheet.returned is not None and sheet.letters_wait
        return scan_id if stays else self._view.panel.after(scan_id)

    def _confirmed(self, tasks: list[Task], after: int | None) -> None:
        self._set_busy(False)
        context = self._view.context
        context.toast(say("Đã ghi {n} nhiệm vụ từ phiếu tuần.", n=len(tasks)))
        context.tell("tasks")
        self._view.go_on(None, after)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, RuleError) and error.code == "other-pages":
            self._ask(error)
            return
        self._view.context.show_error(error)
        self._view.refresh()

    def _ask(self, error: RuleError) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._view.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(say("Có trang không phải phiếu"))
        box.setText(str(error.happened))
        box.setInformativeText(say("Ghi nhận các phiếu và để những trang đó lại?"))
        yes = box.addButton(say("Vẫn ghi nhận"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(say("Thôi"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self.confirm(leave_pages=True))
        box.open()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self._view.enable()
