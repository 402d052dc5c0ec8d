"""Measured beside its peers: ``python -m tests.bench [--short] [--rows NAME …] [--json] [--data DIR] [--page FILE]``.

Each row of the table runs in a process of its own; ours and the peer or floor in the same run, medians of several
rounds. What was measured is written into docs/measured.md, where other rows keep what they had; ``--short`` takes
smaller offices and fewer rounds, for every day.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import page
from tests.bench.frame import ROOT, Bench, Row, tell

#: The rows in the order of the table; each is a module ``row_NAME`` with a function ``run``.
ROWS = (
    "reading",
    "first_fields",
    "memory",
    "register",
    "search",
    "lists",
    "start",
    "responsive",
    "reports",
    "backup",
    "growth",
    "flood",
    "moving",
    "bundle",
)
#: Measured when asked for by name: what it measures is built by ./bundle.
ASKED_FOR = ("bundle",)


_LONGEST = 5400


def main() -> int:
    """Run the rows asked for and print the table; the exit status tells whether every row could be measured."""
    given = _options().parse_args()
    if given.one:
        return _run_one(given.one, Bench(given.short, given.data))
    results = page.stamped([_in_own_process(name, given) for name in given.rows], given.short)
    print(json.dumps(results, ensure_ascii=False, indent=1) if given.json else page.as_text(results))
    if given.page:
        page.write(given.page, results, ROWS)
        tell(f"wrote {given.page}")
    return 0 if all(result.get("error") is None for result in results) else 1


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument(
        "--rows",
        nargs="+",
        choices=ROWS,
        default=[r for r in ROWS if r not in ASKED_FOR],
        metavar="NAME",
        help=", ".join(ROWS),
    )
    options.add_argument("--short", action="store_true", help="smaller offices, fewer rounds")
    options.add_argument("--json", action="store_true", help="print the figures for machines")
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "vanthu-bench", metavar="DIR")
    options.add_argument(
        "--page", type=Path, default=ROOT / "docs" / "measured.md", metavar="FILE", help="where the page goes"
    )
    options.add_argument("--one", choices=ROWS, help=argparse.SUPPRESS)
    return options


def _in_own_process(name: str, given: argparse.Namespace) -> dict[str, Any]:
    """Return the name of a row with its figures, or with what went wrong."""
    tell(name)
    command = [sys.executable, "-m", "tests.bench", "--one", name, "--data", str(given.data)]
    command += ["--short"] if given.short else []
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        return {"row": name, "figures": [], "error": f"not ended after {_LONGEST} s"}
    if done.returncode != 0:
        return {"row": name, "figures": [], "error": f"ended with {done.returncode}"}
    return {"row": name, "figures": json.loads(done.stdout.splitlines()[-1]), "error": None, "others": load}


def _run_one(name: str, bench: Bench) -> int:
    row: Row = importlib.import_module(f"tests.bench.row_{name}").run
    try:
        figures = row(bench)
    finally:
        bench.clean()
    print(json.dumps([figure.shape() for figure in figures], ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
