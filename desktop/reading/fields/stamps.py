"""Marks in red boxes: urgency and secrecy (Decree 30/2020, article 8 and annex I; law on state secrets)."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from desktop.reading.fields.alike import capitals, plain

URGENCY = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN", "HỎA TỐC HẸN GIỜ")
SECRECY = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_PLAIN = {plain(name): name for name in (*URGENCY, *SECRECY)}
_NOT_LETTERS = re.compile(r"[^\w\s]|_")


def mark_of(text: str, names: tuple[str, ...]) -> str | None:
    """Return which of ``names`` a stamp's text is; None when it is another text."""
    bare = _NOT_LETTERS.sub(" ", text).strip()
    if capitals(bare) < 0.7 or not 3 <= len(plain(bare)) <= 18:
        return None
    scored = [(fuzz.ratio(plain(bare), plain(name)), len(name), name) for name in names]
    best = max(scored)
    return best[2] if best[0] >= (84 if best[1] > 5 else 90) else None


def is_mark(text: str) -> bool:
    """Tell whether a row is a stamp of urgency or secrecy."""
    return mark_of(text, (*URGENCY, *SECRECY)) is not None
