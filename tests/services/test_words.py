"""Every sentence of these rooms has its English, with the same gaps."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import resources

ROOT = Path(resources.__file__).resolve().parent.parent
SERVICES = (
    "anchors archive assign backup catalogues chains check closing contents directives evidence extensions inbox letters"
    " new notes office people recurring register reminders replies search settings tasks"
)
FILES = [
    *sorted((ROOT / "db").glob("*.py")),
    *sorted((ROOT / "desktop" / "core").glob("*.py")),
    *(ROOT / "desktop" / "services" / f"{name}.py" for name in SERVICES.split()),
]


def sentences(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    said = [call.args[0] for call in calls if call.func.id in {"tr", "say"} and call.args]
    return [text.value for text in said if isinstance(text, ast.Constant)]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_each_sentence_is_translated(file):
    english = resources.catalogue("en")
    assert [s for s in sentences(file) if s not in english] == []
    assert [s for s in sentences(file) if gaps(s) != gaps(english[s])] == []
