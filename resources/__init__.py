"""What the program ships with besides code; ``path`` finds it, in a clone and in a frozen bundle alike."""

from __future__ import annotations

import tomllib
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, e.g. ``path("icons", "vanthu.svg")``; it may not exist."""
    return _HERE.joinpath(*parts)


def catalogue(language: str) -> dict[str, str]:
    """Return every translation into ``language`` (Vietnamese source → text), merged from its files; {} for 'vi'."""
    merged: dict[str, str] = {}
    for file in sorted(path("translations", language).glob("*.toml")):
        merged.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return merged


def table(*parts: str) -> dict[str, dict[str, object]]:
    """Return a shipped TOML file, e.g. ``table("holidays.toml")``."""
    found: dict[str, dict[str, object]] = tomllib.loads(path(*parts).read_text(encoding="utf-8"))
    return found
