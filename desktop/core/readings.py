"""A reading: what was read from one scan. The values here are those of the public JSON, typed.

A box is a fraction of its page (0-1, origin top left). A confidence is 0-1 and means a share of outcomes: of all
fields at 0.9, nine in ten are right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from desktop.core.returned import Returned

System = Literal["state", "party", "council", "front", "other"]
Concern = Literal["yes", "maybe", "no"]
Kind = Literal["container", "dated", "recurring", "urgent", "standing", "target", "note", "closing"]
TextSource = Literal["embedded", "ocr", "mixed", "none"]

FIELD_NAMES = (
    "system",
    "parent_issuer",
    "issuer",
    "number",
    "symbol",
    "issued_on",
    "place",
    "type",
    "subject",
    "addressees",
    "signing_authority",
    "signer_title",
    "signer",
    "recipients",
    "urgency",
    "secrecy",
)
LIST_FIELDS = frozenset({"addressees", "recipients"})


class Box(NamedTuple):
    """A rectangle as fractions of its page: left, top, right, bottom, each 0-1."""

    x0: float
    y0: float
    x1: float
    y1: float


class PageWord(NamedTuple):
    """One word as it stands on the page that is shown upright."""

    text: str
    box: Box


PageLine = tuple[PageWord, ...]
#: The lines of one page in reading order.
PageWords = tuple[PageLine, ...]
FieldValue = str | list[str] | None


@dataclass(frozen=True)
class FieldReading:
    """One field as read: ``value`` is None when absent or unreadable; ``needs='typing'`` when a person must type it."""

    value: FieldValue
    confidence: float
    page: int | None = None
    box: Box | None = None
    needs: Literal["typing"] | None = None


@dataclass(frozen=True)
class Reference:
    """A numbered document cited by the letter: ``symbol`` without the number; ``issued_on`` ISO, possibly partial."""

    type: str | None
    number: str
    symbol: str | None
    issued_on: str | None
    issuer: str | None
    raw: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Deadline:
    """A time limit as written. ``due_on`` is the strict day (ISO), ``working_due_on`` the last working day up to it;
    both None where an anchor outside the letter is needed (``anchor`` says which, ``offset_days`` how far)."""

    expression: str
    rule: str
    due_on: str | None = None
    working_due_on: str | None = None
    stated_on: str | None = None
    time: str | None = None
    anchor: str | None = None
    offset_days: int | None = None


@dataclass(frozen=True)
class Recurrence:
    """A period as written: ``every`` is week, month, quarter, half or year; ``also`` further periods; ``day`` a day in it."""

    expression: str
    every: str
    also: tuple[str, ...] = ()
    day: str | None = None


@dataclass(frozen=True)
class DirectiveReading:
    """One directive of a letter: a paragraph with its place in the tree (``path``), who must act and by when."""

    path: str
    parent: str | None
    marker: str
    kind: Kind
    text: str
    addressees: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    deadline: Deadline | None = None
    deadlines: tuple[Deadline, ...] = ()
    recurrence: Recurrence | None = None
    concerns_commune: Concern = "maybe"
    heading: str | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class LetterReading:
    """One letter inside a scan: its pages (1-based, inclusive), fields by name, references and directives."""

    first_page: int
    last_page: int
    fields: dict[str, FieldReading]
    references: tuple[Reference, ...] = ()
    directives: tuple[DirectiveReading, ...] = ()

    def text(self, name: str) -> str | None:
        """Return the value of a text field, None when it was not read."""
        value = self.fields[name].value if name in self.fields else None
        return value if isinstance(value, str) else None

    def items(self, name: str) -> list[str]:
        """Return the items of a list field (addressees, recipients), empty when it was not read."""
        value = self.fields[name].value if name in self.fields else None
        return list(value) if isinstance(value, list) else []


@dataclass(frozen=True)
class Reading:
    """The reading of one file. ``complete`` is False while only the head has been read.

    ``page_texts`` (one text a page, for full-text search) and ``page_words`` (where they stand) are not part of the
    public JSON; the database keeps the words apart and gives a reading back without them.
    """

    file: str
    sha256: str
    pages: int
    text_source: TextSource
    letters: tuple[LetterReading, ...]
    complete: bool = True
    page_texts: tuple[str, ...] = field(default=(), repr=False)
    rotations: tuple[int, ...] = ()
    returned: Returned | None = None
    page_words: tuple[PageWords, ...] = field(default=(), repr=False)
