"""The table as text, as a page and for machines."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from dataclasses import dataclass
from datetime import date
from typing import Any

import psutil

from tests.bench.frame import ROOT

HEADS = ("Work", "Ours", "Beside", "Ratio", "Goal", "Met")
_PAGE = """# Measured

Written by `./bench{mode}` on {day}; nothing here was typed. Ours and what stands beside it are medians of the same run.

Machine: {machine}. Version: {version}.

{table}
{notes}"""

Result = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One run: where, when and what came out."""

    short: bool
    day: str
    machine: str
    version: str
    results: list[Result]

    @classmethod
    def now(cls, short: bool, results: list[Result]) -> Run:
        """Return what was measured just now on this machine."""
        return cls(short, f"{date.today():%d/%m/%Y}", machine(), version(), results)

    def shape(self) -> dict[str, Any]:
        """Return the run for machines."""
        return {
            "short": self.short,
            "day": self.day,
            "machine": self.machine,
            "version": self.version,
            "rows": self.results,
        }

    def as_text(self) -> str:
        """Return the table for a terminal."""
        lines = [HEADS, *(_cells(figure) for figure in self._figures())]
        widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
        rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join([rows[0], "  ".join("-" * width for width in widths), *rows[1:], *self._notes(), ""])

    def as_markdown(self) -> str:
        """Return the page."""
        lines = [HEADS, ("---",) * len(HEADS), *(_cells(figure) for figure in self._figures())]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        notes = "".join(f"\n- {note}" for note in self._notes())
        mode = " --short" if self.short else ""
        return _PAGE.format(
            mode=mode, day=self.day, machine=self.machine, version=self.version, table=table, notes=notes + "\n"
        )

    def _figures(self) -> list[Result]:
        return [figure for result in self.results for figure in result["figures"]]

    def _notes(self) -> list[str]:
        notes = [f"{f['work']}: {f['note']}" for f in self._figures() if f["note"]]
        return notes + [f"{r['row']}: not measured, {r['error']}" for r in self.results if r["error"]]


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
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


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
