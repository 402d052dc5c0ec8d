"""The table as text, as a page and for machines. The page keeps, for each row, what was measured last."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from tests.bench.frame import ROOT

HEADS = ("Work", "Ours", "Beside", "Ratio", "Goal", "Met")
_PAGE = """# Measured

Written by `./bench`; nothing here was typed. Ours and what stands beside it come from the same run, one row after the
other, medians of several rounds. Figures in full: [measured.json](measured.json).

{table}

## Notes

{notes}
"""

Result = dict[str, Any]


def stamped(results: Iterable[Result], short: bool) -> list[Result]:
    """Return the rows with when, where and on which version they were measured."""
    about = {"day": f"{date.today():%d/%m/%Y}", "machine": machine(), "version": version(), "short": short}
    return [{**result, **about} for result in results]


def as_text(results: Sequence[Result]) -> str:
    """Return the table for a terminal."""
    lines = [HEADS, *(_cells(figure) for figure in _figures(results))]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([rows[0], "  ".join("-" * width for width in widths), *rows[1:], "", *_notes(results)])


def write(page: Path, results: Sequence[Result], order: Sequence[str]) -> None:
    """Write the page and, beside it, the figures; rows not measured now, or not to the end, keep what they had."""
    store = page.with_suffix(".json")
    known: dict[str, Result] = {}
    if store.is_file():
        known = {result["row"]: result for result in json.loads(store.read_text(encoding="utf-8"))}
    known |= {result["row"]: result for result in results if result["error"] is None or result["row"] not in known}
    rows = [known[name] for name in order if name in known]
    page.parent.mkdir(exist_ok=True)
    store.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page.write_text(as_markdown(rows), encoding="utf-8")


def as_markdown(results: Sequence[Result]) -> str:
    """Return the page."""
    lines = [HEADS, ("---",) * len(HEADS), *(_cells(figure) for figure in _figures(results))]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    notes = [*_runs(results), *_notes(results)]
    return _PAGE.format(table=table, notes="\n".join(f"- {note}" for note in notes))


def machine() -> str:
    """Say what this machine is."""
    memory = psutil.virtual_memory().total / 2**30
    processor = _processor() or platform.machine()
    return (
        f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def version() -> str:
    """Say which state of the project was measured."""
    command = ["git", "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


def _figures(results: Sequence[Result]) -> list[Result]:
    return [figure for result in results for figure in result["figures"]]


def _notes(results: Sequence[Result]) -> list[str]:
    notes = [f"{f['work']}: {f['note']}" for f in _figures(results) if f["note"]]
    return notes + [f"{r['row']}: not measured, {r['error']}" for r in results if r["error"]]


def _runs(results: Sequence[Result]) -> list[str]:
    """One line for each run: which rows, when, how, on what machine, how busy."""
    runs: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        mode = "short" if result["short"] else "long"
        runs.setdefault((result["day"], mode, result["version"], result["machine"]), []).append(_with_load(result))
    return [f"{day}, {mode} mode, version {v}, {m}: {', '.join(rows)}" for (day, mode, v, m), rows in runs.items()]


def _with_load(result: Result) -> str:
    load = result.get("others")
    return result["row"] if load is None else f"{result['row']} (load by others {load:.1f})"


def _cells(figure: Result) -> tuple[str, ...]:
    beside = f"{_number(figure['beside'])} {figure['unit']}" if figure["beside"] is not None else "–"
    if figure["peer"]:
        beside = f"{figure['peer']}: {beside}" if figure["beside"] is not None else f"{figure['peer']}: not here"
    ratio = f"{figure['ratio']:.2f}" if figure["ratio"] is not None else "–"
    met = {True: "yes", False: "NO", None: "–"}[figure["met"]]
    ours = f"{_number(figure['ours'])} {figure['unit']}".rstrip()
    return figure["work"], ours, beside, ratio, figure["goal"] or "–", met


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
