"""Rows with bullets to items: addressees and recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.core.text import fold
from desktop.reading.fields.alike import plain
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.confidence import share
from desktop.reading.fields.rereading import Reread
from desktop.reading.fields.subject import joined_rows
from desktop.reading.fields.texts import clean

_BULLET = re.compile(r"^\s*(?:[-–—~_•+*·=»>]|\.(?=\s)|-ˆ)[\s\-–—~.:'`ˆ]*(?=[\wĐđ(“\"])")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=[A-ZĐÀ-Ỹ])")
#: OCR reads the closing bracket after capitals as Ị, and (b/c) in small print in many ways
_ABBREVIATION = re.compile(r"\(([A-ZĐ]{1,4})[ỊI]\)")
_REPORT = re.compile(r"\(\W?[bBĐđ6h]?\s?/\s?[cC€¢]\)|\(b[íìỉ1l]c?\)")
_TO_REPORT = re.compile(r"\(\s?[đd][eêếềểéẻ]\s+[bB6h]?\s?[/íìỉilI1|ứ]\s?[cC€¢]\s?\)")
#: a speck between two words that stand close: «Các.đơn vị»
_INNER_DOT = re.compile(r"(?<=[à-ỹa-z]{2})\.(?=[à-ỹa-zđ]{2})(?=\w*[à-ỹđ])")
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
    found = [Item(tidy(joined_rows([r.text for r in group])), _shares(group)) for group in groups]
    return [item for item in found if any(c.isalpha() for c in item.text) and not _is_label(item.text)]


def _shares(group: Sequence[Reread]) -> tuple[float, ...]:
    """A row that closes with «;» ends its item: one that follows without a bullet is likely another item."""
    runs_on = any(a.text.rstrip().endswith(";") and not b.text.lstrip().startswith("(") for a, b in pairwise(group))
    return (*(r.share for r in group), *([share("doubtful")] if runs_on else []))


def _is_label(text: str) -> bool:
    """«Nơi nhận» itself, read again among its rows."""
    folded = plain(text)
    return folded.endswith("nhan") and len(folded) < 10 and folded != "tiep nhan"


def with_known_body(text: str, catalogue: Catalogue) -> str:
    """Mend the first word of a known body: ``Bệ Tài chính`` → Bộ Tài chính, where it begins like no body and only one fits."""
    first, _, rest = text.partition(" ")
    if not rest or plain(first) in catalogue.starters:
        return text
    near = {
        name.split(" ", 1)[0]
        for name in catalogue.bodies
        if " " in name
        and name.split(" ", 1)[1] == rest.casefold()
        and fold(name[0]) == fold(first[0])
        and len(name.split(" ", 1)[0]) == len(first)
    }
    return f"{next(iter(near)).capitalize()} {rest}" if len(near) == 1 else text


def tidy(text: str) -> str:
    """Return an item without its bullet and closing mark."""
    bare = _NUMBERED.sub("", _BULLET.sub("", clean(text)))
    bare = re.sub(r"^[^\w(“\"Đđ]+", "", bare)
    bare = _TAIL.sub("", bare)
    bare = _TO_REPORT.sub("(để b/c)", bare)
    bare = _REPORT.sub("(b/c)", _ABBREVIATION.sub(r"(\1)", bare))
    bare = re.sub(r"^(Lưu:?\s*)V[I1l]\b", r"\1VT", re.sub(r";\s*[\"“][^\"”]*$", "", bare))
    bare = re.sub(r"(?<=\d)[Il](?!\w)", "1", bare)
    bare = _INNER_DOT.sub(" ", bare) if "@" not in bare and "www" not in bare else bare
    return clean(bare).strip(_CLOSERS)
