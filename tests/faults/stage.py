"""Where faults are brought about: a prepared office for each run, the days it goes through, and the line of the table."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop.core.errors import OfficeError
from tests.faults import scene, second_day
from tests.faults.disk import PowerCut
from tests.faults.scene import Verdict, hashes

T = TypeVar("T")


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
    seconds: float = 0.0
    stopped: bool = False

    def add(self, verdict: Verdict, *, told: bool = True) -> None:
        self.runs += 1
        self.lost += len(verdict.lost)
        self.doubled += len(verdict.doubled)
        self.wrong += len(verdict.wrong)
        self.untold += not told
        found = [*verdict.lost, *verdict.doubled, *verdict.wrong]
        self.example = self.example or "; ".join(found[:3])

    def take(self, other: Line) -> None:
        """Add what the same fault cost on another day."""
        for name in ("runs", "lost", "doubled", "wrong", "untold", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.example = self.example or other.example
        self.stopped = self.stopped or other.stopped

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.wrong or self.untold)


@dataclass(frozen=True)
class Day:
    """A day that can be broken off and gone on with, and its judge; ``alone``: two programs cannot do it at once, and
    its days are counted from the clock."""

    name: str
    prepare: Callable[[Path], Path]
    work: Callable[..., None]
    judge: Callable[[Path, list[str], set[str]], Verdict]
    alone: bool = False


FIRST = Day("first", scene.prepare, scene.work, scene.judge)
SECOND = Day("second", second_day.prepare, second_day.work, second_day.judge, alone=True)


@dataclass
class Watch:
    """Who watches the runs: is told of each, and may say that it is enough."""

    told: Callable[[Line, int, int], None] = lambda _line, _done, _of: None
    enough: Callable[[], bool] = lambda: False


@dataclass
class Stage:
    """A prepared office to be copied for each run."""

    root: Path
    day: Day = FIRST
    watch: Watch = field(default_factory=Watch)

    def __post_init__(self) -> None:
        self.template = self.root / f"template-{self.day.name}"
        self.day.prepare(self.template)
        self.files = hashes(self.template / "office")
        self.work, self.judge = self.day.work, self.day.judge
        self._runs = 0

    def fresh(self) -> Path:
        """Return a new copy of the office's folder, in a place of its own."""
        self._runs += 1
        place = self.root / f"{self.day.name}{self._runs}"
        shutil.copytree(self.template, place)
        return place / "office"

    def done(self, folder: Path) -> None:
        shutil.rmtree(folder.parent)

    def each(self, line: Line, runs: Iterable[T]) -> Iterator[T]:
        """Yield what is to be run, telling who watches, until that is enough."""
        wanted = list(runs)
        for done, run in enumerate(wanted):
            if self.watch.enough():
                line.stopped = True
                return
            self.watch.told(line, done, len(wanted))
            yield run

    def judge_after(self, line: Line, folder: Path, said: list[str], *, told: bool = True) -> None:
        """Let the day go on undisturbed, twice, then judge."""
        for _ in range(2):
            self.work(folder, said.append)
        line.add(self.judge(folder, said, self.files), told=told)
        line.example = line.example or next((text for text in said if text.startswith("untold")), "")
        self.done(folder)

    def guarded(self, folder: Path, said: list[str], **more: object) -> bool:
        """Do the day's work; tell whether it ended well or with an error in words."""
        try:
            self.work(folder, said.append, **more)
        except OfficeError:
            return True
        except PowerCut:
            return True
        except Exception as error:  # noqa: BLE001  a bug is what is looked for here
            said.append(f"untold {type(error).__name__}: {error}")
            return False
        return True
