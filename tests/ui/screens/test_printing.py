"""The week's sheets and the reports: previewed, printed without a printer, saved as PDF, Excel and Word."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.core.calendar import Week
from desktop.services import printing, tasks
from desktop.services.assign import Assignment, assign
from desktop.services.printing import PrintRequest
from desktop.services.returned_sheets import CameBack
from desktop.ui.context import UiContext
from desktop.ui.pdf_preview import PdfPreview
from desktop.ui.printing_job import a4_printer, print_pdf
from desktop.ui.report_kinds import PERIODS, forms, period
from desktop.ui.reports_view import ReportsView
from desktop.ui.week_rows import ask_week, line
from desktop.ui.week_view import IdRole, WeekView


def to_file(file: Path) -> QPrinter:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(100)
    return printer


def pages_of(file: Path) -> list[tuple[int, int]]:
    document = QPdfDocument()
    document.load(str(file))
    sizes = [document.pagePointSize(page) for page in range(document.pageCount())]
    document.close()
    return [(round(size.width()), round(size.height())) for size in sizes]


@pytest.fixture
def week(context: UiContext, qtbot: QtBot) -> WeekView:
    screen = WeekView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    return screen


@pytest.fixture
def reports(context: UiContext, qtbot: QtBot) -> ReportsView:
    screen = ReportsView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    return screen


def test_week_shows_every_sheet_and_prints_them_all(week: WeekView, made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    made.task("việc một", due=date(2026, 11, 20))
    made.task("việc hai", lead="Nguyễn Thị Lúa", due=date(2026, 11, 18))
    week.show()
    week.shown()
    qtbot.waitUntil(week.preview.is_there)
    lines = [week.list.item(row).text() for row in range(week.list.count())]
    assert lines == [
        "Mọi người (2 phiếu)",
        "Bảng tổng hợp cho Chủ tịch",
        "Đỗ Văn Kinh\n1 việc · chưa in",
        "Nguyễn Thị Lúa\n1 việc · ! 1 quá hạn · chưa in",
    ]
    assert week.head.text() == "Tuần 47 (16/11 - 22/11/2026)"
    everything = week.preview.page_count()
    job = week.preview.print_on(to_file(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(job.ended) as told:
        pass
    assert told.args == [True]
    assert len(pages_of(tmp_path / "printed.pdf")) == everything
    week.list.setCurrentRow(3)
    qtbot.waitUntil(lambda: week.preview.is_there() and week.preview.page_count() < everything)
    assert week.request() == PrintRequest(
        "weekly-sheets", week=Week(2026, 47), person_id=made.folk["Nguyễn Thị Lúa"].id
    )
    week.list.setCurrentRow(1)
    assert week.list.currentItem().data(IdRole) == -1
    qtbot.waitUntil(week.preview.is_there)


def _lines(week: WeekView) -> list[str]:
    return [week.list.item(row).text().partition("\n")[2] for row in range(2, week.list.count())]


def test_what_is_printed_is_marked_and_only_what_is_new_prints_again(
    week: WeekView, made: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    made.task("việc một", due=date(2026, 11, 25))
    task = made.task("việc hai", lead="Nguyễn Thị Lúa", due=date(2026, 11, 25))
    week.show()
    week.shown()
    qtbot.waitUntil(week.preview.is_there)
    both = week.preview.page_count()
    job = week.preview.print_on(to_file(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(job.ended):
        pass
    qtbot.waitUntil(lambda: _lines(week) == ["1 việc · đã in"] * 2, timeout=8000)
    week.new.setChecked(True)
    qtbot.waitUntil(lambda: "Không có gì mới" in week.preview.message.text(), timeout=8000)
    tasks.report_progress(made.office, task.id, "Đã rà soát hai thôn")
    week.refresh()
    qtbot.waitUntil(lambda: _lines(week) == ["1 việc · đã in", "1 việc · đổi sau khi in"], timeout=8000)
    qtbot.waitUntil(lambda: 0 < week.preview.page_count() < both, timeout=8000)
    week.acts["week.mark"].trigger()
    qtbot.waitUntil(lambda: _lines(week) == ["1 việc · đã in"] * 2, timeout=8000)
    week.list.setCurrentRow(2)
    week.acts["week.again"].trigger()
    qtbot.waitUntil(lambda: _lines(week) == ["1 việc · chưa in", "1 việc · đã in"], timeout=8000)


def test_partners_units_and_what_came_back_stand_on_the_screen(
    week: WeekView, made: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    office = made.office
    lead, partner = made.folk["Đỗ Văn Kinh"], made.folk["Nguyễn Thị Lúa"]
    assign(office, [Assignment("việc chung", lead.id, (partner.id,), date(2026, 11, 20))])
    strip = tmp_path / "III.png"
    picture = QImage(660, 100, QImage.Format.Format_Grayscale8)
    picture.fill(200)
    picture.save(str(strip))
    back = CameBack(lead.id, office.now(), (strip,))
    shown = ask_week(office, None)
    assert line(shown, shown.sheets[1]) == "Nguyễn Thị Lúa\n0 việc · 1 phối hợp · chưa in"
    rows = replace(shown, back={lead.id: back})
    assert line(rows, rows.sheets[0]).endswith("✓ phiếu đã về")
    week.show()
    week.shown()
    qtbot.waitUntil(week.preview.is_there)
    week._take(rows)
    week.list.setCurrentRow(2)
    assert week.notes.isVisible()
    assert "Phiếu đã về" in week.notes.words.text()
    assert not week.notes.strip.pixmap().isNull()
    week.unit.choose(lead.unit_id)
    week.unit.picked.emit()
    names = [week.list.item(row).text().partition("\n")[0] for row in range(2, week.list.count())]
    assert names == [s.person.name for s in shown.sheets if s.person.unit_id == lead.unit_id]
    week.list.setCurrentRow(0)
    request = week.request()
    assert request is not None
    assert request.unit_id == lead.unit_id
    assert not week.notes.isVisible()


def test_another_week_and_back(week: WeekView, made: Any, qtbot: QtBot) -> None:
    made.task("việc", due=date(2026, 12, 1))
    week.show()
    week.context.actions.show_front(week)
    week.shown()
    qtbot.waitUntil(lambda: week.week == Week(2026, 47))
    week.acts["week.next"].trigger()
    week.acts["week.next"].trigger()
    qtbot.waitUntil(lambda: week.head.text().startswith("Tuần 49") and week.preview.is_there())
    week.acts["week.now"].trigger()
    qtbot.waitUntil(lambda: week.head.text().startswith("Tuần 47"))


def test_a_week_without_tasks_says_so(week: WeekView, made: Any, qtbot: QtBot) -> None:
    week.show()
    week.shown()
    qtbot.waitUntil(lambda: "chưa ai có việc" in week.preview.message.text())
    assert not week.acts["week.print"].isEnabled()


def test_printing_keeps_pages_proportions_and_can_be_cancelled(made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    made.paper()
    file = printing.print_report(made.office, PrintRequest("register"), tmp_path / "register.pdf")
    wanted = pages_of(file)
    assert any(width > height for width, height in wanted), "the register lies across"
    assert print_pdf(file.read_bytes(), to_file(tmp_path / "out.pdf"), threading.Event())
    assert [w > h for w, h in pages_of(tmp_path / "out.pdf")] == [w > h for w, h in wanted]
    stop = threading.Event()
    stop.set()
    assert not print_pdf(file.read_bytes(), to_file(tmp_path / "none.pdf"), stop)


def test_only_the_pages_asked_for_are_printed(made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    made.paper()
    file = printing.print_report(made.office, PrintRequest("register"), tmp_path / "register.pdf")
    printer = to_file(tmp_path / "one.pdf")
    printer.setFromTo(2, 2)
    assert print_pdf(file.read_bytes(), printer, threading.Event())
    assert len(pages_of(tmp_path / "one.pdf")) == 1


@pytest.mark.parametrize("code", [kind.code for kind in forms()])
def test_every_form_is_previewed(reports: ReportsView, made: Any, qtbot: QtBot, code: str) -> None:
    made.give(made.scanned(), date(2026, 11, 18))
    reports.show()
    reports.shown()
    qtbot.waitUntil(reports.preview.is_there)
    reports.show_report(code)
    qtbot.waitUntil(
        lambda: reports.preview.is_there() and reports.preview._name.startswith(str(reports.current().title))
    )
    assert reports.current().code == code
    assert reports.preview.page_count() > 0
    endings = reports.current().endings
    reports.context.actions.show_front(reports)
    assert reports.acts["reports.excel"].isEnabled() == ("xlsx" in endings)
    assert reports.acts["reports.word"].isEnabled() == ("docx" in endings)


def test_excel_and_word_are_saved(reports: ReportsView, made: Any, context: Any, tmp_path: Path, qtbot: QtBot) -> None:
    made.paper()
    reports.show()
    reports.shown()
    qtbot.waitUntil(reports.preview.is_there)
    request = reports.request()
    assert request is not None
    reports.save(request, tmp_path / "so.xlsx")
    qtbot.waitUntil(lambda: "Đã lưu so.xlsx." in context.said)
    assert (tmp_path / "so.xlsx").read_bytes().startswith(b"PK")
    reports.preview.save_as(tmp_path / "so.pdf")
    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")


def test_a_save_that_fails_is_told(reports: ReportsView, made: Any, context: Any, tmp_path: Path, qtbot: QtBot) -> None:
    made.paper()
    reports.show()
    reports.shown()
    qtbot.waitUntil(reports.preview.is_there)
    reports.preview.save_as(tmp_path / "không có" / "so.pdf")
    assert "Không lưu được" in str(context.failures.pop())


def test_a_period_turned_round_is_told_before_it_is_made(reports: ReportsView, made: Any, qtbot: QtBot) -> None:
    made.paper()
    reports.show()
    reports.shown()
    qtbot.waitUntil(reports.preview.is_there)
    reports.first.set_day(date(2026, 12, 31))
    qtbot.waitUntil(lambda: reports.preview.message.text() == "Ngày đầu phải trước ngày cuối.")
    assert reports.period.currentData() == "other"


def test_a_letters_form_without_letters_says_what_to_do(reports: ReportsView, qtbot: QtBot) -> None:
    reports.show()
    reports.show_report("handling-slip")
    reports.shown()
    qtbot.waitUntil(lambda: "Hộp quét" in reports.preview.message.text())


def test_periods_by_name() -> None:
    today = date(2026, 2, 15)
    assert {name: period(name, today) for name, _words in PERIODS} == {
        "this_week": (date(2026, 2, 9), date(2026, 2, 15)),
        "last_week": (date(2026, 2, 2), date(2026, 2, 8)),
        "this_month": (date(2026, 2, 1), date(2026, 2, 28)),
        "last_month": (date(2026, 1, 1), date(2026, 1, 31)),
        "this_quarter": (date(2026, 1, 1), date(2026, 3, 31)),
        "this_year": (date(2026, 1, 1), date(2026, 12, 31)),
        "last_year": (date(2025, 1, 1), date(2025, 12, 31)),
        "other": None,
    }


def test_zoom_and_paging(context: UiContext, made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    made.paper()
    file = printing.print_report(made.office, PrintRequest("register"), tmp_path / "register.pdf")
    preview = PdfPreview(context)
    qtbot.addWidget(preview)
    preview.resize(700, 500)
    preview.show()
    preview.show_file(file)
    preview.step(1)
    assert preview.where.text() == f"Trang 2/{preview.page_count()}"
    before = preview.view.viewport().width()
    preview.zoom(1.2)
    assert preview.view.zoomFactor() > 0.2
    assert before > 0
    preview.show_message("…")
    assert not preview.is_there()
    assert preview.where.text() == ""
