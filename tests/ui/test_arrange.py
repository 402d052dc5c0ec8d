"""Sắp xếp trang: turned, moved, taken apart and joined in the window, and what the office then has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.arranging import PagePart
from desktop.services import arranging, inbox
from desktop.ui.arrange_dialog import ArrangeDialog, Source
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.inbox_view import InboxView

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> Iterator[InboxView]:
    made = InboxView(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.close()


def opened(until: Wait) -> ArrangeDialog:
    until(lambda: isinstance(QApplication.activeModalWidget(), ArrangeDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ArrangeDialog)
    return dialog


def test_two_scans_are_joined_and_a_page_is_turned(desk, make, view: InboxView, until: Wait) -> None:
    one, two = desk.scan(make()), desk.scan(make(number="7"))
    view.context.actions.show_front(view)
    view.shown()
    until(view.act_arrange.isEnabled)
    view.open_scan(one.id)
    until(lambda: view.sheet is not None and view.sheet.scan.id == one.id)
    view.act_arrange.trigger()
    dialog = opened(until)
    assert not dialog.ok.isEnabled(), "nothing is changed yet"
    dialog.join.setCurrentIndex(1)
    dialog.join.activated.emit(1)
    assert dialog.list.currentRow() == 1, "the page that came stands out"
    dialog.buttons["rotate"].click()
    assert dialog.parts() == [PagePart(one.id, 1), PagePart(two.id, 1, 90)]
    assert dialog.ok.isEnabled()
    dialog.accept()
    until(lambda: view.panel.scans() != [] and view.panel.scans()[0].id not in (one.id, two.id))
    (made,) = view.panel.scans()
    assert made.pages == 2
    assert arranging.parts(desk.office, made.id) == [PagePart(one.id, 1), PagePart(two.id, 1, 90)]
    assert inbox.scan(desk.office, one.id).state == "refused"


@pytest.fixture
def dialog(desk, context: UiContext, qtbot: QtBot) -> ArrangeDialog:
    scan = desk.scan()
    file = inbox.scan_file(desk.office, scan.id)
    made = ArrangeDialog(context.pages, Source(9, "ba trang", file, 3, (0, 180, 0)), [])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_batch_is_taken_apart_and_put_back_with_one_key(dialog: ArrangeDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [part.first for part in dialog.parts()] == [False, True, False]
    assert dialog.list.item(1).text().startswith("✂")
    assert dialog.ok.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.ok.isEnabled()


def test_a_page_moves_and_the_place_of_the_cut_stays(dialog: ArrangeDialog) -> None:
    dialog.list.setCurrentRow(1)
    dialog.split()
    dialog.list.setCurrentRow(2)
    dialog.move_by(-1)
    assert [(part.page, part.first) for part in dialog.parts()] == [(1, False), (3, True), (2, False)]


def test_pages_are_kept_as_they_are_seen(dialog: ArrangeDialog) -> None:
    """The reader has found page 2 upside down: as it is shown upright, so it is kept."""
    dialog.list.setCurrentRow(0)
    dialog.turn(270)
    assert [part.turn for part in dialog.parts()] == [270, 180, 0]


def test_a_scan_left_out_by_mistake_is_taken_back(desk, make, view: InboxView, context: UiContext, until: Wait) -> None:
    scan = desk.scan(make())
    told: list[tuple[object, ToastAction | None]] = []
    context.toast_wanted.connect(lambda text, action: told.append((text, action)))
    view.shown()
    until(lambda: view.sheet is not None and view.sheet.scan.id == scan.id)
    view.deeds._dismissed(scan.id, "nhầm")
    until(lambda: bool(told))
    assert inbox.scan(desk.office, scan.id).state == "refused"
    action = told[0][1]
    assert action is not None
    assert action.undo
    action.run()
    until(lambda: [s.state for s in view.panel.scans()] == ["stored"])
    assert inbox.scan(desk.office, scan.id).state == "stored"
