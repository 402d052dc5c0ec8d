"""What faults cost:  python tests/faults/table.py [--long]

Each line is a fault: how often it was brought about, what was lost (said to be done, then gone), what was doubled, what
else the checks found after it, and how often it was not told in words. The short mode takes about a minute.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from db.connection import connect
from desktop.core import faults
from desktop.core.errors import OfficeError
from desktop.services.office import Office
from tests.faults.disk import Disk, Model, PowerCut, failing
from tests.faults.scene import NOW, Say, Verdict, hashes, judge, prepare, work

#: how much is tried: in the tests, by hand, for the closing note
TEST, SHORT, LONG = 0, 1, 2
_EVERY = (28, 6, 1)


@dataclass
class Line:
    """One line of the table."""

    name: str
    runs: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    untold: int = 0
    example: str = ""

    def add(self, verdict: Verdict, *, told: bool = True) -> None:
        self.runs += 1
        self.lost += len(verdict.lost)
        self.doubled += len(verdict.doubled)
        self.wrong += len(verdict.wrong)
        self.untold += not told
        found = [*verdict.lost, *verdict.doubled, *verdict.wrong]
        self.example = self.example or "; ".join(found[:3])

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.wrong or self.untold)


class Stage:
    """A prepared office to be copied for each run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.template = root / "template"
        prepare(self.template)
        self.files = hashes(self.template / "office")
        self._runs = 0

    def fresh(self) -> Path:
        """Return a new copy of the office's folder, in a place of its own."""
        self._runs += 1
        place = self.root / f"run{self._runs}"
        shutil.copytree(self.template, place)
        return place / "office"

    def done(self, folder: Path) -> None:
        shutil.rmtree(folder.parent)

    def judge_after(self, line: Line, folder: Path, said: list[str], *, told: bool = True) -> None:
        """Let the day go on undisturbed, twice, then judge."""
        for _ in range(2):
            work(folder, said.append)
        line.add(judge(folder, said, self.files), told=told)
        line.example = line.example or next((text for text in said if text.startswith("untold")), "")
        self.done(folder)


def guarded(folder: Path, said: list[str], **more: object) -> bool:
    """Do the day's work; tell whether it ended well or with an error in words."""
    try:
        work(folder, said.append, **more)  # type: ignore[arg-type]
    except OfficeError:
        return True
    except PowerCut:
        return True
    except Exception as error:  # noqa: BLE001  a bug is what is looked for here
        said.append(f"untold {type(error).__name__}: {error}")
        return False
    return True


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
        work(folder, lambda _text: None)
    finally:
        faults.arm(None)
    stage.done(folder)
    return passed


def kill_at_steps(stage: Stage, effort: int) -> Line:
    line = Line("kill -9 at each commit and rename")
    points = passed_points(stage)
    firsts = [points.index(name) + 1 for name in dict.fromkeys(points)]
    for count in range(1, len(points) + 1) if effort == LONG else firsts[:: 1 if effort else 6]:
        folder = stage.fresh()

        def act(say: Say, folder: Path = folder, count: int = count) -> None:
            faults.arm(die_at(count))
            work(folder, say)

        stage.judge_after(line, folder, in_child(act))
    return line


def kill_at_random(stage: Stage, effort: int) -> Line:
    line = Line("kill -9 at random moments")
    chance = random.Random(6)
    begun = time.monotonic()
    folder = stage.fresh()
    work(folder, lambda _text: None)
    lasted = time.monotonic() - begun
    stage.done(folder)
    for _ in range((4, 20, 1000)[effort]):
        folder = stage.fresh()

        def kill(child: int) -> None:
            time.sleep(chance.uniform(0.0, lasted))
            os.kill(child, signal.SIGKILL)

        stage.judge_after(line, folder, in_child(lambda say, folder=folder: work(folder, say), kill))  # type: ignore[misc]
    return line


def steps_of(stage: Stage) -> int:
    folder = stage.fresh()
    with failing(folder.parent, lambda *_: None) as disk:
        work(folder, lambda _text: None)
    stage.done(folder)
    return disk.steps


def chosen(steps: int, effort: int) -> Iterator[int]:
    yield from range(1, steps + 1, _EVERY[effort])


def power_cut(stage: Stage, effort: int, model: Model, words: str) -> Line:
    line = Line(f"power cut at each file step: {words}")
    for wanted in chosen(steps_of(stage), effort):
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
            told = guarded(folder, said)
        stage.done(folder)
        if after.exists():
            after.rename(folder.parent)
            stage.judge_after(line, folder, said, told=told)
    return line


def refused(stage: Stage, effort: int, number: int, words: str, lasting: bool = False) -> Line:
    """A file step is refused once, or from then on until the day is over."""
    line = Line(words)
    for wanted in chosen(steps_of(stage), effort):
        folder = stage.fresh()
        said: list[str] = []

        def refuse(count: int, what: str, path: str, wanted: int = wanted) -> None:
            if count == wanted or (lasting and count > wanted and what != "unlink"):
                raise OSError(number, os.strerror(number), path)

        with failing(folder.parent, refuse):
            told = guarded(folder, said)
        stage.judge_after(line, folder, said, told=told)
    return line


def database_full(stage: Stage, effort: int) -> Line:
    line = Line("disk full at writes of the register")
    for pages in range(0, 60, _EVERY[effort]):
        folder, said = stage.fresh(), []

        def limit(office: Office, pages: int = pages) -> None:
            now = office.db.value("PRAGMA page_count")
            office.db.connection.execute(f"PRAGMA max_page_count = {now + pages}")

        told = guarded(folder, said, touch=limit)
        stage.judge_after(line, folder, said, told=told)
    return line


def register_held(stage: Stage, effort: int) -> Line:
    line = Line("register held by another program")
    for _ in range((1, 3, 20)[effort]):
        folder, said = stage.fresh(), []
        other = connect(folder / "office.db")
        with other.write("hold"):
            told = guarded(folder, said, touch=lambda o: o.db.connection.execute("PRAGMA busy_timeout = 20") and None)
        other.close()
        stage.judge_after(line, folder, said, told=told)
    return line


def pulled_out(stage: Stage, effort: int, name: str, words: str) -> Line:
    """A folder goes away at a step, and is back when the day is done again."""
    line = Line(words)
    for wanted in chosen(steps_of(stage), effort):
        folder = stage.fresh()
        said: list[str] = []
        place, away = folder / name, folder.parent.parent / f"away-{folder.parent.name}"

        def pull(
            count: int, _what: str, _path: str, wanted: int = wanted, place: Path = place, away: Path = away
        ) -> None:
            if count == wanted and place.exists():
                shutil.move(place, away)

        with failing(folder.parent, pull):
            told = guarded(folder, said)
        if away.exists():
            shutil.copytree(place, away, dirs_exist_ok=True) if place.exists() else None
            shutil.rmtree(place, ignore_errors=True)
            shutil.move(away, place)
        stage.judge_after(line, folder, said, told=told)
    return line


def two_programs(stage: Stage, effort: int) -> Line:
    line = Line("two programs on one office")
    for _ in range((2, 4, 30)[effort]):
        folder = stage.fresh()
        reading, writing = os.pipe()
        children = []
        for mine in range(2):
            child = os.fork()
            if child == 0:
                try:
                    _race(folder, mine, writing)
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


def _race(folder: Path, mine: int, to: int) -> None:
    def say(text: str) -> None:
        os.write(to, f"{text}\n".encode())

    said: list[str] = []
    for _ in range(3):
        if guarded(folder, said) and not said:
            break
    for text in said:
        say(text)
    del mine


def clock_set_back(stage: Stage, effort: int) -> Line:
    line = Line("clock set back and forth")
    for days in (1, 40, 400, 4000) if effort == LONG else (1, 400):
        folder, said = stage.fresh(), []
        told = True
        for at in (NOW, NOW - timedelta(days=days), NOW + timedelta(days=days), NOW):
            told = guarded(folder, said, now=at) and told
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


def lines(stage: Stage, effort: int) -> Iterator[Line]:
    """Bring each fault about, and yield its line."""
    for bring in FAULTS.values():
        yield bring(stage, effort)


def show(line: Line) -> str:
    cells = (line.runs, line.lost, line.doubled, line.wrong, line.untold)
    return f"| {line.name:<48} |" + "".join(f" {n:>7} |" for n in cells) + (f"  {line.example}" if line.example else "")


HEAD = f"| {'fault':<48} |    runs |    lost | doubled |   wrong | no word |"
RULE = f"|{'-' * 50}|" + "--------:|" * 5


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--long", action="store_true", help="every step, a thousand random kills")
    wanted = asked.parse_args()
    memory = Path("/dev/shm")
    clean = True
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as root:
        print(HEAD, RULE, sep="\n", flush=True)
        for line in lines(Stage(Path(root)), LONG if wanted.long else SHORT):
            print(show(line), flush=True)
            clean = clean and line.clean
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
