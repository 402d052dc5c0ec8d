"""A folded copy of a text, as long as the text itself, so that what is found in it can be cut from the original."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {
        "đ": "d",
        "Đ": "d",
        "Ð": "d",
        "ð": "d",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "⁄": "/",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "\u00a0": " ",
    }
)


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    low = char.translate(_SAME).lower()
    base = unicodedata.normalize("NFD", low)[0]
    return base if len(base) == 1 else char


def folded(text: str) -> str:
    """Return ``text`` without accents, in lower case, đ as d, every dash as ``-``: one character for each of ``text``.

    A lost or wrong accent is the commonest slip of OCR, so words are looked for in this form. ``text`` is NFC.

    >>> folded("Trước ngày 05/9 – Sở Y tế")
    'truoc ngay 05/9 - so y te'
    """
    return "".join(map(_bare, text))
