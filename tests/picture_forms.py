"""The small forms, lists and messages of the window, filled with long values, to be drawn by tests/pictures.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from desktop.core.calendar import WorkCalendar
from desktop.core.errors import StorageError
from desktop.core.records import Attachment, Extension, Letter, Person, Task, Unit
from desktop.core.words import tr
from desktop.services.history import Told
from desktop.ui.arrange_dialog import ArrangeDialog, Source
from desktop.ui.book_dialogs import BookDialog
from desktop.ui.catalogue_dialogs import HolidayDialog, PasteDialog, PersonDialog, UnitDialog
from desktop.ui.dialogs import HandOverDialog, OpinionDialog, ProgressDialog, void_dialog
from desktop.ui.due_box import DayDialog
from desktop.ui.errors import ErrorDialog, ReportDialog
from desktop.ui.first_run import FirstRun
from desktop.ui.help_dialog import HelpDialog
from desktop.ui.history_dialog import HistoryDialog
from desktop.ui.kept_file import KeptFileDialog
from desktop.ui.kept_filters import KeptFilters, KeptFiltersDialog, NameDialog
from desktop.ui.letter_form import LetterForm
from desktop.ui.palette import Palette
from desktop.ui.pdf_preview import PreviewDialog
from desktop.ui.window_actions import about_box
from desktop.ui.work_dialogs import AnswerDialog, ExtensionDialog

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

LONG = "Rà soát, tổng hợp và báo cáo kết quả cấp giấy chứng nhận quyền sử dụng đất lần đầu của các hộ gia đình " * 2
PEOPLE = "\n".join(f"{n}\tNguyễn Hoàng Phương Thảo {n}\tPhó Trưởng phòng\tPhòng Văn hóa - Xã hội" for n in range(12))


def forms(
    window: MainWindow,
    letter: Letter,
    file: Path,
    task: Task,
    people: list[Person],
    units: list[Unit],
    folder: Path,
) -> Iterator[tuple[str, QDialog]]:
    """Yield each dialog with its name. ``letter`` has the scan ``file``; ``task`` has a due day."""
    context, today = window.context, date(2026, 12, 2)
    yield "void", void_dialog(letter, window)
    yield "progress", ProgressDialog(task, window, done=True)
    yield "hand-over", HandOverDialog(letter, people, units, today, window)
    yield "opinion", OpinionDialog(letter, people, today, window)
    yield "day", DayDialog(today, window)
    yield "letter", LetterForm("Sửa thông tin", "Lưu", letter, today, window, why=True)
    yield "extension", ExtensionDialog(task, today, WorkCalendar(), window)
    asked = Extension(1, task.id, today, today + timedelta(days=9), LONG, datetime(2026, 12, 1, 8), "Lê Thị Mai")
    yield "extension-answer", AnswerDialog(task, asked, window)
    yield "person", PersonDialog(people[0], units, window)
    yield "unit", UnitDialog(units[0], window)
    yield "holiday", HolidayDialog(today, working=False, parent=window)
    paste = PasteDialog(units, [people[0].name], window)
    paste.text.setPlainText(PEOPLE)
    yield "paste", paste
    yield "book", BookDialog(None, window)
    sources = [Source(n, f"scan_{n:04d}.pdf", file, 3) for n in range(1, 6)]
    yield "arrange", ArrangeDialog(context.pages, sources[0], sources[1:], window)
    kept = KeptFilters(context, "pictures")
    for name in ("Khẩn chưa giao", LONG[:60]):
        kept.keep(name, {"chip": "urgent"})
    yield "kept-filters", KeptFiltersDialog(kept, lambda _values: None, window)
    yield "kept-filter", NameDialog("Giữ bộ lọc", LONG, [LONG[:60]], window)
    told = [
        Told(datetime(2026, 12, 1, 8, n), "Lê Thị Mai", "Sửa", (LONG, "Hạn: 20/11/2026 → 25/11/2026")) for n in range(8)
    ]
    yield "history", HistoryDialog(LONG, told, window)
    attachment = Attachment(1, "Bao cao ket qua.pdf", file.name, "", 123_456, datetime(2026, 12, 1, 8), "Lê Thị Mai")
    yield "kept-file", KeptFileDialog(context, attachment, window)
    yield "preview", PreviewDialog(context, file, "Phiếu giải quyết văn bản đến", window)
    yield "palette", Palette(context.actions, window.front, window)
    yield "about", about_box(window)
    problem = StorageError("full", tr("Ổ đĩa đã đầy."), tr("Hãy xóa bớt tệp rồi làm lại."), tr("Chưa ghi gì."))
    yield "help-page", HelpDialog("register", window)
    yield "error", ErrorDialog(problem, window)
    yield "bug", ReportDialog(ValueError("x"), None, window)
    yield from first_run(folder)


def first_run(folder: Path) -> Iterator[tuple[str, QDialog]]:
    """Yield the three pages of the first run, filled in; the wizard is one."""
    wizard = FirstRun(folder / "first", sample=lambda _place: None)
    wizard.show()
    yield "first-office", wizard
    wizard.office_page.commune.setText("Nghĩa Thuận Đông Thượng Hòa")
    wizard.next()
    wizard.people_page.text.setPlainText(PEOPLE)
    yield "first-people", wizard
    wizard.next()
    yield "first-folders", wizard
