"""What a returned weekly sheet proposes: one item a task, which a person confirms or changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from desktop.core.calendar import Week
from desktop.core.readings import Box
from desktop.core.records import Person, Scan, Task
from desktop.core.words import Text

if TYPE_CHECKING:
    from desktop.core.returned import Mark

#: What is recorded for a task: the marks, and ``skip`` for nothing at all (not even the writing).
Choice = Literal["done", "doing", "stuck", "none", "unclear", "skip"]
#: An item of a scan: its page and task id (``NOTES`` for what stands in part III).
Key = tuple[int, int]
NOTES = 0


@dataclass(frozen=True)
class ItemProposal:
    """A task on a sheet: ``box`` as read, ``choice`` as proposed (``unclear``: a person must choose). ``boxes`` and
    ``writing`` are places on the upright page ``page`` of the scan; ``picture`` is the writing as PNG, empty when none.
    ``note`` says what else one should know."""

    task: Task
    box: Mark
    choice: Choice
    confidence: float
    page: int
    boxes: Box
    writing: Box | None = None
    picture: bytes = b""
    note: Text | None = None

    @property
    def key(self) -> Key:
        return self.page, self.task.id


@dataclass(frozen=True)
class NotesProposal:
    """What a person wrote into part III (difficulties, proposals): kept as a picture unless ``keep`` is False."""

    page: int
    place: Box
    picture: bytes = b""
    keep: bool = True
    note: Text | None = None

    @property
    def key(self) -> Key:
        return self.page, NOTES


@dataclass(frozen=True)
class SheetProposal:
    """One person's sheet of a week: ``pages`` of the scan that hold it. ``on``: the day for which done work is recorded.
    ``usable`` is False for a sheet from which nothing can be recorded (another office's, nobody's)."""

    person: Person | None
    week: Week
    pages: tuple[int, ...]
    on: date
    items: tuple[ItemProposal, ...]
    problems: tuple[Text, ...] = ()
    usable: bool = True
    notes: tuple[NotesProposal, ...] = ()


@dataclass(frozen=True)
class ReturnedScan:
    """All that a scan of sheets proposes. ``strange``: pages that are no sheets; ``problems``: what is told of them."""

    scan: Scan
    sheets: tuple[SheetProposal, ...]
    strange: tuple[int, ...] = ()
    problems: tuple[Text, ...] = ()

    @property
    def items(self) -> list[ItemProposal]:
        return [item for sheet in self.sheets if sheet.usable for item in sheet.items]

    @property
    def settled(self) -> bool:
        """Tell whether what the sheets say has been recorded."""
        return self.scan.settled or (self.scan.kind == "letter" and not self.scan.sheets_waiting)

    @property
    def undecided(self) -> list[ItemProposal]:
        """The items for which a person must choose."""
        return [item for item in self.items if item.choice == "unclear"]
