"""What the screen Chỉ đạo shows of one letter, fetched off the UI thread, and its actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.assignments import Assignment, Proposal
from desktop.core.due_days import DueOptions
from desktop.core.filters import LetterFilter
from desktop.core.records import Letter, Person, Unit
from desktop.core.words import tr
from desktop.services import directives, letters, people
from desktop.ui.actions import ActionSpec
from desktop.ui.labels import letter_name
from desktop.ui.letter_bundle import scan_of

if TYPE_CHECKING:
    from desktop.services.office import Office

MOST_LISTED = 200
SPECS = (
    ActionSpec("directives.give", tr("Giao việc"), tr("Giao mọi việc đã đánh dấu"), ("Ctrl+Return",), "task", "send"),
    ActionSpec("directives.previous", tr("Văn bản trước"), tr("Văn bản chưa giao ở trước"), ("Alt+Up",), "task", "up"),
    ActionSpec("directives.next", tr("Văn bản sau"), tr("Văn bản chưa giao kế tiếp"), ("Alt+Down",), "task", "down"),
    ActionSpec("directives.add", tr("Thêm việc"), tr("Thêm một việc giao theo cả văn bản"), ("Ctrl+N",), "task", "add"),
    ActionSpec(
        "directives.next_lead",
        tr("Ô Chủ trì kế tiếp"),
        tr("Tới ô Chủ trì còn trống kế tiếp"),
        ("F8",),
        "task",
        "person",
    ),
    ActionSpec(
        "directives.details",
        tr("Chi tiết…"),
        tr("Ghi phần việc của từng người phối hợp, giờ, kỳ lặp lại của việc đang chọn"),
        ("F4",),
        "task",
        "edit",
    ),
    ActionSpec("directives.letter", tr("Xem trong sổ"), tr("Mở văn bản này trong sổ"), ("Ctrl+L",), "task", "register"),
)


@dataclass(frozen=True)
class Sheet:
    """A letter with what is proposed for it; ``whole``: to give it as one task."""

    letter: Letter
    file: Path | None
    rotations: tuple[int, ...]
    proposals: list[Proposal]
    people: list[Person]
    units: list[Unit]
    today: date
    whole: tuple[Assignment, DueOptions | None]


def load(office: Office, letter_id: int) -> Sheet:
    """Fetch a letter with what is proposed for it."""
    letter = letters.letter(office, letter_id)
    file, rotations = scan_of(office, letter)
    found, whole = directives.proposals(office, letter_id), directives.whole_letter(office, letter_id)
    return Sheet(letter, file, rotations, found, people.people(office), people.units(office), office.today(), whole)


def line_of(letter: Letter) -> str:
    """Name a letter in the list of letters not yet given."""
    return f"{letter.arrival_number} · {letter_name(letter)} · {letter.issuer} · {letter.subject}"


def unassigned(office: Office) -> list[Letter]:
    """Return the newest letters of which nothing has been given."""
    return letters.page(office, letters.listing(office, LetterFilter(only="unassigned")), 0, MOST_LISTED)
