"""Books in the window: the chooser in the inbox, years and volumes, closing, a correction in a closed book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import books, closing_year, letters
from desktop.ui.book_dialogs import BindDialog, CloseYearDialog, VolumeDialog
from desktop.ui.book_years import BookYearsDialog
from desktop.ui.context import UiContext
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.letter_actions import LetterActions
from desktop.ui.letter_form import LetterForm
from desktop.ui.progress_dialog import StoppableDialog
from desktop.ui.register_view import RegisterView


@pytest.fixture
def years(context: UiContext, made: Any, qtbot: QtBot) -> BookYearsDialog:
    for _ in range(3):
        made.paper()
    dialog = BookYearsDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.current() is not None)
    return dialog


def child(parent: Any, kind: type, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: bool(parent.findChildren(kind)))
    return parent.findChildren(kind)[-1]


def test_a_new_volume_begins_at_the_number_that_is_asked_for(years: BookYearsDialog, made: Any, qtbot: QtBot) -> None:
    years.buttons["volume"].click()
    dialog = child(years, VolumeDialog, qtbot)
    assert (dialog.first.minimum(), dialog.first.value()) == (2, 4)
    dialog.first.setValue(3)
    dialog.accept()
    qtbot.waitUntil(lambda: len(books.volumes(made.office, 1, 2026)) == 2)
    qtbot.waitUntil(lambda: "2: 3-3" in str(years.model.index(0, 5).data()))


def test_a_year_is_closed_after_its_objections_bound_and_reopened(
    years: BookYearsDialog, made: Any, qtbot: QtBot
) -> None:
    assert not years.buttons["bind"].isEnabled()
    years.buttons["close"].click()
    close = child(years, CloseYearDialog, qtbot)
    assert not close.ok.isEnabled()
    close.sure.setChecked(True)
    close.accept()
    qtbot.waitUntil(years.buttons["bind"].isEnabled, timeout=20000)
    assert not years.buttons["close"].isEnabled()
    assert closing_year.printed_file(made.office, 1, 2026).is_file()
    years.buttons["reopen"].click()
    why = child(years, ReasonDialog, qtbot)
    why.text.setPlainText("sót một văn bản")
    why.accept()
    qtbot.waitUntil(years.buttons["close"].isEnabled)


def test_closing_is_stopped_and_the_year_stays_open(
    years: BookYearsDialog, context: Any, made: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed, whole = Event(), closing_year.print_report

    def long_print(*given: Any, **more: Any) -> Path:
        assert pressed.wait(20)
        return whole(*given, **more)

    monkeypatch.setattr(closing_year, "print_report", long_print)
    years.buttons["close"].click()
    close = child(years, CloseYearDialog, qtbot)
    close.sure.setChecked(True)
    close.accept()
    progress = child(years, StoppableDialog, qtbot)
    assert progress.isVisible()
    progress.stop.click()
    pressed.set()
    qtbot.waitUntil(lambda: context.said == ["Đã dừng; sổ năm 2026 chưa khóa."], timeout=20000)
    assert not books.book_year(made.office, 1, 2026).closed
    assert not list(made.office.path(closing_year.FOLDER).glob("*")), "no half print is left"
    assert years.buttons["close"].isEnabled()


def test_binding_is_recorded(years: BookYearsDialog, made: Any, qtbot: QtBot) -> None:
    closing_year.close_year(made.office, 1, 2026, confirmed=True)
    years.refresh()
    qtbot.waitUntil(years.buttons["bind"].isEnabled)
    years.buttons["bind"].click()
    bind = child(years, BindDialog, qtbot)
    bind.day.set_day(made.office.today())
    bind.volumes.setValue(2)
    bind.accept()
    qtbot.waitUntil(lambda: books.book_year(made.office, 1, 2026).bound_volumes == 2)
    qtbot.waitUntil(lambda: "đóng 2 quyển" in str(years.model.index(0, 6).data()))


def test_the_register_tells_that_its_year_is_closed(context: UiContext, made: Any, qtbot: QtBot) -> None:
    made.paper()
    closing_year.close_year(made.office, 1, 2026, confirmed=True)
    view = RegisterView(context)
    qtbot.addWidget(view)
    view.show()
    view.shown()
    qtbot.waitUntil(view.books.isVisible)
    assert "đã khóa 20/11/2026" in view.books.text()


def test_the_register_tells_a_late_entry(context: UiContext, made: Any, qtbot: QtBot) -> None:
    made.paper(arrived_on=date(2026, 11, 16))
    view = RegisterView(context)
    qtbot.addWidget(view)
    view.show()
    view.shown()
    qtbot.waitUntil(lambda: "Vào sổ muộn, ngày 20/11/2026" in str(view.model.index(0, 8).data()))


def test_a_correction_in_a_closed_book_asks_why(context: UiContext, made: Any, qtbot: QtBot) -> None:
    letter = made.paper()
    closing_year.close_year(made.office, 1, 2026, confirmed=True)
    window = RegisterView(context)
    qtbot.addWidget(window)
    LetterActions(context, window).correct(letter)
    form = child(window, LetterForm, qtbot)
    form.lines["symbol"].setText("SYT-KHTC")
    assert not form.ok.isEnabled()
    form.reason.setText("chép sai ký hiệu")
    form.accept()
    qtbot.waitUntil(lambda: letters.letter(made.office, letter.id).symbol == "SYT-KHTC")
