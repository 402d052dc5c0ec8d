"""How well and how fast letters are read: ``python tests/bench/reading.py [--pairs FOLDER=GOLD …] [--peer] [--out DIR]``.

Without arguments it reads the letters beside the checkout (``../shared/letters``: scans with gold, real with gold-real)
in one warm process and prints, by set and by damage: the score of every measure, how honest the confidence is, the time
to the head's fields (and beside it the floor: one bare Tesseract call on the top 40 % of the page), seconds a page, peak
memory; ``--verbose`` tells every wrong value, ``--brief`` only the whole sets, and ``--peer`` the time of ``vanthu read``
beside ``ocrmypdf -l vie -j 2`` on the same files.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

import numpy as np  # noqa: E402
import psutil  # noqa: E402
from reading_peers import bare_top, ocrmypdf, vanthu_read  # noqa: E402

from desktop.core.errors import OfficeError  # noqa: E402
from desktop.core.readings import Reading  # noqa: E402
from desktop.core.readings_json import reading_to_json  # noqa: E402
from desktop.reading import engine, together  # noqa: E402
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
        kind = self.file.stem.split("__")[1] if "__" in self.file.stem else ""
        return kind if kind in ("light", "medium", "heavy", "photo", "scan", "copy", "phone", "digital") else "as it is"


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


def report(name: str, gold: Path, done: list[Timed], *, verbose: bool, brief: bool) -> None:
    """Print the figures of a set, whole and by damage."""
    score = scorer()
    groups = {"all": done} | {d: [t for t in done if t.damage == d] for d in sorted({t.damage for t in done})}
    for damage, part in groups.items() if len(groups) > 2 and not brief else [("all", done)]:
        found = tally(score, gold, part, print if verbose and damage == "all" else lambda *_: None)
        print(f"\n== {name}, {damage}: {len(part)} files")
        for key in sorted(found.n):
            print(f"  {key:34s} {found.rate(key):8.4f}  n={found.n[key]}")
    print("\n  honesty of the confidence")
    calibration(score, gold, done)


def speed(done: list[Timed]) -> None:
    """Print the times of what was read by OCR, and the memory that reading took."""
    seen = [t for t in done if t.reading["text_source"] != "embedded"]
    heads = sorted(t.head for t in seen)
    pages = sum(t.reading["pages"] for t in seen)
    if heads:
        print(f"\n  head known after: median {median(heads):.2f} s, longest {heads[-1]:.2f} s")
        print(f"  seconds a page (OCR): {sum(t.whole for t in seen) / pages:.2f}")
    print(f"  peak memory: {peak_memory():.0f} MB; load of the machine: {load():.1f}" if done else "")


def load() -> float:
    """Return how many programs wanted a core over the last minute: times of a busy machine tell little."""
    return float(psutil.getloadavg()[0])


def peak_memory() -> float:
    """Return the most memory this process has held, in MB."""
    try:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    except ImportError:
        return float(psutil.Process().memory_info().peak_wset / 1e6)


def beside(done: list[Timed]) -> None:
    """Print the time to the head's fields beside the floor: a bare Tesseract call on the top 40 % of the same page."""
    seen = [t for t in done if t.reading["text_source"] != "embedded"]
    if seen:
        floors = [bare_top(t.file, rounds=2) for t in seen]
        ratios = sorted(t.head / floor for t, floor in zip(seen, floors, strict=True))
        print(
            f"  bare Tesseract, top 40 %: median {median(floors):.2f} s; head beside it: median {median(ratios):.2f} x"
        )


def peer(files: list[Path]) -> None:
    """Print the time of ``vanthu read`` and of ``ocrmypdf`` for the same files."""
    ours, theirs = vanthu_read(files), ocrmypdf(files)
    if theirs is None:
        print(f"  vanthu read, {len(files)} files: {ours:.1f} s; ocrmypdf is not installed")
        return
    print(f"  vanthu read, {len(files)} files: {ours:.1f} s; ocrmypdf -j 2: {theirs:.1f} s; ratio {ours / theirs:.2f}")


def main() -> None:
    """Read the sets and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--pairs", nargs="*", default=[f"{LETTERS}/scans={LETTERS}/gold", f"{LETTERS}/real={LETTERS}/gold-real"]
    )
    options.add_argument("--only", default="", help="only files whose name contains this")
    options.add_argument("--peer", action="store_true", help="time ocrmypdf on the same files too")
    options.add_argument("--out", type=Path, help="folder for the readings, as JSON Lines")
    options.add_argument("--brief", action="store_true", help="the whole sets only, not by damage")
    options.add_argument("--verbose", action="store_true", help="tell every wrong value")
    given = options.parse_args()
    together.on_both(lambda: engine.recognise(np.full((40, 40), 255, np.uint8), "line"))  # warm, as the program's are
    for pair in given.pairs:
        folder, gold = map(Path, pair.split("="))
        files = [f for f in sorted(folder.iterdir()) if given.only in f.name and f.is_file()]
        done = [timed for file in files if (timed := read(file))]
        report(folder.name, gold, done, verbose=given.verbose, brief=given.brief)
        speed(done)
        beside(done)
        if given.out:
            rows = [json.dumps(timed.reading, ensure_ascii=False) for timed in done]
            (given.out / f"{folder.name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
        if given.peer:
            peer(files)


if __name__ == "__main__":
    main()
