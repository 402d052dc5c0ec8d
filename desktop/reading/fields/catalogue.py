"""What the program knows of names before it reads: kinds of documents, bodies, places, titles, syllables of names.

The office's own lists (issuers it has registered) may be given as well. A catalogue mends what OCR nearly read; it never
changes a word that reads as another known word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

import resources
from desktop.core.text import fold, nfc
from desktop.reading.fields.alike import plain


@dataclass(frozen=True)
class DocumentType:
    """A kind of document: full name (``Thông báo``) and the codes it has in symbols (``TB``)."""

    name: str
    codes: tuple[str, ...]
    systems: tuple[str, ...]


class KnownIssuer(NamedTuple):
    """An issuer as the clerk of this office typed it, and the body above it ("" for none)."""

    name: str
    parent: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Known names. ``bodies`` and the like are lower case with accents; ``office_issuers`` as the clerk typed them."""

    types: tuple[DocumentType, ...]
    starters: frozenset[str]
    open_rows: frozenset[str]
    ranks: frozenset[str]
    bodies: tuple[str, ...]
    titles: tuple[str, ...]
    authorities: tuple[str, ...]
    places: tuple[str, ...]
    family_names: frozenset[str]
    given_names: frozenset[str]
    family_order: tuple[str, ...] = ()
    office_issuers: tuple[KnownIssuer, ...] = ()

    @cached_property
    def folded_names(self) -> dict[str, str]:
        """Bodies and places with their folded forms."""
        return {name: plain(name) for name in (*self.bodies, *self.places)}

    @cached_property
    def folded_places(self) -> dict[str, str]:
        """Provinces with their folded forms."""
        return {name: plain(name) for name in self.places}

    @cached_property
    def tight_titles(self) -> dict[str, str]:
        """Titles and authorities with their folded forms, blanks left out."""
        return {name: plain(name).replace(" ", "") for name in (*self.titles, *self.authorities)}

    @cached_property
    def family_by_fold(self) -> dict[str, list[str]]:
        """Family names by their folded form."""
        return folded_index(sorted(self.family_names))

    @cached_property
    def syllables_by_fold(self) -> dict[str, list[str]]:
        """All syllables of names by their folded form."""
        return folded_index(sorted(self.family_names | self.given_names))

    def with_issuers(self, issuers: Iterable[Sequence[str]]) -> Catalogue:
        """Return the catalogue with the issuers that an office has learned: (name, name of the body above it) each."""
        known = tuple(KnownIssuer(nfc(name), nfc(parent)) for name, parent in issuers)
        return replace(self, office_issuers=known) if known else self

    def type_named(self, text: str, least: float = 86) -> DocumentType | None:
        """Return the kind of document that ``text`` names, accents and a letter or two forgiven."""
        want = plain(text)
        if not 5 <= len(want.replace(" ", "")) <= 26:
            return None
        names = {kind.name: plain(kind.name) for kind in self.types}
        exact = [kind for kind in self.types if names[kind.name] == want]
        if exact:
            return exact[0]
        tight = {name: folded.replace(" ", "") for name, folded in names.items()}
        hit = process.extractOne(want.replace(" ", ""), tight, scorer=fuzz.ratio, score_cutoff=least)
        return next((kind for kind in self.types if hit and kind.name == hit[2]), None)

    def type_of_code(self, code: str) -> DocumentType | None:
        """Return the kind of document with a code (``TB`` → Thông báo), exactly."""
        return next((kind for kind in self.types if code in kind.codes), None)

    def is_type_code(self, code: str) -> bool:
        """Tell whether a part of a symbol is the code of a kind of document."""
        return self.type_of_code(code) is not None


@cache
def shipped() -> Catalogue:
    """Return the catalogue that the program ships with."""
    types, issuers, places, people = (_toml(n) for n in ("document_types", "issuers", "places", "people_names"))
    return Catalogue(
        types=tuple(DocumentType(t["name"], tuple(t["codes"]), tuple(t["systems"])) for t in types["type"]),
        starters=frozenset(map(plain, issuers["starters"])),
        open_rows=frozenset(map(plain, issuers["open"])),
        ranks=frozenset(map(plain, issuers["places"])),
        bodies=tuple(map(nfc, issuers["bodies"])),
        titles=tuple(map(nfc, issuers["titles"])),
        authorities=tuple(map(nfc, issuers["authorities"])),
        places=tuple(map(nfc, places["today"] + places["before"])),
        family_names=_syllables(people["family"]),
        given_names=_syllables(people["given"]),
        family_order=tuple(nfc(people["family"]).casefold().split()),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path(f"{name}.toml").read_text(encoding="utf-8"))


def _syllables(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in nfc(text).split())


def folded_index(words: Iterable[str]) -> dict[str, list[str]]:
    """Return words by their folded form."""
    index: dict[str, list[str]] = {}
    for word in words:
        index.setdefault(fold(word), []).append(word)
    return index
