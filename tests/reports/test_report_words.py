"""Every sentence of the forms' room has its English, with the same gaps; the forms themselves stay Vietnamese."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import Any

import pytest

import resources
from desktop.core.words import use_language
from desktop.reports.weekly_sheets import weekly_sheets

ROOT = Path(resources.__file__).resolve().parent.parent
SERVICES = ROOT / "desktop" / "services"
FILES = [*sorted((ROOT / "desktop" / "reports").glob("*.py")), SERVICES / "printing.py", SERVICES / "printing_rows.py"]


def _sentences(file: Path) -> list[str]:
    calls = [n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Call) and n.args]
    said = [n.args[0] for n in calls if isinstance(n.func, ast.Name) and n.func.id in {"tr", "say"}]
    return [text.value for text in said if isinstance(text, ast.Constant)]


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_each_sentence_has_its_english(file: Path) -> None:
    english = resources.catalogue("en")
    assert [text for text in _sentences(file) if _gaps(english.get(text, "{missing}")) != _gaps(text)] == []


def test_forms_are_vietnamese_in_an_english_window(made: Any) -> None:
    usual = weekly_sheets(made.imprint(), [made.sheet()])
    use_language("en", resources.catalogue("en"))
    try:
        assert weekly_sheets(made.imprint(), [made.sheet()]) == usual
    finally:
        use_language("vi", {})
