"""How well and how fast letters are read: ``python tests/bench/reading.py [--pairs FOLDER=GOLD …] [--peer] [--out DIR]``.

Without arguments it reads the letters beside the checkout (``../shared/letters``: scans with gold, real with gold-real)
in one warm process and prints, by set and by damage: the score of every measure, how honest the confidence is, the time
to the head's fields, seconds a page, peak memory; ``--verbose`` tells every wrong value, and ``--peer`` the time of
``ocrmypdf -l vie`` on the same files.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402

from desktop.core.errors import OfficeError  # noqa: E402
from desktop.core.readings import Reading  # noqa: E402
from desktop.core.readings_json import reading_to_json  # noqa: E402
from desktop.reading.reader import read_file  # noqa: E402

LETTERS = ROOT.parent / "shared" / "letters"
STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass
class Timed:
    """One file read: its reading as JSON and how long it took."""

    file: Path
    reading: dict[str, Any]
    head: float
    whole: float

    @property
    def damage(self) -> str:
        return self.file.stem.split("__")[1] if "__" in self.file.stem else "as it is"


def scorer() -> ModuleType:
    """Return the scoring script that lies with the letters."""
    spec = importlib.util.spec_from_file_location("score", LETTERS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(file: Path) -> Timed | None:
    """Read one file, taking the time to the head and to the end."""
    start = time.perf_counter()
    heads: list[float] = []

    def on_head(_: Reading) -> None:
        heads.append(time.perf_counter() - start)

    try:
        reading = read_file(file, on_head=on_head)
    except OfficeError as error:
        print(f"  {file.name}: {error}")
        return None
    return Timed(file, reading_to_json(reading), heads[0], time.perf_counter() - start)


def gold_of(gold: Path, file: Path) -> dict[str, Any] | None:
    """Return the right answers for a file, by its stem or the stem up to «__»."""
    for stem in (file.stem, file.stem.split("__")[0]):
        if (gold / f"{stem}.json").is_file():
            answers: dict[str, Any] = json.loads((gold / f"{stem}.json").read_text(encoding="utf-8"))
            return answers
    return None


def tally(score: ModuleType, gold: Path, done: list[Timed], say: Any) -> Any:
    """Return the scorer's tally over the readings."""
    found = score.Tally()
    for timed in done:
        answers = gold_of(gold, timed.file)
        if not answers:
            continue
        say(timed.file.stem)
        letter = (timed.reading["letters"] or [{}])[0]
        found.add("one_letter_a_file", len(timed.reading["letters"]) == 1)
        for part in ("fields", "references", "directives"):
            if part in answers:
                getattr(score, f"score_{part}")(answers, letter, found, say)
    return found


def calibration(score: ModuleType, gold: Path, done: list[Timed]) -> None:
    """Print, by step of confidence, how many fields were given at it and what share of them is right."""
    given: dict[float, list[bool]] = defaultdict(list)
    for timed in done:
        answers = gold_of(gold, timed.file)
        letter = (timed.reading["letters"] or [{}])[0]
        for name, want in (answers or {}).get("fields", {}).items():
            field = score.field(letter, name)
            if field["value"] and field.get("needs") != "typing":
                step = max(s for s in STEPS if s <= field["confidence"])
                given[step].append(is_right(score, want, field["value"]))
    for step in sorted(given):
        print(f"  confidence {step:.2f}+  right {sum(given[step]) / len(given[step]):6.3f}  n={len(given[step])}")


def is_right(score: ModuleType, want: Any, have: Any) -> bool:
    """Tell whether a value is right, as the scorer counts it."""
    if isinstance(have, list):
        return len(score.best_pairs(want or [], have, 0.93)) == len(want or []) == len(have)
    return bool(score.alike(want, have) >= 0.97)


def report(name: str, gold: Path, done: list[Timed], verbose: bool) -> None:
    """Print the figures of a set, whole and by damage."""
    score = scorer()
    groups = {"all": done} | {d: [t for t in done if t.damage == d] for d in sorted({t.damage for t in done})}
    for damage, part in groups.items() if len(groups) > 2 else [("all", done)]:
        found = tally(score, gold, part, print if verbose and damage == "all" else lambda *_: None)
        print(f"\n== {name}, {damage}: {len(part)} files")
        for key in sorted(found.n):
            print(f"  {key:34s} {found.rate(key):8.4f}  n={found.n[key]}")
    print("\n  honesty of the confidence")
    calibration(score, gold, done)


def speed(done: list[Timed]) -> float:
    """Print the times of what was read by OCR and of all; return the whole time."""
    whole = sum(t.whole for t in done)
    seen = [t for t in done if t.reading["text_source"] != "embedded"]
    heads = sorted(t.head for t in seen)
    pages = sum(t.reading["pages"] for t in seen)
    if heads:
        print(f"\n  head known after: median {heads[len(heads) // 2]:.2f} s, longest {heads[-1]:.2f} s")
        print(f"  seconds a page (OCR): {sum(t.whole for t in seen) / pages:.2f}")
    print(f"  peak memory: {peak_memory():.0f} MB; load of the machine: {os.getloadavg()[0]:.1f}" if done else "")
    return whole


def peak_memory() -> float:
    """Return the most memory this process has held, in MB."""
    try:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    except ImportError:
        return float(psutil.Process().memory_info().peak_wset / 1e6)


def peer(files: list[Path]) -> float | None:
    """Return how long ``ocrmypdf -l vie`` takes for the same files, None where it is not installed."""
    if not shutil.which("ocrmypdf"):
        print("  ocrmypdf is not installed")
        return None
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            command = ["ocrmypdf", "-l", "vie", "--force-ocr", "-q", str(file), f"{folder}/out.pdf"]
            subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Read the sets and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--pairs", nargs="*", default=[f"{LETTERS}/scans={LETTERS}/gold", f"{LETTERS}/real={LETTERS}/gold-real"]
    )
    options.add_argument("--only", default="", help="only files whose name contains this")
    options.add_argument("--peer", action="store_true", help="time ocrmypdf on the same files too")
    options.add_argument("--out", type=Path, help="folder for the readings, as JSON Lines")
    options.add_argument("--verbose", action="store_true", help="tell every wrong value")
    given = options.parse_args()
    for pair in given.pairs:
        folder, gold = map(Path, pair.split("="))
        files = [f for f in sorted(folder.iterdir()) if given.only in f.name and f.is_file()]
        done = [timed for file in files if (timed := read(file))]
        report(folder.name, gold, done, given.verbose)
        ours = speed(done)
        if given.out:
            rows = [json.dumps(timed.reading, ensure_ascii=False) for timed in done]
            (given.out / f"{folder.name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
        theirs = peer(files) if given.peer else None
        if theirs:
            print(
                f"  all files: {ours:.1f} s, one process; ocrmypdf {theirs:.1f} s on every core; ratio {ours / theirs:.2f}"
            )


if __name__ == "__main__":
    main()
