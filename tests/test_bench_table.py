"""The table of measurements: when a goal is met, and a page on which other rows keep what they had."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bench import page
from tests.bench.frame import Figure


@pytest.mark.parametrize(
    ("figure", "goal", "met"),
    [
        (Figure("a", 3.0, "s", 2.0, "peer", 1.5, "×"), "≤ 1.5 ×", True),
        (Figure("a", 3.1, "s", 2.0, "peer", 1.5, "×"), "≤ 1.5 ×", False),
        (Figure("a", 3.0, "s", None, "peer", 1.5, "×"), "≤ 1.5 ×", None),
        (Figure("a", 0.9, "s", 0.75, "window", 0.2, "+"), "≤ + 0.2 s", True),
        (Figure("a", 1.0, "s", 0.75, "window", 0.2, "+"), "≤ + 0.2 s", False),
        (Figure("a", 99.0, "ms", most=100.0), "≤ 100 ms", True),
        (Figure("a", 101.0, "ms", most=100.0), "≤ 100 ms", False),
        (Figure("a", 2.0, "s", 11.0, "peer", least=5.0), "≥ 5 × faster", True),
        (Figure("a", 2.0, "s", 9.0, "peer", least=5.0), "≥ 5 × faster", False),
        (Figure("a", 2.0, "s"), "", None),
    ],
)
def test_a_goal_is_met_or_not(figure: Figure, goal: str, met: bool | None) -> None:
    assert (figure.goal, figure.met) == (goal, met)


def result(row: str, ours: float) -> dict[str, object]:
    figures = [Figure(f"work of {row}", ours, "ms", most=10.0, note="a note").shape()]
    return {"row": row, "figures": figures, "error": None}


def test_a_row_measured_again_replaces_its_own_only(tmp_path: Path) -> None:
    file, order = tmp_path / "docs" / "measured.md", ("one", "two")
    page.write(file, page.stamped([result("two", 5.0), result("one", 4.0)], short=True), order)
    page.write(file, page.stamped([result("two", 12.0)], short=False), order)
    text = file.read_text(encoding="utf-8")
    assert text.index("| work of one | 4 ms | – | – | ≤ 10 ms | yes |") < text.index("| work of two | 12 ms | – | – |")
    assert "short mode" in text
    assert "long mode" in text
    kept = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert [(r["row"], r["short"]) for r in kept] == [("one", True), ("two", False)]


def test_what_could_not_be_measured_is_told() -> None:
    failed = {"row": "one", "figures": [], "error": "ended with 1"}
    assert "one: not measured, ended with 1" in page.as_text([failed])
