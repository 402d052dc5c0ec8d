"""What every row of the table shares: figures beside a peer or floor, medians of rounds, made-up offices kept between runs."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

NOW = datetime(2026, 11, 21, 9, 0)


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, ours, and beside it a peer or floor measured in the same run.

    ``unit``: s, ms, MB or nothing. ``most``: the goal, of ours by itself, or of ours to ``beside`` when that is a ratio
    (``of`` is "×", or "+" when ours may be so much more); None: shown only. ``least``: the peer must be slower by this.
    """

    work: str
    ours: float
    unit: str
    beside: float | None = None
    peer: str = ""
    most: float | None = None
    of: str = ""
    least: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours to the one beside; the other way round where the goal is to be so much faster."""
        if not self.beside or not self.ours:
            return None
        return self.beside / self.ours if self.least is not None else self.ours / self.beside

    @property
    def goal(self) -> str:
        """The goal in words, "" when there is none."""
        if self.least is not None:
            return f"≥ {self.least:g} × faster"
        if self.most is None:
            return ""
        if self.of == "×":
            return f"≤ {self.most:g} ×"
        more = "+ " if self.of == "+" else ""
        return f"≤ {more}{self.most:g} {self.unit}".rstrip()

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without a goal or without the peer."""
        if self.least is not None:
            return None if self.ratio is None else self.ratio >= self.least
        if self.most is None:
            return None
        if self.of == "×":
            return None if self.ratio is None else self.ratio <= self.most
        if self.of == "+":
            return None if self.beside is None else self.ours - self.beside <= self.most
        return self.ours <= self.most

    def shape(self) -> dict[str, Any]:
        """Return the figure for machines."""
        return {**asdict(self), "ratio": self.ratio, "goal": self.goal, "met": self.met}


@dataclass
class Bench:
    """What a row is run with. ``short``: sizes and rounds for daily use. ``data``: where made-up offices are kept."""

    short: bool
    data: Path
    scratch: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="vanthu-bench-")))

    @property
    def rounds(self) -> int:
        """How often a thing is measured."""
        return 5 if self.short else 9

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many letters the offices have."""
        return (1_000, 100_000) if self.short else (1_000, 100_000, 1_000_000)

    def office(self, letters: int) -> Path:
        """Return an office of so many made-up letters, for looking only: made once, then used by every run."""
        from desktop.services import sample_many

        folder = self.data / f"office-{letters}"
        if not folder.is_dir():
            tell(f"making an office of {letters:,} letters in {folder}")
            unfinished = folder.with_name(folder.name + ".part")
            shutil.rmtree(unfinished, ignore_errors=True)
            with new_office(unfinished) as made:
                if letters:
                    sample_many.fill(made, letters)
            unfinished.rename(folder)
        open_office(folder).close()  # brings an older one to this version
        shutil.rmtree(folder / "backups", ignore_errors=True)
        return folder

    def copy(self, letters: int) -> Path:
        """Return a copy of such an office, to be written to."""
        place = Path(tempfile.mkdtemp(dir=self.scratch)) / "office"
        shutil.copytree(self.office(letters), place)
        return place

    def clean(self) -> None:
        """Take away what was made for this run."""
        shutil.rmtree(self.scratch, ignore_errors=True)


Row = Callable[[Bench], list[Figure]]


def new_office(folder: Path) -> Any:
    """Make the sample office's people without its scans, on a day that is always the same."""
    from desktop.core.records import OfficeInfo
    from desktop.services import sample
    from desktop.services.new import create_office
    from desktop.services.sample_letters import table

    content = table()
    info = content["office"]
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = create_office(
        folder, OfficeInfo(info["name"], info["kind"], info["place"], info["superior"]), clock=clock, actor="Văn thư"
    )
    sample.add_people(made, content["person"])
    return made


def clock() -> datetime:
    """The moment at which every bench stands."""
    return NOW


def open_office(folder: Path, *, read_only: bool = False, days: int = 0) -> Any:
    """Open an office with that clock, or so many days later."""
    from desktop.services.office import Office

    return Office.open(folder, clock=lambda: clock() + timedelta(days), actor="Văn thư", read_only=read_only)


def settle() -> None:
    """Let the disk come to rest: what copying an office left to be written is none of ours to wait for."""
    if hasattr(os, "sync"):
        os.sync()


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes, by the clock on the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def medians(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each work, run turn about so that all see the same machine."""
    found: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for place, work in enumerate(works):
            found[place].append(seconds(work))
    return [statistics.median(times) for times in found]


def memory_mb(pid: int | None = None) -> float:
    """Return how much memory a process holds for itself, in MB (unique set; resident where that is not told)."""
    import psutil

    process = psutil.Process(pid)
    try:
        return float(process.memory_full_info().uss / 1e6)
    except (psutil.AccessDenied, AttributeError):
        return float(process.memory_info().rss / 1e6)


def tell(text: str) -> None:
    """Say on standard error what is going on."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def count_words(number: int) -> str:
    """Return 100,000 for 100000."""
    return f"{number:,}"
