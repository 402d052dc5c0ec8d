"""Each fault, brought about at each step of a day: kills, power cuts, refusals, folders pulled out, other programs."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from db.connection import connect
from desktop.core import faults
from desktop.core.errors import OfficeError
from desktop.services.office import Office
from tests.faults.disk import Disk, Model, failing
from tests.faults.scene import NOW, Say
from tests.faults.stage import Line, Stage

#: how much is tried: in the tests, by hand, for the closing note
TEST, SHORT, LONG = 0, 1, 2
_EVERY = (28, 6, 1)
#: about how many steps of a long day the tests take
_AT_MOST = 7


def in_child(act: Callable[[Say], None], wait: Callable[[int], None] = lambda _pid: None) -> list[str]:
    """Do ``act`` in a forked child that may be killed; return what it said until then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            act(lambda text: os.write(writing, f"{text}\n".encode()) and None)
        except OfficeError:
            pass
        finally:
            os._exit(0)
    os.close(writing)
    wait(child)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read().splitlines()
    os.waitpid(child, 0)
    return said


def die_at(count: int) -> Callable[[str], None]:
    left = count

    def hook(_name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def passed_points(stage: Stage) -> list[str]:
    """The fault points that a day passes, in order."""
    folder, passed = stage.fresh(), []
    faults.arm(passed.append)
    try:
        stage.work(folder, lambda _text: None)
    finally:
        faults.arm(None)
    stage.done(folder)
    return passed


def kill_at_steps(stage: Stage, effort: int) -> Line:
    line = Line("kill -9 at each commit and rename")
    points = passed_points(stage)
    firsts = [points.index(name) + 1 for name in dict.fromkeys(points)]
    for count in stage.each(
        line,
        range(1, len(points) + 1) if effort == LONG else firsts[:: 1 if effort else max(6, len(firsts) // _AT_MOST)],
    ):
        folder = stage.fresh()

        def act(say: Say, folder: Path = folder, count: int = count) -> None:
            faults.arm(die_at(count))
            stage.work(folder, say)

        stage.judge_after(line, folder, in_child(act))
    return line


def kill_at_random(stage: Stage, effort: int) -> Line:
    line = Line("kill -9 at random moments")
    chance = random.Random(6)
    begun = time.monotonic()
    folder = stage.fresh()
    stage.work(folder, lambda _text: None)
    lasted = time.monotonic() - begun
    stage.done(folder)
    for _ in stage.each(line, range(((2, 8, 300) if stage.day.alone else (4, 20, 1000))[effort])):
        folder = stage.fresh()

        def kill(child: int) -> None:
            time.sleep(chance.uniform(0.0, lasted))
            os.kill(child, signal.SIGKILL)

        stage.judge_after(line, folder, in_child(lambda say, folder=folder: stage.work(folder, say), kill))  # type: ignore[misc]
    return line


def steps_of(stage: Stage) -> int:
    folder = stage.fresh()
    with failing(folder.parent, lambda *_: None) as disk:
        stage.work(folder, lambda _text: None)
    stage.done(folder)
    return disk.steps


def chosen(steps: int, effort: int) -> Iterator[int]:
    yield from range(1, steps + 1, _EVERY[effort] if effort else max(_EVERY[effort], steps // _AT_MOST))


def power_cut(stage: Stage, effort: int, model: Model, words: str) -> Line:
    line = Line(f"power cut at each file step: {words}")
    for wanted in stage.each(line, chosen(steps_of(stage), effort)):
        folder = stage.fresh()
        after = stage.root / f"after-{model}-{wanted}"
        said: list[str] = []
        disks: list[Disk] = []

        def cut(
            number: int, _what: str, _path: str, at: int = wanted, to: Path = after, disks: list[Disk] = disks
        ) -> None:
            if number == at:
                disks[0].cut(to, model)

        with failing(folder.parent, cut) as disk:
            disks.append(disk)
            told = stage.guarded(folder, said)
        stage.done(folder)
        if after.exists():
            after.rename(folder.parent)
            stage.judge_after(line, folder, said, told=told)
    return line


def refused(stage: Stage, effort: int, number: int, words: str, lasting: bool = False) -> Line:
    """A file step is refused once, or from then on until the day is over."""
    line = Line(words)
    for wanted in stage.each(line, chosen(steps_of(stage), effort)):
        folder = stage.fresh()
        said: list[str] = []

        def refuse(count: int, what: str, path: str, wanted: int = wanted) -> None:
            if count == wanted or (lasting and count > wanted and what != "unlink"):
                raise OSError(number, os.strerror(number), path)

        with failing(folder.parent, refuse):
            told = stage.guarded(folder, said)
        stage.judge_after(line, folder, said, told=told)
    return line


def database_full(stage: Stage, effort: int) -> Line:
    line = Line("disk full at writes of the register")
    for pages in stage.each(line, range(0, 60, _EVERY[effort])):
        folder, said = stage.fresh(), []

        def limit(office: Office, pages: int = pages) -> None:
            now = office.db.value("PRAGMA page_count")
            office.db.connection.execute(f"PRAGMA max_page_count = {now + pages}")

        told = stage.guarded(folder, said, touch=limit)
        stage.judge_after(line, folder, said, told=told)
    return line


def register_held(stage: Stage, effort: int) -> Line:
    line = Line("register held by another program")
    for _ in stage.each(line, range((1, 3, 20)[effort])):
        folder, said = stage.fresh(), []
        other = connect(folder / "office.db")
        with other.write("hold"):
            told = stage.guarded(
                folder, said, touch=lambda o: o.db.connection.execute("PRAGMA busy_timeout = 20") and None
            )
        other.close()
        stage.judge_after(line, folder, said, told=told)
    return line


def pulled_out(stage: Stage, effort: int, name: str, words: str) -> Line:
    """A folder goes away at a step, and is back when the day is done again."""
    line = Line(words)
    for wanted in stage.each(line, chosen(steps_of(stage), effort)):
        folder = stage.fresh()
        said: list[str] = []
        place, away = folder / name, folder.parent.parent / f"away-{folder.parent.name}"

        def pull(
            count: int, _what: str, _path: str, wanted: int = wanted, place: Path = place, away: Path = away
        ) -> None:
            if count == wanted and place.exists():
                shutil.move(place, away)

        with failing(folder.parent, pull):
            told = stage.guarded(folder, said)
        if away.exists():
            shutil.copytree(place, away, dirs_exist_ok=True) if place.exists() else None
            shutil.rmtree(place, ignore_errors=True)
            shutil.move(away, place)
        stage.judge_after(line, folder, said, told=told)
    return line


def two_programs(stage: Stage, effort: int) -> Line:
    line = Line("two programs on one office")
    for _ in stage.each(line, range((2, 4, 30)[effort])):
        folder = stage.fresh()
        reading, writing = os.pipe()
        children = []
        for _mine in range(2):
            child = os.fork()
            if child == 0:
                try:
                    _race(stage, folder, writing)
                finally:
                    os._exit(0)
            children.append(child)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as stream:
            said = stream.read().splitlines()
        for child in children:
            os.waitpid(child, 0)
        said = [text for text in said if not text.startswith(("stick", "restored", "backup"))]
        told = not any(text.startswith("untold") for text in said)
        stage.judge_after(line, folder, said, told=told)
    return line


def _race(stage: Stage, folder: Path, to: int) -> None:
    def say(text: str) -> None:
        os.write(to, f"{text}\n".encode())

    said: list[str] = []
    for _ in range(3):
        if stage.guarded(folder, said) and not said:
            break
    for text in said:
        say(text)


def clock_set_back(stage: Stage, effort: int) -> Line:
    line = Line("clock set back and forth")
    for days in stage.each(line, (1, 40, 400, 4000) if effort == LONG else (1, 400)):
        folder, said = stage.fresh(), []
        told = True
        for at in (NOW, NOW - timedelta(days=days), NOW + timedelta(days=days), NOW):
            told = stage.guarded(folder, said, now=at) and told
        stage.judge_after(line, folder, said, told=told)
    return line


FAULTS: dict[str, Callable[[Stage, int], Line]] = {
    "kill": kill_at_steps,
    "random kill": kill_at_random,
    "power, lost": lambda stage, effort: power_cut(stage, effort, "lost", "not synced is gone"),
    "power, torn": lambda stage, effort: power_cut(stage, effort, "torn", "not synced is torn"),
    "full once": lambda stage, effort: refused(stage, effort, errno.ENOSPC, "disk full at each file step"),
    "full": lambda stage, effort: refused(stage, effort, errno.ENOSPC, "disk full from a file step on", lasting=True),
    "full register": database_full,
    "permission": lambda stage, effort: refused(
        stage, effort, errno.EACCES, "permission lost or file held at each step"
    ),
    "disk error": lambda stage, effort: refused(stage, effort, errno.EIO, "disk error at each file step"),
    "store": lambda stage, effort: pulled_out(stage, effort, "store", "store pulled out and back"),
    "scans": lambda stage, effort: pulled_out(stage, effort, "scans", "scan folder pulled out and back"),
    "two programs": two_programs,
    "held": register_held,
    "clock": clock_set_back,
}

#: faults that a day which is ``alone`` is spared: it lays nothing into the scan folder, and is done by one program
NOT_ALONE = ("scans", "two programs", "clock")


def bring(name: str, stages: Sequence[Stage], effort: int) -> Line:
    """Bring a fault about on each day, and return what it cost."""
    begun = time.monotonic()
    lines = [FAULTS[name](stage, effort) for stage in stages if not (stage.day.alone and name in NOT_ALONE)]
    for other in lines[1:]:
        lines[0].take(other)
    lines[0].seconds = time.monotonic() - begun
    return lines[0]
