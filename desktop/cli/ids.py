"""How rows are named on the command line: S7 a scan, L12 a letter, D45 a directive, T3 a task, P2 a person.

A bare number is taken as well where only one kind can be meant.
"""

from __future__ import annotations

import re

from desktop.core.errors import NotFound
from desktop.core.words import Text, tr

_ID = re.compile(r"([SLDTP]?)(\d+)", re.IGNORECASE)


def show(kind: str, row_id: int | None) -> str | None:
    """Return the name of a row, e.g. ``show("L", 12)`` → ``L12``; None for None."""
    return None if row_id is None else f"{kind}{row_id}"


def parse(kind: str, text: str) -> int:
    """Return the key of the row of ``kind`` that ``text`` names; NotFound when it is of another kind or no name."""
    found = _ID.fullmatch(text.strip())
    if not found or found[1].upper() not in ("", kind):
        raise NotFound("not-found", tr("Không có mục nào mang mã «{text}».", text=text), _todo(kind))
    return int(found[2])


def kind_of(text: str) -> str:
    """Return the letter that ``text`` starts with (S, L, D, T, P), '' for a bare number."""
    return text.strip()[:1].upper() if not text.strip()[:1].isdigit() else ""


def _todo(kind: str) -> Text:
    hints = {
        "S": tr("Xem mã bản quét bằng lệnh: vanthu inbox --json"),
        "L": tr("Xem mã văn bản bằng lệnh: vanthu letters --json"),
        "D": tr("Xem mã chỉ đạo bằng lệnh: vanthu letter VĂN_BẢN --json"),
        "T": tr("Xem mã nhiệm vụ bằng lệnh: vanthu tasks --json"),
        "P": tr("Xem mã người bằng lệnh: vanthu people --json"),
    }
    return hints[kind]
