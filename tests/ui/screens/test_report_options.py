"""The report screen's further choices, its progress with a stop, and what it remembers of printing."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.core.errors import OfficeError
from desktop.services import printers, printing
from desktop.services.printing import PrintRequest
from desktop.ui.report_maker import ReportMaker
from desktop.ui.report_options import ReportOptions
from desktop.ui.report_progress import ReportProgress
from desktop.ui.reports_view import EVERY_LETTER, ReportsView


@pytest.fixture
def reports(context: Any, made: Any, qtbot: QtBot) -> ReportsView:
    made.paper(number="2167")
    screen = ReportsView(context)
    qtbot.addWidget(screen)
    screen.resize(1100, 700)
    screen.show()
    screen.shown()
    qtbot.waitUntil(lambda: screen.letter.chosen() is not None, timeout=8000)
    return screen


def test_options_belong_to_their_forms(reports: ReportsView) -> None:
    options = reports.options
    reports.show_report("register")
    options.volume.setText("2")
    options.new.setChecked(True)
    wish = reports.request()
    assert wish is not None
    assert (wish.volume, wish.new_only, wish.corner, wish.empty) == ("2", True, None, False)
    reports.show_report("arrival-stamp")
    options.corner.setCurrentIndex(options.corner.findData("top-right"))
    wish = reports.request()
    assert wish is not None
    assert (wish.volume, wish.new_only, wish.corner) == ("", True, "top-right")
    reports.show_report("overdue")
    options.issuer.setText("tỉnh")
    wish = reports.request()
    assert wish is not None
    assert (wish.issuer, wish.unit_id, wish.new_only) == ("tỉnh", None, False)
    reports.show_report("action-sheet")
    assert not options.isVisible()


def test_every_letter_of_a_period_at_once(reports: ReportsView, made: Any, qtbot: QtBot) -> None:
    reports.show_report("handling-slip")
    assert not reports.period.isVisible()
    reports.letter.choose(EVERY_LETTER)
    reports.letter.picked.emit()
    assert reports.period.isVisible()
    wish = reports.request()
    assert wish is not None
    assert (wish.letter_id, wish.first is None) == (None, False)
    qtbot.waitUntil(lambda: reports.preview.is_there() and reports.preview.report == "handling-slip", timeout=8000)


def test_an_empty_slip_needs_no_letter(context: Any, qtbot: QtBot) -> None:
    options = ReportOptions()
    qtbot.addWidget(options)
    options.show_for("handling-slip")
    assert options.needs_letter()
    options.empty.setChecked(True)
    assert not options.needs_letter()
    assert options.applied(PrintRequest("handling-slip")).empty


def test_a_long_report_is_stopped_by_its_button(context: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(office: Any, request: Any, file: Any, on_progress: Any, cancelled: Any) -> Any:
        for n in range(100_000):
            on_progress(n, 100_000)
            if cancelled():
                raise OfficeError("cancelled", printing.kind_of("register").title)
            time.sleep(0.002)
        return file

    monkeypatch.setattr("desktop.ui.report_maker.printing.print_report", slow)
    maker = ReportMaker(context)
    progress = ReportProgress(maker)
    qtbot.addWidget(progress)
    failed: list[Exception] = []
    maker.make(PrintRequest("register"), lambda _file: None, failed.append)
    qtbot.waitUntil(progress.isVisible, timeout=8000)
    assert progress.bar.maximum() == 100_000
    progress.stop.click()
    qtbot.waitUntil(lambda: bool(failed), timeout=8000)
    assert isinstance(failed[0], OfficeError)
    assert failed[0].code == "cancelled"
    assert not progress.isVisible()


def test_what_was_printed_whole_is_left_out_next_time(
    reports: ReportsView, office: Any, tmp_path: Any, qtbot: QtBot
) -> None:
    reports.show_report("register")
    qtbot.waitUntil(reports.preview.is_there, timeout=8000)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(reports.preview.printed, timeout=8000):
        reports.preview.print_on(printer)

    def nothing_new() -> bool:
        try:
            printing.print_report(office, PrintRequest("register", new_only=True), tmp_path / "again.pdf")
        except OfficeError as error:
            return error.code == "nothing-new"
        return False

    qtbot.waitUntil(nothing_new, timeout=8000)


def test_the_print_dialog_begins_with_the_forms_own_printer(
    reports: ReportsView, office: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printers.remember(office, "register", "Máy in sổ", "2")
    reports.show_report("register")
    qtbot.waitUntil(lambda: reports.preview.is_there() and reports.preview.report == "register", timeout=8000)
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(reports.preview, "_ask_print", lambda name, tray: asked.append((name, tray)))
    reports.preview.ask_print()
    qtbot.waitUntil(lambda: asked == [("Máy in sổ", "2")], timeout=8000)
