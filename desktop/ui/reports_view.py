"""Báo cáo: choose a form and a period, see it as it will print, print it or save it as PDF, Excel or Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core.calendar import Week
from desktop.core.errors import OfficeError
from desktop.core.names import show_date
from desktop.core.records import Book, Letter, Person, Unit
from desktop.core.words import say, tr
from desktop.services import catalogues, letters, people, printing
from desktop.services.printing import PrintRequest, ReportKind
from desktop.ui import theme
from desktop.ui.actions import ActionSpec
from desktop.ui.cards import ToneLabel
from desktop.ui.choosers import DayEdit, IdBox, people_rows
from desktop.ui.context import UiContext
from desktop.ui.labels import letter_name, week_label
from desktop.ui.pdf_preview import PdfPreview, save_dialog
from desktop.ui.report_kinds import ABOUT, PERIODS, forms, period
from desktop.ui.report_maker import ReportMaker
from desktop.ui.report_options import ReportOptions
from desktop.ui.report_progress import ReportProgress
from desktop.ui.report_sources import open_source
from desktop.ui.screen import Screen
from desktop.ui.widgets import action_button

if TYPE_CHECKING:
    from desktop.services.office import Office

WEEKS_BACK, WEEKS_AHEAD, MOST_LETTERS = 8, 2, 300
EVERY_LETTER = 0
SPECS = (
    ActionSpec("reports.print", tr("In…"), tr("In báo cáo đang xem"), ("Ctrl+P",), "file", "print"),
    ActionSpec("reports.pdf", tr("Lưu PDF…"), tr("Lưu báo cáo đang xem thành PDF"), ("Ctrl+S",), "file", "pdf"),
    ActionSpec("reports.excel", tr("Excel…"), tr("Lưu báo cáo thành tệp Excel"), ("Ctrl+E",), "file", "excel"),
    ActionSpec(
        "reports.rows",
        tr("Mở danh sách"),
        tr("Mở các văn bản hoặc nhiệm vụ mà báo cáo này lấy số liệu"),
        ("Ctrl+L",),
        "file",
        "next",
    ),
    ActionSpec("reports.word", tr("Word…"), tr("Lưu báo cáo thành tệp Word"), ("Ctrl+W",), "file", "word"),
)
KINDS_OF_FILE = {"xlsx": "Excel (*.xlsx)", "docx": "Word (*.docx)"}


@dataclass(frozen=True)
class _Choices:
    today: date
    people: list[Person]
    letters: list[Letter]
    books: list[Book]
    units: list[Unit]
    issuers: list[str]


class ReportsView(Screen):
    """All forms with their preview."""

    name = "reports"
    icon = "reports"
    topics = frozenset({"letters", "tasks", "people"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._today = date.today()
        self._ready = False
        self._made: PrintRequest | None = None
        self.forms = forms()
        self.preview = PdfPreview(context)
        runs: dict[str, Callable[[], object]] = {
            "reports.print": self.preview.ask_print,
            "reports.pdf": self.preview.ask_save,
            "reports.excel": lambda: self._ask_save("xlsx"),
            "reports.rows": self.open_rows,
            "reports.word": lambda: self._ask_save("docx"),
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.list = QListWidget()
        self.about = ToneLabel(tone="soft")
        self.period, self.week = QComboBox(), QComboBox()
        self.first, self.last = DayEdit(self._today), DayEdit(self._today)
        self.letter, self.person = IdBox(), IdBox()
        self.maker = ReportMaker(context, self)
        self.progress, self.options = ReportProgress(self.maker), ReportOptions()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        self.form.setSpacing(theme.GAP)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._days = QWidget()
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(theme.GRID)
        days.addWidget(self.first, 1)
        days.addWidget(ToneLabel("–", "soft"))
        days.addWidget(self.last, 1)
        self._labels = {name: ToneLabel(tone="soft") for name in ("period", "week", "letter", "person")}
        self.form.addRow(self._labels["period"], self.period)
        self.form.addRow(self._days)
        self.form.addRow(self._labels["week"], self.week)
        self.form.addRow(self._labels["letter"], self.letter)
        self.form.addRow(self._labels["person"], self.person)
        self.form.addRow(self.options)
        self.about.setWordWrap(True)
        self.list.setProperty("roomy", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for box in (self.period, self.week):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.GAP, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.list, 1)
        column.addWidget(self.about)
        column.addLayout(self.form)
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        bar.addWidget(action_button(self.acts["reports.rows"]))
        bar.addStretch()
        for name in ("excel", "word", "pdf", "print"):
            bar.addWidget(action_button(self.acts[f"reports.{name}"], main=name == "print"))
        right = QWidget()
        pages = QVBoxLayout(right)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addLayout(bar)
        pages.addWidget(self.progress)
        pages.addWidget(self.preview, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([340, 780])
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box_.addWidget(splitter)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._form_changed())
        self.period.activated.connect(lambda _index: self._period_chosen())
        for signal in (self.first.dateChanged, self.last.dateChanged):
            signal.connect(lambda _date: self._day_typed())
        self.week.activated.connect(lambda _index: self._pause.start())
        self.letter.picked.connect(self._form_changed)
        self.person.picked.connect(self._pause.start)
        self.options.changed.connect(self._pause.start)
        self.preview.printed.connect(self._printed)
        self._pause.timeout.connect(self._make)

    def open_rows(self) -> None:
        """Show the rows that the report is made of, in their own list."""
        request = self.request()
        if request is not None:
            open_source(self.context, request, Week.of(self._today))

    def title(self) -> str:
        return say("Báo cáo")

    def retranslate(self) -> None:
        kept = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for kind in self.forms:
            item = QListWidgetItem(str(kind.title))
            item.setToolTip(_about(kind))
            self.list.addItem(item)
        self.list.setCurrentRow(kept)
        self.list.blockSignals(False)
        self.list.setAccessibleName(say("Mẫu báo cáo"))
        self._labels["period"].setText(say("Kỳ báo cáo"))
        self._labels["week"].setText(say("Tuần"))
        self._labels["letter"].setText(say("Văn bản"))
        self._labels["person"].setText(say("Người"))
        _refill(self.period, [(str(words), name) for name, words in PERIODS], "this_month")
        self._fill_weeks()
        self.first.setAccessibleName(say("Từ ngày"))
        self.last.setAccessibleName(say("Đến ngày"))
        self.letter.setAccessibleName(say("Văn bản"))
        self.person.setAccessibleName(say("Người"))
        self.preview.retranslate()
        self.progress.retranslate()
        self.options.retranslate()
        self._form_changed()

    def shown(self) -> None:
        super().shown()
        self.list.setFocus()

    def refresh(self) -> None:
        self.read(_ask, self._take)

    def show_report(self, report: str, letter_id: int | None = None) -> None:
        """Choose a form by its stable name, and for a letter's form the letter."""
        if letter_id is not None:
            self.letter.choose(letter_id)
        self.list.setCurrentRow([kind.code for kind in self.forms].index(report))

    def _take(self, choices: _Choices) -> None:
        self._today = choices.today
        self._fill_weeks()
        self.person.set_rows(people_rows(choices.people, say("Mọi người")))
        self.options.set_books(choices.books)
        self.options.set_units(choices.units, choices.issuers)
        every = [(EVERY_LETTER, say("Mọi văn bản trong kỳ"))] if choices.letters else []
        self.letter.set_rows([*((x.id, _letter_words(x)) for x in choices.letters), *every])
        if self.letter.chosen() is None and choices.letters:
            self.letter.choose(choices.letters[0].id)
        if not self._ready:
            self._ready = True
            self._period_chosen()
        self._pause.start()

    def _fill_weeks(self) -> None:
        now = Week.of(self._today)
        weeks = [now.shift(by) for by in range(WEEKS_AHEAD, -WEEKS_BACK - 1, -1)]
        _refill(self.week, [(week_label(week), str(week)) for week in weeks], str(now))

    # --- what is chosen

    def current(self) -> ReportKind:
        """Return the form chosen in the list."""
        return self.forms[max(0, self.list.currentRow())]

    def request(self) -> PrintRequest | None:
        """Return what is to be made, None while something is not chosen."""
        needs, letter = self.current().needs, self.letter.chosen()
        if "letter" in needs and letter is None and self.options.needs_letter():
            return None
        wish = PrintRequest(
            self.current().code,
            week=Week.parse(str(self.week.currentData())) if "week" in needs else None,
            first=self.first.day() if self._of_period() else None,
            last=self.last.day() if self._of_period() else None,
            letter_id=letter or None if "letter" in needs else None,
            person_id=self.person.chosen() if "person" in needs else None,
        )
        return self.options.applied(wish)

    def _of_period(self) -> bool:
        """Tell whether the form is made of a period: a letter's form only when every letter of it is asked for."""
        needs = self.current().needs
        return "period" in needs and ("letter" not in needs or self.letter.chosen() == EVERY_LETTER)

    def _form_changed(self) -> None:
        kind = self.current()
        self.about.setText(_about(kind))
        rows: dict[QWidget, bool] = {
            self.period: self._of_period(),
            self._days: self._of_period(),
            self.week: "week" in kind.needs,
            self.letter: "letter" in kind.needs,
            self.person: "person" in kind.needs,
        }
        for widget, there in rows.items():
            self.form.setRowVisible(widget, there)
        self.options.show_for(kind.code)
        self._pause.start()

    def _period_chosen(self) -> None:
        days = period(str(self.period.currentData()), self._today)
        if days is None:
            self.first.setFocus()
            return
        for edit, day in zip((self.first, self.last), days, strict=True):
            edit.blockSignals(True)
            edit.set_day(day)
            edit.blockSignals(False)
        self._pause.start()

    def _day_typed(self) -> None:
        self.period.setCurrentIndex(self.period.findData("other"))
        self._pause.start()

    # --- making

    def _make(self) -> None:
        if not self._ready:
            return
        request = self.request()
        if request is None:
            self.preview.show_message(say("Chưa có văn bản nào trong sổ.\nĐăng ký văn bản ở Hộp quét trước."))
        elif request.first and request.last and request.first > request.last:
            self.preview.show_message(say("Ngày đầu phải trước ngày cuối."))
        else:
            self.preview.show_message(say("Đang lập báo cáo…"))
            self._made = request
            self.maker.make(request, self._show, self._failed)
        self._allow()

    def _printed(self) -> None:
        """What went to the printer is known as printed: a later print may ask for what is new alone."""
        request = self._made
        if request is not None and self.preview.whole:
            self.write(lambda office: printing.mark_printed(office, request), lambda _none: None)

    def _show(self, file: Path) -> None:
        self.preview.report = self.current().code
        self.preview.show_file(file, f"{self.current().title}.pdf")
        self._allow()

    def _failed(self, error: Exception) -> None:
        self.preview.show_message(str(error) if isinstance(error, OfficeError) else say("Không lập được báo cáo."))
        self._allow()
        if not isinstance(error, OfficeError):
            self.context.show_error(error)

    def _allow(self) -> None:
        there = self.preview.is_there()
        endings = self.current().endings
        self.acts["reports.print"].setEnabled(there)
        self.acts["reports.pdf"].setEnabled(there)
        self.acts["reports.excel"].setEnabled(there and "xlsx" in endings)
        self.acts["reports.word"].setEnabled(there and "docx" in endings)

    def _ask_save(self, ending: str) -> None:
        request = self.request()
        if request is None:
            return
        dialog = save_dialog(self, str(self.current().title), KINDS_OF_FILE[ending], ending)
        dialog.fileSelected.connect(lambda file: self.save(request, Path(file)))
        dialog.open()

    def save(self, request: PrintRequest, file: Path) -> None:
        """Make ``request`` as ``file``; its ending says what it is."""
        self.maker.save(request, file, lambda made: self.context.toast(tr("Đã lưu {file}.", file=made.name)))


def _about(kind: ReportKind) -> str:
    return str(ABOUT.get(kind.code, kind.title))


def _letter_words(letter: Letter) -> str:
    arrived = show_date(letter.arrived_on)
    return f"{letter.arrival_number} · {letter_name(letter)} · {letter.issuer} · {arrived}"


def _ask(office: Office) -> _Choices:
    newest = letters.page(office, letters.listing(office), 0, MOST_LETTERS)
    return _Choices(
        office.today(),
        people.people(office),
        newest,
        letters.books(office),
        people.units(office),
        [issuer.name for issuer in catalogues.issuers(office)],
    )


def _refill(box: QComboBox, rows: list[tuple[str, str]], first: str) -> None:
    kept = box.currentData() or first
    box.clear()
    for words, value in rows:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(kept)))
