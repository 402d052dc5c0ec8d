"""Every text for a person stands in the English catalogue, each file of it is sound, and nothing in it is stale.

``python tests/test_translations.py`` prints what is missing as TOML, to be filled in.
"""

from __future__ import annotations

import ast
import re
import string
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "resources" / "translations" / "en").glob("*.toml"))
#: the functions whose first argument is a text for people
SPEAKERS = {"tr", "say", "Text"}
_LETTER = re.compile(r"[^\W\d_]")


def source_files() -> list[Path]:
    return sorted(p for top in ("desktop", "db", "resources") for p in (ROOT / top).rglob("*.py"))


def spoken(path: Path) -> list[tuple[int, ast.expr]]:
    """Return (line, first argument) of every call of a speaker in a file, except in the module that defines them."""
    if path.name == "words.py":
        return []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.args]
    return [(call.lineno, call.args[0]) for call in calls if call.func.id in SPEAKERS]


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def sources() -> dict[str, str]:
    """Return every source string with the place it is said first; signs and gaps alone need no translation."""
    found: dict[str, str] = {}
    for path in source_files():
        for line, node in spoken(path):
            text = literal(node)
            if text is not None and _LETTER.search(re.sub(r"\{[^}]*\}", "", text)):
                found.setdefault(text, f"{path.relative_to(ROOT).as_posix()}:{line}")
    return found


def english() -> dict[str, str]:
    merged: dict[str, str] = {}
    for file in CATALOGUES:
        merged.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return merged


def missing() -> dict[str, str]:
    known = english()
    return {text: place for text, place in sources().items() if text not in known}


def gaps(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_has_its_english() -> None:
    lacking = missing()
    assert not lacking, "\n" + "\n".join(f"{place}: {text!r}" for text, place in lacking.items())


def test_texts_are_literals() -> None:
    """A text that is put together while the program runs cannot be found by this test, nor by a translator."""
    loose = [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in source_files()
        for line, node in spoken(path)
        if literal(node) is None and not _is_passed_on(node)
    ]
    assert not loose, loose


def _is_passed_on(node: ast.expr) -> bool:
    """A value (never a text built on the spot) may be shown as it is: a row's own words, a stored reason."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call) or literal(node) == ""


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda p: p.name)
def test_a_catalogue_is_a_flat_table_with_the_same_gaps(file: Path) -> None:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    for source, text in table.items():
        assert isinstance(text, str), source
        assert text.strip(), source
        assert set(gaps(text)) <= set(gaps(source)), f"{source!r} → {text!r}"


def test_no_two_catalogues_disagree() -> None:
    said: dict[str, tuple[str, str]] = {}
    for file in CATALOGUES:
        for source, text in tomllib.loads(file.read_text(encoding="utf-8")).items():
            other = said.setdefault(source, (text, file.name))
            assert other[0] == text, f"{source!r}: {other[1]} says {other[0]!r}, {file.name} says {text!r}"


def test_nothing_in_the_catalogues_is_stale() -> None:
    everything = "\n".join(p.read_text(encoding="utf-8") for p in source_files())
    spoken_now = set(sources())
    stale = [text for text in english() if text not in spoken_now and text not in everything]
    assert not stale, stale


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for text, place in missing().items():
        if not wanted or any(part in place for part in wanted):
            quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            print(f'# {place}\n"{quoted}" = ""')
