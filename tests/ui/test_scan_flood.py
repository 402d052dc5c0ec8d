"""Scans that come in by the hundred: what is counted instead of timed, so that the window is never held by them."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from db.connection import Database
from desktop.core.records import Scan, ScanState
from desktop.services import inbox
from desktop.ui.context import UiContext
from desktop.ui.inbox_view import InboxView
from desktop.ui.main_window import MainWindow
from desktop.ui.scan_list import ScanListModel
from desktop.ui.scan_watch import ScanWatch
from desktop.ui.scan_words import look_of

Wait = Callable[[Callable[[], bool]], None]
STATES = get_args(ScanState)


def made(scan_id: int, state: ScanState = "stored") -> Scan:
    at = datetime(2026, 11, 21, 9, 0)
    return Scan(scan_id, f"u{scan_id}", f"{scan_id}.pdf", f"{scan_id:064x}", 1, 1, "application/pdf", state, at)


class Heard:
    """What a model told its views."""

    def __init__(self, model: ScanListModel) -> None:
        self.came: list[tuple[int, int]] = []
        self.went: list[tuple[int, int]] = []
        self.changed: list[tuple[int, int]] = []
        self.resets = 0
        model.rowsInserted.connect(lambda _parent, first, last: self.came.append((first, last)))
        model.rowsRemoved.connect(lambda _parent, first, last: self.went.append((first, last)))
        model.dataChanged.connect(lambda one, other: self.changed.append((one.row(), other.row())))
        model.modelReset.connect(self._reset)
        model.layoutChanged.connect(self._reset)

    def _reset(self) -> None:
        self.resets += 1


@pytest.fixture
def model(qapp: object) -> Iterator[ScanListModel]:
    found = ScanListModel()
    tester = QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield found
    tester.deleteLater()


def test_what_comes_together_goes_in_together(model: ScanListModel) -> None:
    heard = Heard(model)
    model.take([made(n) for n in range(1, 5001)])
    model.merge([made(n) for n in range(5001, 5501)])
    assert heard.came == [(0, 4999), (5000, 5499)]
    model.merge([made(n, "ready") for n in range(100, 200)], gone=range(1000, 2000))
    assert heard.went == [(999, 1998)]
    assert heard.changed == [(99, 198)]
    assert heard.resets == 0


def test_what_did_not_change_is_not_told(model: ScanListModel) -> None:
    model.take([made(n) for n in range(1, 100)])
    heard = Heard(model)
    model.take([made(n) for n in range(1, 100)])
    model.merge([made(7)])
    assert (heard.came, heard.went, heard.changed, heard.resets) == ([], [], [], 0)


def test_news_and_whole_lists_in_any_order_leave_the_list_as_it_is(model: ScanListModel) -> None:
    chance = random.Random(7)
    truth: dict[int, Scan] = {}
    for _turn in range(120):
        ids = chance.sample(range(1, 40), 6)
        fresh = {n: replace(made(n, chance.choice(STATES)), doubtful=chance.random() < 0.5) for n in ids[:4]}
        truth = {n: scan for n, scan in (truth | fresh).items() if n not in ids[4:]}
        if chance.random() < 0.5:
            model.merge(list(fresh.values()), gone=ids[4:])
        else:
            model.take([truth[n] for n in sorted(truth)])
        assert model.scans() == [truth[n] for n in sorted(truth)]
        assert +model.looks == Counter(look_of(scan) for scan in truth.values())
        assert [model.row_of(n) for n in sorted(truth)] == list(range(len(truth)))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which lists of scans were asked for: all that wait, or those among some that changed."""
    told: list[str] = []
    everything, among = inbox.waiting, inbox.waiting_among

    def all_of(office: Any) -> list[Scan]:
        told.append("all")
        return everything(office)

    def some_of(office: Any, ids: Any) -> list[Scan]:
        told.append(f"{len(ids)}")
        return among(office, ids)

    monkeypatch.setattr(inbox, "waiting", all_of)
    monkeypatch.setattr(inbox, "waiting_among", some_of)
    return told


def test_while_scans_are_read_only_those_that_changed_are_asked_for(
    desk, make, context: UiContext, asked: list[str], until: Wait, qtbot
) -> None:
    scans = [desk.scan() for _ in range(8)]
    view = InboxView(context)
    qtbot.addWidget(view)
    view.shown()
    until(lambda: view.panel.count() == 8 and view.sheet is not None)
    asked.clear()
    heard = Heard(view.panel.model)
    for number, scan in enumerate(scans[2:], start=1):
        desk.read(scan, make(number=str(number)))
        context.intake.scan_changed.emit(scan.id)
    until(lambda: view.panel.model.looks["ready"] == 6)
    assert "all" not in asked
    assert (heard.came, heard.went, heard.resets) == ([], [], 0)


def test_the_letter_shown_is_asked_for_again_only_when_it_changed(
    desk, make, context: UiContext, until: Wait, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = desk.scan(make(number="1")), desk.scan()
    view = InboxView(context)
    qtbot.addWidget(view)
    view.shown()
    until(lambda: view.sheet is not None and view.sheet.scan.id == first.id)
    shown: list[int] = []
    monkeypatch.setattr(view, "_ask_sheet", lambda: shown.append(view.current_id()))
    desk.read(other, make(number="2"))
    context.intake.scan_changed.emit(other.id)
    until(lambda: view.panel.model.looks["ready"] == 2)
    assert shown == []
    context.intake.scan_changed.emit(first.id)
    until(lambda: shown == [first.id])


def test_news_that_is_older_than_the_whole_list_is_asked_for_again(
    desk, make, context: UiContext, asked: list[str], until: Wait, qtbot
) -> None:
    scan = desk.scan()
    view = InboxView(context)
    qtbot.addWidget(view)
    view.shown()
    until(lambda: view.sheet is not None)
    asked.clear()
    view.changes.hear(scan.id)
    view.changes.ask()
    view.refresh()
    desk.read(scan, make(number="3"))
    until(lambda: view.panel.model.looks["ready"] == 1)
    until(lambda: sorted(asked) == ["1", "1", "all"])


def test_a_scan_that_waits_no_longer_leaves_the_list_and_the_count(
    desk, make, context: UiContext, until: Wait, qtbot
) -> None:
    one, other = desk.scan(make(number="1")), desk.scan(make(number="2"))
    view = InboxView(context)
    qtbot.addWidget(view)
    counts: list[int] = []
    view.count_changed.connect(counts.append)
    view.shown()
    until(lambda: view.panel.count() == 2)
    for scan, left in ((one, [other.id]), (other, [])):
        inbox.dismiss(desk.office, scan.id, "nhầm")
        context.intake.scan_changed.emit(scan.id)
        until(lambda left=left: [s.id for s in view.panel.scans()] == left)
    assert counts[-2:] == [1, 0]
    assert view.stack.currentWidget() is view.empty


def test_the_bell_asks_for_what_changed_and_still_knows_when_all_is_read(
    desk, make, context: UiContext, asked: list[str], until: Wait
) -> None:
    scans = [desk.scan() for _ in range(4)]
    watch = ScanWatch(context)
    left: list[int] = []
    watch.reading.connect(lambda count, _seconds: left.append(count))
    watch.look()
    until(lambda: left == [4])
    asked.clear()
    for number, scan in enumerate(scans, start=1):
        desk.read(scan, make(number=str(number)))
        watch._changed(scan.id)
    watch._pause.timeout.emit()
    until(lambda: left[-1] == 0)
    assert asked == ["4"]
    context.close()


def test_a_scan_left_out_before_it_was_read_is_not_counted_as_being_read(desk, context: UiContext, until: Wait) -> None:
    scan = desk.scan()
    watch = ScanWatch(context)
    left: list[int] = []
    watch.reading.connect(lambda count, _seconds: left.append(count))
    watch.look()
    until(lambda: left == [1])
    inbox.dismiss(desk.office, scan.id, "nhầm")
    context.tell("scans")
    watch._pause.timeout.emit()
    until(lambda: left[-1] == 0)
    context.close()


def test_the_windows_thread_asks_the_database_nothing(
    desk, make, window: MainWindow, until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = [desk.scan() for _ in range(3)]
    for number, scan in enumerate(scans, start=1):
        desk.read(scan, make(number=str(number)))
    view = window.screens["inbox"]
    assert isinstance(view, InboxView)
    here, asked = threading.get_ident(), []
    for name in ("all", "one", "value", "column", "run", "write"):
        monkeypatch.setattr(Database, name, _noting(getattr(Database, name), name, here, asked))
    for scan in scans:
        window.context.intake.scan_changed.emit(scan.id)
    view.refresh()
    until(lambda: view.panel.model.looks["ready"] == 3 and view.sheet is not None)
    view.registering.register_all()
    until(lambda: not view.registering.busy and view.panel.count() == 0)
    for name in window.screens:
        window.go_to(name)
        until(lambda: not window.context.jobs.busy)
    assert asked == []


def _noting(call: Any, name: str, here: int, asked: list[str]) -> Any:
    def noted(*args: Any, **named: Any) -> Any:
        if threading.get_ident() == here:
            asked.append(name)
        return call(*args, **named)

    return noted
