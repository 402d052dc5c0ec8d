"""The arrows between the rooms, read from the imports: a new one fails here until the picture is changed on purpose."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOMS = ("core", "intake", "reading", "services", "reports", "workers", "ui")
ARROWS: dict[str, set[str]] = {
    "core": set(),
    "db": {"core", "resources"},
    "resources": set(),
    "reading": {"core", "resources"},
    "reports": {"core", "resources"},
    "intake": {"core", "db", "reading"},
    "services": {"core", "db", "reading", "intake", "reports", "resources"},
    "workers": {"core", "services", "intake", "reading"},
    "ui": {"core", "services", "workers", "resources"},
    "cli": {"core", "services", "resources"},
    "app": {"core", "services", "workers", "ui", "resources"},
    "__main__": {"app", "cli", "core"},
}
ONLY_IN: dict[str, set[str]] = {
    "PySide6": {"ui", "workers", "app"},
    "qtawesome": {"ui"},
    "reportlab": {"reports"},
    "tesserocr": {"reading"},
    "pypdfium2": {"reading", "intake", "reports"},
    "sqlite3": {"db"},
    "sqlite_utils": {"db"},
    "watchdog": {"intake"},
}
SQL = re.compile(
    r"^\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA\s)", re.IGNORECASE | re.DOTALL
)
MOST_LINES = 400


def sources() -> list[Path]:
    return sorted(p for top in ("desktop", "db", "resources") for p in (ROOT / top).rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    if parts[0] != "desktop":
        return parts[0]
    return parts[1] if parts[1] in ROOMS else parts[1].removesuffix(".py")


def imported(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            names += [f"{module}.{alias.name}" for alias in node.names]
    return names


def target_room(name: str) -> str | None:
    parts = name.split(".")
    if parts[0] in ("db", "resources"):
        return parts[0]
    return parts[1] if parts[0] == "desktop" and len(parts) > 1 else None


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_arrows(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert path.read_text(encoding="utf-8") == "", "desktop/__init__.py stays empty"
        return
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for name in imported(tree):
        other = target_room(name)
        if other is not None and other != room:
            assert other in ARROWS[room], f"{room} must not import {name}"
        library = name.split(".")[0]
        if library in ONLY_IN:
            assert room in ONLY_IN[library], f"{library} has no place in {room}"
    if room != "db":
        queries = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and SQL.match(n.value)
        ]
        assert not queries, f"SQL outside db: {queries[0][:60]}"
    assert text.count("\n") <= MOST_LINES, "split the file: one idea a file"


def test_ocr_engine_stands_in_one_file() -> None:
    users = [
        p.name
        for p in sources()
        if any(n.split(".")[0] == "tesserocr" for n in imported(ast.parse(p.read_text(encoding="utf-8"))))
    ]
    assert len(users) <= 1, users
