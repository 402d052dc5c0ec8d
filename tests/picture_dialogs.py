"""The dialogs of following work and of the books, filled with long values, to be drawn by tests/pictures.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from openpyxl import Workbook
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog

from desktop.core.assignments import Assignment
from desktop.core.calendar import WorkCalendar
from desktop.core.due_days import DueOptions
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.records import Letter, Person, Task, Unit
from desktop.core.rights import PROGRAM, ROLES
from desktop.core.words import tr
from desktop.services import books, closing_year, letters, people, tasks
from desktop.services.restricted import Restriction
from desktop.services.sign_in import Account
from desktop.ui.accounts_dialog import AccountForm, AccountsDialog
from desktop.ui.book_dialogs import BindDialog, CloseYearDialog, VolumeDialog
from desktop.ui.book_years import BookYearsDialog
from desktop.ui.dialogs import DueDialog, ReassignDialog
from desktop.ui.export_dialog import ExportDialog, ExportProgress
from desktop.ui.hand_over_all import HandOverAllDialog
from desktop.ui.import_wizard import ImportWizard
from desktop.ui.letter_bundle import scan_of
from desktop.ui.new_task_dialog import NewTaskDialog
from desktop.ui.password_dialogs import CodeDialog, OwnPasswordDialog, RecoverDialog
from desktop.ui.progress_dialog import StoppableDialog
from desktop.ui.replies_dialog import RepliesDialog
from desktop.ui.reply_dialog import ReplyDialog
from desktop.ui.restrict_dialog import RestrictDialog
from desktop.ui.sign_in_dialog import Door, SignInDialog
from desktop.ui.twin_dialog import NewLetter, TwinDialog
from desktop.ui.upgrading import UpgradingDialog
from desktop.ui.work_dialogs import RecurrenceDialog
from tests.picture_forms import forms

if TYPE_CHECKING:
    from desktop.app import Program
    from desktop.services.office import Office

T = TypeVar("T")
LONG = "Rà soát, tổng hợp và báo cáo kết quả cấp giấy chứng nhận quyền sử dụng đất lần đầu của các hộ gia đình " * 2


class _Rows:
    """What the dialogs are made of, taken from the office."""

    def __init__(self, office: Office) -> None:
        self.today = office.today()
        self.people: list[Person] = people.people(office)
        self.units: list[Unit] = people.units(office)
        self.tasks: list[Task] = tasks.tasks(office, TaskFilter(open_only=True))
        self.letters: list[Letter] = letters.rows(office, letters.ids(office, LetterFilter()))
        self.years = books.years(office)
        self.objections = closing_year.objections(office, self.years[0].book.id, self.years[0].year)
        self.scans = {letter.id: scan_of(office, letter) for letter in self.letters}


def dialogs(program: Program) -> Iterator[tuple[str, QDialog]]:
    """Yield each dialog with its name; what is drawn is closed by the caller."""
    window = program.window
    context = window.context
    rows = _ask(context, _Rows)
    task = replace(rows.tasks[0], title=LONG)
    letter = next(row for row in rows.letters if rows.scans[row.id][0] is not None)
    file, rotations = rows.scans[letter.id]
    values = {"number": letter.number, "symbol": letter.symbol, "issuer": letter.issuer, "subject": LONG}
    new = NewLetter(values, file, rotations, letter.first_page or 1, letter.last_page, True, 13)
    yield "twin", TwinDialog(context, new, [letter], window)
    work = Assignment(LONG, lead_unit_id=rows.units[1].id, partner_ids=tuple(p.id for p in rows.people[:3]))
    yield "new-task", NewTaskDialog(work, None, rows.people, rows.today, window, units=rows.units)
    yield "reassign", ReassignDialog(task, rows.people, window, units=rows.units)
    days = tuple(rows.today + timedelta(days=n) for n in (10, 40))
    options = DueOptions("trước 15 ngày so với các mốc trong Kế hoạch", None, None, None, "", "anchor", days)
    yield "due", DueDialog(task, rows.today, WorkCalendar(), window, options=options)
    yield "recurrence", RecurrenceDialog(task, window)
    look = lambda _person, take: take((rows.tasks, rows.tasks[:2]))  # noqa: E731
    yield "hand-over-all", HandOverAllDialog(rows.people, rows.people[3].id, look, window)
    yield "reply", ReplyDialog(LONG, LONG, rows.tasks[:4], date(2026, 12, 2), window)
    yield "book-years", BookYearsDialog(context, None, window)
    year = rows.years[0]
    gaps = tr("Còn thiếu số: {numbers}", numbers=", ".join(str(n) for n in range(3, 400, 7)))
    yield "close-year", CloseYearDialog(year, [gaps, *rows.objections], window)
    yield "new-volume", VolumeDialog(year, window)
    yield "bind", BindDialog(year, window)
    yield "export", ExportDialog(window)
    yield "export-progress", ExportProgress(Path("van-thu.xlsx"), window)
    closing = StoppableDialog("Khóa sổ", "Đang lập bản in của sổ năm 2025…", "Dừng; sổ chưa khóa (Esc)", window)
    closing.tell(0.4)
    yield "closing", closing
    upgrading = UpgradingDialog(window)
    upgrading.show_share("copy", 0.4)
    yield "upgrading", upgrading
    yield "replies", RepliesDialog(context, None, window)
    accounts = [
        Account(n, name, role, None, True, 0, None)
        for n, (name, role) in enumerate(zip(("Trần Quản Trị", LONG, "Lê Thị Văn Thư"), ROLES, strict=False), 1)
    ]
    yield "restrict", RestrictDialog(letter, accounts, Restriction(letter.id, LONG, (1, 3)), window)
    yield "sign-in", SignInDialog(Door(lambda: Office.open(context.folder)), [a.name for a in accounts], window)
    yield "own-password", OwnPasswordDialog(LONG, lambda _old, _new: PROGRAM, window)
    given = OwnPasswordDialog("Lê Thị Văn Thư", lambda _old, _new: PROGRAM, window, given="abcdefgh")
    given.new.setText("ngắn")
    yield "given-password", given
    yield "recover", RecoverDialog([a.name for a in accounts], lambda _code, _name, _new: PROGRAM, window)
    yield "recovery-code", CodeDialog(context, "7QK2M-9XWTD-C4HRB-6NPZA-E8JS3", window)
    yield "accounts", AccountsDialog(context, lambda _access: None, window)
    yield "account", AccountForm("Thêm người dùng", tuple(rows.people), ROLES, window)


def small_forms(program: Program, folder: Path) -> Iterator[tuple[str, QDialog]]:
    """Yield the dialogs of ``picture_forms`` on a letter that has a scan and a task that has a due day."""
    context = program.window.context
    rows = _ask(context, _Rows)
    letter = next(row for row in rows.letters if rows.scans[row.id][0] is not None)
    file = rows.scans[letter.id][0]
    assert file is not None
    task = replace(next(task for task in rows.tasks if task.due_on), title=LONG)
    yield from forms(program.window, letter, file, task, rows.people, rows.units, folder)


def _ask(context: object, query: type[T]) -> T:
    found: list[T] = []
    loop = QEventLoop()
    context.read(query, lambda answer: (found.append(answer), loop.quit()))  # type: ignore[attr-defined]
    QTimer.singleShot(10_000, loop.quit)
    loop.exec()
    return found[0]


def import_pages(program: Program, folder: Path) -> Iterator[tuple[str, QDialog]]:
    """Yield the three pages of the import, with a register of 500 lines, long values and lines that cannot be taken."""
    file = folder / "so-cu.xlsx"
    if not file.exists():
        _old_register(file)
    wizard = ImportWizard(program.window.context, program.window)
    wizard.show()
    program.settle()
    yield "import-file", wizard
    wizard.open_file(file)
    for name in ("import-columns", "import-preview"):
        _until(lambda: wizard.look is not None and not wizard._busy)
        wizard.go_on()
        _until(lambda: not wizard._busy)
        yield name, wizard


def _old_register(file: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN NĂM 2025"])
    sheet.append(["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Trích yếu", "Người nhận", "Ghi chú"])
    for n in range(1, 501):
        day = date(2025, 1, 2) + timedelta(days=n // 3)
        wrong = "32/13/2025" if n % 97 == 0 else f"{day:%d/%m/%Y}"
        number = "" if n % 120 == 0 else n
        body = (
            "Ban Chỉ đạo thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững và an sinh xã hội tỉnh Hòa Dương"
        )
        sheet.append(
            [wrong, number, body if n % 5 == 0 else "Sở Nội vụ", f"{n}/SNV-TC", f"{day:%d/%m/%Y}", LONG, "VP", ""]
        )
    book.save(file)


def _until(ready: Callable[[], bool]) -> None:
    loop = QEventLoop()
    for _turn in range(400):
        if ready():
            return
        QTimer.singleShot(25, loop.quit)
        loop.exec()
