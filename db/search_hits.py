"""What the search index finds: the newest rows of each kind that hold all words, and how good each of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from db import restrictions
from db.connection import Database
from db.rows import gaps
from db.search import KINDS, Noun, keys
from desktop.core.text import fold

_WORD = re.compile(r"[^\W_]+")
_WORD_OR_BAR = re.compile(r"[^\W_]+|[|]")
_PREFIX_FROM = 2
#: So many of the newest matches of each kind are ranked by where the words stand, in time that hardly grows with the
#: office. Older ones come behind them, the newest first.
RANKED = 100
#: From so many letters on a large office: collecting every word that begins like the last one is felt.
_LARGE = 10_000
#: Whole words that so many rows hold need no words that only begin like the last one beside them.
_ENOUGH = 50
#: What a match is worth: every word stands in the number, else in the number and the heads, else anywhere, else it is
#: too old to be looked at for that.
_IN_NUMBER, _IN_HEADS, _ANYWHERE, _OLDER = range(4)


class Found(NamedTuple):
    """A row that matches; a smaller ``rank`` is better."""

    noun: Noun
    row_id: int
    rank: float


class _Wanted(NamedTuple):
    """What is sought: ``phrases`` of folded words, all of which must stand somewhere; the last may go on."""

    phrases: list[str]
    goes_on: bool

    @property
    def match(self) -> str:
        """The FTS5 query."""
        return " ".join(f'"{phrase}"' for phrase in self.phrases) + ("*" if self.goes_on else "")

    def stand_in(self, texts: Sequence[str]) -> bool:
        """Tell whether all of them stand in these texts, as the index would find them there."""
        whole = _words(" | ".join(texts))
        *others, last = self.phrases
        return all(f" {phrase} " in whole for phrase in others) and f" {last}{'' if self.goes_on else ' '}" in whole


class Findings(NamedTuple):
    """Some of the hits of a query, best first. ``more``: others come behind them. ``by_age``: the words stand in so many
    rows that only the newest are ranked by where."""

    found: list[Found]
    more: bool = False
    by_age: bool = False


def query(text: str) -> str:
    """Return the FTS5 query for what a person typed, "" when there is no word in it: every word must occur, what is
    joined by signs (2167/ubnd) stands side by side, and the last word may go on once it has two letters."""
    wanted = _begun(text)
    return wanted.match if wanted.phrases else ""


def match(db: Database, text: str) -> str:
    """Return the query to narrow a list by: in a large office the last word goes on only when it is none by itself."""
    begun = _begun(text)
    if not begun.phrases or _newest_ids(db)["letter"] <= _LARGE:
        return query(text)
    whole = begun._replace(goes_on=False).match
    there = db.one("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (whole,))
    return begun.match if there is None else whole


def find(db: Database, text: str, limit: int, skip: int = 0) -> Findings:
    """Return the rows for a query at the places from ``skip`` on, best first: those with every word in the number come
    before those with every word in the heads, and newer before older. In a large office whole words are looked for
    first; that the last one may go on counts only when they are few, since collecting every word that begins so takes
    longer there."""
    begun, newest, deep = _begun(text), _newest_ids(db), skip + limit + 1
    if not begun.phrases:
        return Findings([])
    large = begun.goes_on and newest["letter"] > _LARGE
    found = _ranked(db, begun._replace(goes_on=False) if large else begun, deep, newest)
    if large and len(found) < _ENOUGH and not any(hit.rank < _IN_HEADS for hit in found):
        found = _ranked(db, begun, deep, newest)
    shown = sorted(_seen(db, found), key=lambda hit: hit.rank)
    by_age = any(hit.rank >= _OLDER for hit in shown)
    return Findings(shown[skip : skip + limit], len(shown) > skip + limit, by_age)


def _begun(text: str) -> _Wanted:
    phrases = [phrase for part in fold(text).split() if (phrase := " ".join(_WORD.findall(part)))]
    return _Wanted(phrases, bool(phrases) and len(phrases[-1].split(" ")[-1]) >= _PREFIX_FROM)


@lru_cache(maxsize=2048)
def _words(text: str) -> str:
    """The words of a text, a blank around each. Kept while somebody types: each letter more finds the same rows again."""
    return f" {' '.join(_WORD_OR_BAR.findall(fold(text)))} "


def _newest_ids(db: Database) -> dict[Noun, int]:
    row = db.one("SELECT " + ", ".join(f"(SELECT max(id) FROM main.{noun})" for noun in KINDS))
    return dict(zip(KINDS, (int(newest or 0) for newest in row or ()), strict=True))


def _ranked(db: Database, wanted: _Wanted, deep: int, newest: Mapping[Noun, int]) -> list[Found]:
    """The newest matches of every kind, at least ``deep`` of each that has so many. A ``rank`` is what the match is
    worth and, behind the point, how old the row is of its kind."""
    hits = []
    for noun, ids in _newest(db, wanted.match, max(deep, RANKED + 1), newest).items():
        worth, last = _worth(db, noun, wanted, ids[:RANKED]), newest[noun]
        hits += [Found(noun, row_id, worth.get(row_id, _OLDER) + (last - row_id) / (last + 1)) for row_id in ids]
    return hits


def _newest(db: Database, match: str, most: int, newest: Mapping[Noun, int]) -> dict[Noun, list[int]]:
    """The newest ``most`` matches of each kind. Of rare words one look-up brings them all."""
    found: dict[Noun, list[int]] = {}
    for noun in reversed(KINDS):
        first, last = keys(noun)
        rows = _rows(db, match, last, most) if newest[noun] else []
        found[noun] = [row - first for row in rows if row >= first]
        if newest[noun] and len(rows) < most:  # all that kinds before this one have, too
            for other in KINDS[: KINDS.index(noun)]:
                first, last = keys(other)
                found[other] = [row - first for row in rows if first <= row <= last]
            break
    return found


def _rows(db: Database, match: str, last: int, most: int) -> list[int]:
    return db.column(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?", (match, last, most)
    )


def _worth(db: Database, noun: Noun, wanted: _Wanted, ids: Sequence[int]) -> dict[int, int]:
    """What each of these rows is worth. The index knows it, too, but walks on to the next row that has the words there,
    however far away: these few are looked at instead."""
    heads = f"SELECT row_id, code, title FROM search_{noun} WHERE row_id IN ({gaps(len(ids))})"
    return {row["row_id"]: _worth_of(wanted, row["code"], row["title"]) for row in db.all(heads, ids)}


def _worth_of(wanted: _Wanted, code: str, title: str) -> int:
    if not wanted.stand_in((code, title)):
        return _ANYWHERE
    return _IN_NUMBER if wanted.stand_in((code,)) else _IN_HEADS


def _seen(db: Database, found: list[Found]) -> list[Found]:
    """Leave out what this connection may not see."""
    if not restrictions.is_covered(db):
        return found
    hidden = {noun: restrictions.hidden(db, noun, [hit.row_id for hit in found if hit.noun == noun]) for noun in KINDS}
    return [hit for hit in found if hit.row_id not in hidden[hit.noun]]
