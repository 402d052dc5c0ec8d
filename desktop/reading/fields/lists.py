"""Rows with bullets to items: addressees and recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.reading.fields.rereading import Reread
from desktop.reading.fields.subject import joined_rows
from desktop.reading.fields.texts import clean

_BULLET = re.compile(r"^\s*(?:[-–—~_•+*·=»>]|\.(?=\s)|-ˆ)[\s\-–—~.:'`ˆ]*(?=[\wĐđ(“\"])")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=[A-ZĐÀ-Ỹ])")
_CLOSERS = " \t;.,:_–—-~*'`|"
_TAIL = re.compile(r"\s+[^\w\s()“”\"]{1,3}$|\s+[a-zàáâãèéêìíòóôõùúý]$")


@dataclass(frozen=True)
class Item:
    """One item of a list: its text and the shares of its rows."""

    text: str
    shares: tuple[float, ...]


def is_bulleted(text: str) -> bool:
    """Tell whether a row begins a new item."""
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def items(rows: Sequence[Reread], *, flush: float | None = None) -> list[Item]:
    """Group rows into items by their bullets; without any bullet each row that ends in ``;`` closes an item.

    ``flush``: the x where bullets stand, so that a row there whose bullet OCR lost still begins an item.
    """
    bulleted = any(is_bulleted(r.text) for r in rows)
    groups: list[list[Reread]] = []
    for row in rows:
        starts = is_bulleted(row.text) if bulleted else not groups or groups[-1][-1].text.rstrip().endswith(";")
        if bulleted and not starts and groups and flush is not None:
            closed = groups[-1][-1].text.rstrip().endswith((";", "."))
            starts = closed and abs(row.row.box.x0 - flush) < 0.008 and not row.text.lstrip().startswith("(")
        if starts or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    found = [Item(tidy(joined_rows([r.text for r in group])), tuple(r.share for r in group)) for group in groups]
    return [item for item in found if any(c.isalpha() for c in item.text)]


def tidy(text: str) -> str:
    """Return an item without its bullet and closing mark."""
    bare = _NUMBERED.sub("", _BULLET.sub("", clean(text)))
    bare = re.sub(r"^[^\w(“\"Đđ]+", "", bare)
    bare = _TAIL.sub("", bare)
    return clean(bare).strip(_CLOSERS)
