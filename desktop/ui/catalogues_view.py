"""Danh mục: people, units, issuers, books and rest days, each a list with its few buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHeaderView, QTabWidget, QVBoxLayout, QWidget

from desktop.core.calendar import WorkCalendar
from desktop.core.errors import RuleError
from desktop.core.records import Book, Person, Unit
from desktop.core.words import Text, say, tr
from desktop.services import books, catalogues, letters, particulars, people
from desktop.services.catalogues import Issuer
from desktop.ui import theme
from desktop.ui.book_dialogs import BookDialog
from desktop.ui.book_years import BookYearsDialog
from desktop.ui.cards import ToneLabel
from desktop.ui.catalogue_actions import SPECS
from desktop.ui.catalogue_dialogs import HolidayDialog, PasteDialog, PersonDialog, UnitDialog
from desktop.ui.catalogue_models import Columns, ListModel
from desktop.ui.context import UiContext
from desktop.ui.field_form import SYSTEMS
from desktop.ui.flow import Flow
from desktop.ui.form_dialog import ask
from desktop.ui.hand_over_all import ask_hand_over
from desktop.ui.history_dialog import show_history
from desktop.ui.labels import ROLE_WORDS, day_label
from desktop.ui.people_paste import PastedPerson
from desktop.ui.row_table import RowTable
from desktop.ui.screen import Screen
from desktop.ui.widgets import action_button

if TYPE_CHECKING:
    from desktop.services.office import Office

PEOPLE, UNITS, ISSUERS, BOOKS, HOLIDAYS = range(5)
TITLES = (tr("Người"), tr("Đơn vị"), tr("Cơ quan ban hành"), tr("Sổ"), tr("Ngày nghỉ"))
EMPTY = (
    tr("Chưa có ai. Bấm Thêm, hoặc Dán danh sách để lấy từ Excel."),
    tr("Chưa có đơn vị nào. Bấm Thêm."),
    tr("Cơ quan ban hành được ghi nhớ khi đăng ký văn bản, chưa có cơ quan nào."),
    tr("Chưa có sổ nào."),
    tr("Chưa có ngày nghỉ nào. Bấm Thêm để ghi lịch nghỉ của năm."),
)


@dataclass(frozen=True)
class _Holiday:
    day: date
    name: str
    working: bool


@dataclass(frozen=True)
class _Lists:
    people: list[Person]
    units: list[Unit]
    issuers: list[Issuer]
    books: list[Book]
    calendar: WorkCalendar
    today: date


def _ask(office: Office) -> _Lists:
    office.reload()
    return _Lists(
        people.people(office, active_only=False),
        people.units(office, active_only=False),
        catalogues.issuers(office),
        letters.books(office),
        office.calendar,
        office.today(),
    )


def _columns() -> tuple[Columns, ...]:
    use = (tr("Trạng thái"), lambda r: say("đang dùng") if r.active else say("✗ ngừng dùng"))
    return (
        (
            (tr("Họ và tên"), lambda p: p.name),
            (tr("Chức vụ"), lambda p: p.title),
            (tr("Đơn vị"), lambda p: p.unit),
            (tr("Vai trò"), lambda p: str(ROLE_WORDS[p.role])),
            use,
        ),
        ((tr("Tên đơn vị"), lambda u: u.name), (tr("Viết tắt"), lambda u: u.short_name), use),
        (
            (tr("Cơ quan ban hành"), lambda i: i.name),
            (tr("Cơ quan chủ quản"), lambda i: i.parent),
            (tr("Số văn bản"), lambda i: str(i.uses)),
        ),
        ((tr("Tên sổ"), lambda b: b.name), (tr("Văn bản tự vào sổ này"), _system_words), use),
        (
            (tr("Ngày"), lambda h: day_label(h.day)),
            (tr("Tên"), lambda h: say("Làm bù") if h.working else h.name),
            (tr("Nghỉ hay làm"), lambda h: say("làm việc") if h.working else say("nghỉ")),
        ),
    )


def _system_words(book: Book) -> str:
    return str(dict(SYSTEMS).get(book.system, ""))


class CataloguesView(Screen):
    """The lists behind everything else."""

    name = "catalogues"
    icon = "catalogues"
    topics = frozenset({"people", "letters"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.lists: _Lists | None = None
        runs: dict[str, Callable[[], object]] = {
            "catalogues.add": self.add,
            "catalogues.edit": self.edit,
            "catalogues.toggle": self.toggle,
            "catalogues.paste": self.paste,
            "catalogues.working": lambda: self._ask_holiday(working=True),
            "catalogues.years": self.open_years,
            "catalogues.hand_over": self.hand_over,
            "catalogues.history": self.show_history,
            "catalogues.rows": self.open_rows,
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.tabs = QTabWidget()
        self.models: list[ListModel] = []
        self.tables: list[RowTable] = []
        self.hint = ToneLabel(tone="soft")
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _tab: self._allow())
        self.retranslate()

    def _lay_out(self) -> None:
        self.buttons = {name: action_button(action) for name, action in self.acts.items()}
        for columns in _columns():
            model = ListModel(columns, lambda r: not getattr(r, "active", True), self)
            table = RowTable()
            table.setModel(model)
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            table.horizontalHeader().setSortIndicatorShown(False)
            table.opened.connect(self.edit)
            table.doubleClicked.connect(lambda _index: self.edit())
            table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._allow())
            self.models.append(model)
            self.tables.append(table)
            self.tabs.addTab(table, "")
        self.tabs.setDocumentMode(True)
        self.hint.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.setSpacing(theme.GAP)
        bar = QWidget()
        flow = Flow(bar, theme.GAP)  # in larger type the buttons go on in a second line
        for button in self.buttons.values():
            flow.addWidget(button)
        box.addWidget(bar)
        box.addWidget(self.tabs, 1)
        box.addWidget(self.hint)

    def title(self) -> str:
        return say("Danh mục")

    def retranslate(self) -> None:
        for place, title in enumerate(TITLES):
            self.tabs.setTabText(place, str(title))
            self.tables[place].setAccessibleName(str(title))
            self.models[place].retranslate()
        self._allow()

    def shown(self) -> None:
        super().shown()
        self.tables[self.tabs.currentIndex()].setFocus()

    def refresh(self) -> None:
        self.read(_ask, self._take)

    def _take(self, lists: _Lists) -> None:
        self.lists = lists
        for table, model, rows in zip(self.tables, self.models, self._rows(lists), strict=True):
            kept = table.currentIndex().row()
            model.show_rows(rows)
            if rows:
                table.selectRow(min(max(kept, 0), len(rows) - 1))
        self._allow()

    def _rows(self, lists: _Lists) -> tuple[Sequence[object], ...]:
        calendar = lists.calendar
        days = [_Holiday(day, name, False) for day, name in calendar.off.items()]
        days += [_Holiday(day, "", True) for day in calendar.working]
        return lists.people, lists.units, lists.issuers, lists.books, sorted(days, key=lambda h: h.day, reverse=True)

    # --- which buttons live

    def current(self) -> Any:
        """Return the row chosen in the list in front, None without one."""
        tab = self.tabs.currentIndex()
        return self.models[tab].row_at(self.tables[tab].currentIndex().row())

    def _allow(self) -> None:
        tab, chosen = self.tabs.currentIndex(), self.current()
        live = {
            "add": tab != ISSUERS,
            "edit": tab in (PEOPLE, UNITS, BOOKS) and chosen is not None,
            "toggle": tab in (PEOPLE, UNITS, BOOKS, HOLIDAYS) and chosen is not None,
            "paste": tab == PEOPLE,
            "working": tab == HOLIDAYS,
            "years": tab == BOOKS,
            "hand_over": tab == PEOPLE and chosen is not None,
            "history": tab in (PEOPLE, UNITS, BOOKS) and chosen is not None,
            "rows": tab != HOLIDAYS and chosen is not None,
        }
        for name, on in live.items():
            self.acts[f"catalogues.{name}"].setEnabled(on)
            self.buttons[f"catalogues.{name}"].setVisible(on or name in ("add", "edit", "toggle"))
        self.acts["catalogues.toggle"].setText(self._toggle_words(tab, chosen))
        self.hint.setText(self._hint(tab))

    def _toggle_words(self, tab: int, chosen: Any) -> str:
        if tab == HOLIDAYS:
            return say("Xóa ngày này")
        return say("Dùng lại") if chosen is not None and not getattr(chosen, "active", True) else say("Ngừng dùng")

    def _hint(self, tab: int) -> str:
        if self.lists is None:
            return ""
        if self.models[tab].rowCount() == 0:
            return str(EMPTY[tab])
        missing = self.lists.today.year + 1 not in self.lists.calendar.announced
        if tab == HOLIDAYS and missing:
            return say("! Chưa có lịch nghỉ năm {year}: chỉ tính Thứ Bảy, Chủ nhật.", year=self.lists.today.year + 1)
        return ""

    # --- what is done

    def add(self) -> None:
        """Add a row to the list in front."""
        if self.lists is None:
            return
        match self.tabs.currentIndex():
            case 0:
                ask(PersonDialog(None, self._units(), self), self._add_person)
            case 1:
                ask(UnitDialog(None, self), self._add_unit)
            case 3:
                ask(BookDialog(None, self), self._add_book)
            case 4:
                self._ask_holiday(working=False)

    def show_history(self) -> None:
        """Show the log of the person, unit or book chosen."""
        chosen = self.current()
        noun = {PEOPLE: "person", UNITS: "unit", BOOKS: "book"}.get(self.tabs.currentIndex())
        if noun is not None and chosen is not None:
            show_history(self.context, self, noun, chosen.id, chosen.name)

    def edit(self) -> None:
        """Change the row chosen."""
        chosen = self.current()
        if isinstance(chosen, Person):
            ask(PersonDialog(chosen, self._units(), self), lambda d: self._edit_person(chosen, d))
        elif isinstance(chosen, Unit):
            ask(UnitDialog(chosen, self), lambda d: self._edit_unit(chosen, d))
        elif isinstance(chosen, Book):
            ask(BookDialog(chosen, self), lambda d: self._edit_book(chosen, d))

    def toggle(self) -> None:
        """Stop using the row chosen, or use it again; a rest day is taken off."""
        chosen = self.current()
        if isinstance(chosen, Person):
            self._toggle_person(chosen)
        elif isinstance(chosen, Unit):
            on = not chosen.active
            self._change(lambda o: people.edit_unit(o, chosen.id, active=on), tr("Đã lưu {name}.", name=chosen.name))
        elif isinstance(chosen, Book):
            use = not chosen.active
            self._change(lambda o: books.set_active(o, chosen.id, use), tr("Đã lưu {name}.", name=chosen.name))
        elif isinstance(chosen, _Holiday):
            self._set_holidays(chosen.day.year, without=chosen.day)

    def _toggle_person(self, person: Person) -> None:
        run = people.deactivate_person if person.active else people.activate_person
        words = tr("Đã lưu {name}.", name=person.name)
        self._change(lambda o: run(o, person.id), words, lambda error: self._still_leads(person, error))

    def _still_leads(self, person: Person, error: Exception) -> None:
        """Who leaves with open work hands it over first: the dialog for that stands open at once."""
        if isinstance(error, RuleError) and error.code == "has-work" and self.lists:
            self.context.toast(error.happened)
            ask_hand_over(self, [p for p in self.lists.people if p.active], person.id)
        else:
            self.context.show_error(error)

    def open_rows(self) -> None:
        """Show the work of the person or unit chosen, the letters of the issuer or book."""
        chosen = self.current()
        if isinstance(chosen, Person | Unit):
            self.context.open_narrowed("tasks", {"person" if isinstance(chosen, Person) else "unit": chosen.id})
        elif isinstance(chosen, Issuer):
            self.context.open_narrowed("register", {"issuer": chosen.name})
        elif isinstance(chosen, Book):
            self.context.open_narrowed("register", {"book": chosen.id, "year": "now"})

    def hand_over(self) -> None:
        """Hand over all work of the person chosen (leave, transfer)."""
        chosen = self.current()
        if isinstance(chosen, Person) and self.lists:
            ask_hand_over(self, [p for p in self.lists.people if p.active], chosen.id)

    def paste(self) -> None:
        """Add many people from a pasted list."""
        if self.lists:
            known = [person.name for person in self.lists.people]
            ask(PasteDialog(self._units(), known, self), lambda d: self._add_people(d.people()))

    def _units(self) -> list[Unit]:
        return [unit for unit in self.lists.units if unit.active] if self.lists else []

    def _add_person(self, dialog: PersonDialog) -> None:
        name, title = dialog.name.text(), dialog.job.text()
        unit, role = dialog.unit.chosen(), dialog.chosen_role()
        self._change(lambda o: people.add_person(o, name, title, unit, role), tr("Đã thêm {name}.", name=name))

    def _edit_person(self, person: Person, dialog: PersonDialog) -> None:
        name, title = dialog.name.text(), dialog.job.text()
        unit, role = dialog.unit.chosen(), dialog.chosen_role()
        self._change(
            lambda o: people.edit_person(
                o, person.id, name=name, title=title, unit_id=unit, role=role, without_unit=unit is None
            ),
            tr("Đã lưu {name}.", name=name),
        )

    def _add_people(self, found: list[PastedPerson]) -> None:
        def write(office: Office) -> None:
            for person in found:
                people.add_person(office, person.name, person.title, person.unit_id, person.role)

        self._change(write, tr("Đã thêm {n} người.", n=len(found)))

    def _add_unit(self, dialog: UnitDialog) -> None:
        name, short = dialog.name.text(), dialog.short.text()
        self._change(lambda o: people.add_unit(o, name, short), tr("Đã thêm {name}.", name=name))

    def _edit_unit(self, unit: Unit, dialog: UnitDialog) -> None:
        name, short = dialog.name.text(), dialog.short.text()
        self._change(
            lambda o: people.edit_unit(o, unit.id, name=name, short_name=short), tr("Đã lưu {name}.", name=name)
        )

    def _add_book(self, dialog: BookDialog) -> None:
        name, system = dialog.name.text(), dialog.chosen_system()
        self._change(lambda o: books.add_book(o, name, system), tr("Đã thêm {name}.", name=name))

    def _edit_book(self, book: Book, dialog: BookDialog) -> None:
        name, system = dialog.name.text(), dialog.chosen_system()
        self._change(lambda o: books.edit_book(o, book.id, name=name, system=system), tr("Đã lưu {name}.", name=name))

    def open_years(self) -> None:
        """Open the years and volumes of the book chosen."""
        chosen = self.current()
        book_id = chosen.id if isinstance(chosen, Book) else None
        BookYearsDialog(self.context, book_id, self).open()

    def _ask_holiday(self, *, working: bool) -> None:
        if self.lists:
            ask(
                HolidayDialog(self.lists.today, working=working, parent=self),
                lambda d: self._set_holidays(d.day.day().year, _Holiday(d.day.day(), d.name.text().strip(), working)),
            )

    def _set_holidays(self, year: int, more: _Holiday | None = None, without: date | None = None) -> None:
        calendar = self.lists.calendar if self.lists else WorkCalendar()
        off = {day: name for day, name in calendar.off.items() if day.year == year and day != without}
        working = {day for day in calendar.working if day.year == year and day != without}
        if more is not None and more.working:
            working.add(more.day)
        elif more is not None:
            off[more.day] = more.name
        self._change(lambda o: particulars.set_holidays(o, year, off, frozenset(working)), tr("Đã lưu lịch nghỉ."))

    def _change(
        self,
        operation: Callable[[Office], object],
        words: Text,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def done(_row: object) -> None:
            self.context.toast(words)
            self.context.tell("people")
            self.context.tell("letters")

        self.write(operation, done, failed)
