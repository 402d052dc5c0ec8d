"""What a made-up letter says: issuer, number, subject, what it cites and asks, put together from shipped words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

import resources
from desktop.core.names import show_date
from desktop.core.readings import Deadline, DirectiveReading, Reference

_CITES = 0.35
_URGENT = 0.06
_INCOMPLETE = 0.015
_ASKS = 0.2
_SAYS = 0.15
_REMEMBERED = 400


class Cited(NamedTuple):
    """A letter that later ones may cite."""

    letter_id: int
    number: str
    symbol: str
    issued_on: str
    type: str
    short: str


@dataclass(frozen=True)
class MadeLetter:
    """One letter: the register's values, its citations with the rows they mean, its directives, the last day of the
    one that asks the commune for something, and what work it makes."""

    values: dict[str, str | list[str]]
    references: list[tuple[Reference, int]]
    directives: list[DirectiveReading]
    due_on: date | None
    matter: str


@dataclass
class Writer:
    """Makes letters one after the other; the same ``rng`` seed makes the same letters."""

    rng: Random
    _numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _recent: list[Cited] = field(default_factory=list)

    def letter(self, letter_id: int, arrived_on: date) -> MadeLetter:
        """Return the next letter; ``letter_id`` is the row it will have, so that later ones can cite it."""
        issuer = self._one_of("issuer")
        kind = self._one_of("type")
        issued = arrived_on - timedelta(days=self.rng.randrange(7))
        act, matter = self._pick("acts"), self._pick("matters")
        number, symbol = self._number(issuer, kind, issued)
        values = self._values(issuer, kind, issued, number, symbol, act, matter)
        references = self._references()
        directives, due = self._directives(issuer, arrived_on, act, matter)
        self._remember(Cited(letter_id, number, symbol, issued.isoformat(), kind["name"], issuer["short"]))
        return MadeLetter(values, references, directives, due, matter)

    def _values(
        self,
        issuer: dict[str, Any],
        kind: dict[str, Any],
        issued: date,
        number: str,
        symbol: str,
        act: str,
        matter: str,
    ) -> dict[str, str | list[str]]:
        scope, time = self._pick("scopes"), self._pick("times")
        time = time.format(y=issued.year, z=issued.year + 5, q=(issued.month + 2) // 3, m=issued.month)
        whole = self.rng.random() >= _INCOMPLETE
        return {
            "system": issuer.get("system", "state"),
            "parent_issuer": issuer.get("parent", ""),
            "issuer": issuer["name"],
            "number": number if whole else "",
            "symbol": symbol,
            "issued_on": issued.isoformat(),
            "place": "Hòa Dương",
            "type": kind["name"],
            "subject": " ".join(part for part in (act, matter, scope, time) if part),
            "addressees": self._pick("addressees"),
            "recipients": _words()["recipients"],
            "signer_title": self.rng.choice(issuer["title"]),
            "signer": self.rng.choice(issuer["signer"]),
            "urgency": self._pick("urgency") if self.rng.random() < _URGENT else "",
        }

    def _number(self, issuer: dict[str, Any], kind: dict[str, Any], issued: date) -> tuple[str, str]:
        key = (id(issuer), issued.year)
        self._numbers[key] = self._numbers.get(key, 0) + self.rng.randrange(1, 8)
        symbol = self.rng.choice(issuer["symbols"])
        if kind.get("code"):
            symbol = f"{kind['code']}-{symbol.split('-')[0]}"
        return str(self._numbers[key]), symbol

    def _references(self) -> list[tuple[Reference, int]]:
        if not self._recent or self.rng.random() >= _CITES:
            return []
        cited = self._recent[int(len(self._recent) * self.rng.random() ** 2)]
        day = show_date(date.fromisoformat(cited.issued_on))
        raw = f"{cited.type} số {cited.number}/{cited.symbol} ngày {day} của {cited.short}"
        found = Reference(cited.type, cited.number, cited.symbol, cited.issued_on, cited.short, raw)
        return [(found, cited.letter_id)]

    def _remember(self, letter: Cited) -> None:
        if letter.number:
            self._recent.insert(0, letter)
            del self._recent[_REMEMBERED:]

    def _directives(
        self, issuer: dict[str, Any], arrived_on: date, act: str, matter: str
    ) -> tuple[list[DirectiveReading], date | None]:
        chance = self.rng.random()
        if chance < _ASKS:
            due = _working(arrived_on + timedelta(days=self.rng.randrange(5, 26)))
            said = self._said("directives", issuer, act, matter, due)
            return [self._asking(said, due), self._standing("2", issuer, matter)], due
        if chance < _ASKS + _SAYS:
            return [self._standing("1", issuer, matter)], None
        return [], None

    def _asking(self, text: str, due: date) -> DirectiveReading:
        written = text[text.rfind("ngày") :]
        deadline = Deadline(written, "before_date", due.isoformat(), due.isoformat())
        return DirectiveReading(
            "1", None, "1.", "dated", text, ("UBND các xã, phường",), deadline=deadline, concerns_commune="yes"
        )

    def _standing(self, path: str, issuer: dict[str, Any], matter: str) -> DirectiveReading:
        text = self._said("standing", issuer, self._pick("acts"), matter, None)
        return DirectiveReading(path, None, f"{path}.", "standing", text, concerns_commune="maybe")

    def _said(self, table: str, issuer: dict[str, Any], act: str, matter: str, due: date | None) -> str:
        said: str = self._pick(table).format(act=act, matter=matter, short=issuer["short"], due=show_date(due))
        return said

    def _pick(self, name: str) -> Any:
        words = _words()[name]
        return words[int(self.rng.random() * len(words))]

    def _one_of(self, name: str) -> dict[str, Any]:
        entries, weights = _weighted(name)
        return self.rng.choices(entries, cum_weights=weights)[0]


def word(name: str) -> Any:
    """Return a text or a list of the words made for other parts: ``products``, ``notes``, ``done`` …"""
    return _words()[name]


def _working(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(resources.path("letters", "many.toml").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = _content()["words"]
    return words


@cache
def _weighted(name: str) -> tuple[list[dict[str, Any]], list[int]]:
    entries: list[dict[str, Any]] = _content()[name]
    sums, total = [], 0
    for entry in entries:
        total += entry["weight"]
        sums.append(total)
    return entries, sums
