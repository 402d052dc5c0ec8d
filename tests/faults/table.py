"""What faults cost:  python tests/faults/table.py [--long] [--only NAME …] [--markdown FILE]

Each line is a fault: how often it was brought about, what was lost (said to be done, then gone), what was doubled, what
else the checks found after it, and how often it was not told in words. The short mode takes a few minutes. Ctrl-C ends
after the run under way, with the verdict of what was run until then; a second Ctrl-C breaks that off, too.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.faults.bring import FAULTS, LONG, SHORT, bring
from tests.faults.stage import FIRST, SECOND, Line, Stage, Watch

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = f"| {'fault':<48} |    runs |    lost | doubled |   wrong | no word |"
RULE = f"|{'-' * 50}|" + "--------:|" * 5
_STOPPED = 130
_TOLD_EACH = 20.0


class Teller(Watch):
    """Tells on the terminal how far a fault is; hears Ctrl-C."""

    def __init__(self) -> None:
        super().__init__(self._tell, lambda: self.stopped)
        self.stopped = False
        self._last = 0.0

    def _tell(self, line: Line, done: int, of: int) -> None:
        live = sys.stderr.isatty()
        now = time.monotonic()
        if now - self._last < (0.2 if live else _TOLD_EACH):
            return
        self._last = now
        found = f"{line.lost} lost, {line.doubled} doubled, {line.wrong} wrong, {line.untold} without a word"
        text = f"{line.name}: {done} of {of} runs; {found}"
        print(f"\r\x1b[K{text}" if live else text, end="" if live else "\n", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line about the fault under way off the terminal."""
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Inside, the first Ctrl-C lets the run under way end, the second breaks it off."""

        def stop(*_: object) -> None:
            self.stopped = True
            signal.signal(signal.SIGINT, kept)

        kept = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, kept)


def show(line: Line) -> str:
    cells = (line.runs, line.lost, line.doubled, line.wrong, line.untold)
    name = f"{line.name} (stopped)" if line.stopped else line.name
    return f"| {name:<48} |" + "".join(f" {n:>7} |" for n in cells) + (f"  {line.example}" if line.example else "")


def total(lines: list[Line]) -> Line:
    """Return the sum of all lines."""
    whole = Line("all")
    for line in lines:
        whole.take(line)
    whole.example, whole.stopped = "", False
    return whole


def verdict(lines: list[Line]) -> str:
    """Return one sentence about all that was run."""
    whole = total(lines)
    cost = "nothing lost, nothing doubled, everything told" if whole.clean else "NOT CLEAN"
    short = "; stopped by hand" if any(line.stopped for line in lines) else ""
    return f"{whole.runs} runs of {len(lines)} faults in {whole.seconds / 60:.0f} min: {cost}{short}"


def write_page(file: Path, lines: list[Line], command: str, disk: str) -> None:
    """Write the table with what it was made by, on and when."""
    about = (
        f"{datetime.now():%Y-%m-%d %H:%M} · {_version()} · {platform.platform()}, {os.cpu_count()} cores · "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} · offices on {disk}"
    )
    text = [
        "# What faults cost", "", "Written by the command; do not edit.", "", f"    {command}", "", about, "",
        HEAD, RULE, *map(show, [*lines, total(lines)]), "", verdict(lines) + ".", "", _LEGEND,
    ]  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(text) + "\n", encoding="utf-8")


_LEGEND = """A run: an office in the middle of its work meets the fault once; then it goes on undisturbed twice, and is judged
as it lies there, before any repair (files that a kill left without a row aside: repair moves them out of the store).
`lost`: said to be done and gone, a scan's bytes not as their hash, a gap in the numbers. `doubled`: a number, an entry, a
task, a file that stands twice. `wrong`: anything else `vanthu check` finds (accounts, search index, log). `no word`: the
fault ended in something else than a sentence. Two days are gone through: scans in, registered, corrected, voided, given as
tasks, backed up, copied to a stick, restored; and all else that writes (replies, extensions, attachments, books and years,
pages arranged, copies, sheets that came back, secret letters, accounts and restrictions, import, taking data out, sealed
backups and restoring them). Upgrades have their own runs in `tests/upgrades`."""


def _version() -> str:
    import tomllib

    number = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    told = subprocess.run(asked, check=False, capture_output=True, text=True)
    return f"version {number}" + (f" ({told.stdout.strip()})" if told.returncode == 0 else "")


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--long", action="store_true", help="every step, a thousand random kills; takes hours")
    asked.add_argument("--only", action="append", choices=list(FAULTS), metavar="NAME", help=", ".join(FAULTS))
    asked.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there, too")
    return asked.parse_args()


def main() -> int:
    wanted = _arguments()
    memory = Path("/dev/shm")
    place = memory if os.access(memory, os.W_OK) else None
    teller = Teller()
    lines: list[Line] = []
    print(HEAD, RULE, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(dir=place) as root, teller.hearing():
        stages = [Stage(Path(root), day, teller) for day in (FIRST, SECOND)]
        for name in wanted.only or FAULTS:
            if not teller.stopped:
                lines.append(bring(name, stages, LONG if wanted.long else SHORT))
                teller.clear()
                print(show(lines[-1]), flush=True)
    print(verdict(lines))
    if wanted.markdown:
        command = " ".join(["python tests/faults/table.py", *(a for a in sys.argv[1:])])
        write_page(wanted.markdown, lines, command, "a memory disk" if place else "a disk")
    return _STOPPED if teller.stopped else 0 if all(line.clean for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
