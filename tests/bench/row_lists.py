"""The register's screen: open, jump to the end, sort, filter, each until the rows stand in the table; its memory; and the
desk and the list of tasks beside so many letters."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db import restrictions
from desktop.core.filters import LetterFilter, LetterSort, Only
from desktop.services import letters as register_list
from tests.bench import window
from tests.bench.frame import NOW, ROOT, Bench, Figure, medians, memory_mb, open_office, seconds
from tests.bench.window import application, until

_SORTS: tuple[LetterSort, ...] = ("arrived_on", "issuer", "symbol", "issued_on", "subject", "handed_to", "arrival")
_CHIPS: tuple[Only, ...] = ("this_week", "unassigned", "urgent", "overdue", "unanswered", "incomplete", "void")
_TASK_CHIPS = ("open", "overdue", "week", "waiting", "asked", "unanswered", "undated", "paused", "done")
_WORDS = ("chuyển đổi số", "sở nông nghiệp", "2167")
_MOST_MS = 100.0
_RESTRICTED = 50


def run(bench: Bench) -> list[Figure]:
    """Measure each office in a process of its own, as each person has one window: what memory grows by is told."""
    found: list[Figure] = []
    base: float | None = None
    for letters in bench.sizes[1:]:
        figures, held = _measured(bench, letters)
        flat = (base, "after the same with 100,000", 1.2, "×") if base else (None, "", None, "")
        found += [*figures, Figure(f"memory of the window after that, {letters:,} letters", held, "MB", *flat)]
        base = base or held
    return found


def _measured(bench: Bench, letters: int) -> tuple[list[Figure], float]:
    bench.office(letters)
    command = [sys.executable, "-m", "tests.bench.row_lists", str(bench.data), str(letters)]
    command += ["--short"] if bench.short else []
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return [Figure(**figure) for figure in told["figures"]], told["held"]


def _measure(bench: Bench, letters: int) -> tuple[list[Figure], float]:
    """In the process of its own: the figures of one office, and the memory held at the end in MB."""
    view, started = _open(bench, letters)
    found = [
        Figure(f"register of {letters:,}, every year: {name}", took * 1e3, "ms", most=_MOST_MS, note=note)
        for name, (took, note) in _times(bench, view).items()
    ]
    found += _others(bench, started, letters)
    gc.collect()
    held = memory_mb()
    started.close()
    return [*found, *_as_officer(bench, letters)], held


def _open(bench: Bench, letters: int) -> tuple[Any, Any]:
    started = window.start(bench.office(letters), watch=False)
    started.window.resize(1366, 768)
    started.window.go_to("register")
    view = window.screen(started, "register")
    until(lambda: view.model.rowCount() > 0 and view.model.letter_at(0) is not None)
    view.bar.year.setCurrentIndex(view.bar.year.count() - 1)
    _shown(view, view._find)
    return view, started


def _times(bench: Bench, view: Any) -> dict[str, tuple[float, str]]:
    last = view.model.rowCount() - 1
    found = {
        "open": _median(bench, view, [view._find]),
        "jump to the end": _jump(bench, view, last),
        "jump to the middle": _jump(bench, view, last // 2),
        "sort by any column, slowest": _slowest(bench, view, {name: _sort(view, name) for name in _SORTS}),
        "filter by a chip, slowest": _slowest(bench, view, {name: _chip(view, name) for name in _CHIPS}),
    }
    view.bar.chips.choose("")
    found["filter by words, slowest"] = _slowest(bench, view, {words: _words(view, words) for words in _WORDS})
    view.bar.search.clear()
    return found


def _others(bench: Bench, started: Any, letters: int) -> list[Figure]:
    """The desk, and the list of tasks by every chip."""
    desk, tasks = (_screen(started, name) for name in ("start", "tasks"))
    times = {"open": statistics.median(_refreshed(desk) for _ in range(bench.rounds))}
    found = [
        Figure(f"desk, {letters:,} letters: {name}", took * 1e3, "ms", most=_MOST_MS) for name, took in times.items()
    ]
    chips = {}
    for chip in _TASK_CHIPS:
        tasks.chips.choose(chip)
        chips[chip] = statistics.median(_listed(tasks) for _ in range(bench.rounds))
    tasks.chips.choose("open")
    sorts = {}
    for column in range(tasks.model.columnCount()):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            took = seconds(lambda c=column, o=order: (tasks.model.sort(c, o), application().processEvents()))  # type: ignore[misc]
            sorts[f"{column} {order.name[:3].lower()}"] = took
    for name, each in (("filter by a chip, slowest", chips), ("sort by any column, slowest", sorts)):
        note = "ms: " + ", ".join(f"{what} {took * 1e3:.0f}" for what, took in each.items())
        work = f"list of tasks, {letters:,} letters: {name}"
        found.append(Figure(work, max(each.values()) * 1e3, "ms", most=_MOST_MS, note=note))
    return found


def _as_officer(bench: Bench, letters: int) -> list[Figure]:
    """The register's lists of somebody who may not see all letters: the first hundred rows as the window asks for them."""
    if letters > 100_000:
        return []  # it takes a copy, in which letters are restricted
    with open_office(bench.copy(letters)) as office:
        newest = office.db.value("SELECT max(id) FROM letter")
        with office.write("sample") as db:
            for letter_id in range(newest, newest - _RESTRICTED * 100, -100):
                restrictions.restrict(db, letter_id, "riêng", [], NOW, "bench")
        restrictions.cover(office.db, 1, None)
        work = f"register of {letters:,}, an officer who may not see {_RESTRICTED} letters"
        return [
            _asked(bench, office, f"{work}: sort by any column, slowest", {n: (n, LetterFilter()) for n in _SORTS}),
            _asked(bench, office, f"{work}: chip, slowest", {n: ("arrival", LetterFilter(only=n)) for n in _CHIPS}),
        ]


def _asked(bench: Bench, office: Any, work: str, lists: dict[str, tuple[LetterSort, LetterFilter]]) -> Figure:
    def ask(sort: LetterSort, wanted: LetterFilter) -> None:
        shown = register_list.opening(office, wanted, sort, True, find=0, pages_of=100)[0]
        register_list.page(office, shown, shown.count // 2, 100)

    deeds = [lambda each=each: ask(*each) for each in lists.values()]  # type: ignore[misc]
    times = dict(zip(lists, medians(bench.rounds, *deeds), strict=True))
    note = "ms, first page and middle: " + ", ".join(f"{name} {took * 1e3:.0f}" for name, took in times.items())
    return Figure(work, max(times.values()) * 1e3, "ms", most=_MOST_MS, note=note)


def _screen(started: Any, name: str) -> Any:
    started.window.go_to(name)
    view = window.screen(started, name)
    until(lambda: not started.jobs.busy)
    return view


def _refreshed(view: Any) -> float:
    """Ask again for all that a screen shows and wait until it shows it, painted."""
    begun = time.perf_counter()
    view.refresh()
    until(lambda: not view.context.jobs.busy)
    application().processEvents()
    return time.perf_counter() - begun


def _listed(view: Any) -> float:
    """Ask for the tasks again and wait until the first of them stand in the table, painted; then let the rest come."""
    before = view.today
    view.today = None
    begun = time.perf_counter()
    view.refresh()
    until(lambda: view.today == before)
    application().processEvents()
    took = time.perf_counter() - begun
    until(lambda: not view.context.jobs.busy and bool(view.beside.total.text()))
    return took


def _shown(view: Any, do: Callable[[], object]) -> float:
    """Do something to the list and wait until its first rows stand in the table, painted."""
    turn = view._round
    before = view._listing
    do()
    assert view._round > turn
    took = until(lambda: view._listing is not before and (view.model.rowCount() == 0 or _is_there(view)))
    return took + seconds(application().processEvents)


def _is_there(view: Any) -> bool:
    top = max(0, view.table.rowAt(0))
    return view.model.letter_at(top) is not None


def _jump(bench: Bench, view: Any, row: int) -> tuple[float, str]:
    times = []
    for _ in range(bench.rounds):
        _shown(view, view._find)
        view.table.scrollTo(view.model.index(row, 0))
        took = until(lambda: view.model.letter_at(row) is not None)
        times.append(took + seconds(application().processEvents))
    return statistics.median(times), ""


def _median(bench: Bench, view: Any, deeds: list[Callable[[], object]]) -> tuple[float, str]:
    return statistics.median(_shown(view, do) for _ in range(bench.rounds) for do in deeds), ""


def _slowest(bench: Bench, view: Any, deeds: dict[str, Callable[[], object]]) -> tuple[float, str]:
    times = {name: statistics.median(_shown(view, do) for _ in range(bench.rounds)) for name, do in deeds.items()}
    return max(times.values()), "ms: " + ", ".join(f"{name} {took * 1e3:.0f}" for name, took in times.items())


def _sort(view: Any, name: str) -> Callable[[], object]:
    def do() -> None:
        view._sort, view._descending = name, not view._descending
        view._find()

    return do


def _chip(view: Any, name: str) -> Callable[[], object]:
    def do() -> None:
        view.bar.chips.choose(name)
        view._find()

    return do


def _words(view: Any, words: str) -> Callable[[], object]:
    def do() -> None:
        view.bar.search.setText(words)
        view._find()

    return do


def main(folder: str, letters: str, *short: str) -> None:
    """Measure the office of so many letters that is kept in ``folder``, and print what was found."""
    bench = Bench(bool(short), Path(folder))
    try:
        figures, held = _measure(bench, int(letters))
    finally:
        bench.clean()
    print(json.dumps({"figures": [asdict(figure) for figure in figures], "held": held}))


if __name__ == "__main__":
    main(*sys.argv[1:])
