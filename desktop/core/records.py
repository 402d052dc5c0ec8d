"""The rows an office keeps, as values. ``id`` is the integer key on this PC, ``uid`` the stable one that may travel.

Dates are ``datetime.date``, moments ``datetime.datetime`` in local time without zone; ``None`` means not known.
``issued_on`` of a letter is ISO text, since it may be partial (``2023-12``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from desktop.core.readings import Deadline, Recurrence

OfficeKind = Literal["xã", "phường", "đặc khu"]
ScanState = Literal["stored", "reading", "ready", "unreadable", "duplicate", "refused"]
LetterState = Literal["registered", "void"]
Role = Literal["chairman", "deputy", "head", "clerk", "officer"]
TaskState = Literal["open", "done", "paused", "waiting", "rework", "void"]
Status = Literal[
    "done_on_time", "done_late", "under_way", "overdue", "not_started", "no_due", "paused", "waiting", "rework", "void"
]


@dataclass(frozen=True)
class OfficeInfo:
    """The office itself: ``name`` as printed ("ỦY BAN NHÂN DÂN XÃ AN BÌNH"), ``kind`` xã, phường or đặc khu."""

    name: str
    kind: OfficeKind
    place: str
    superior: str
    uid: str = ""


@dataclass(frozen=True)
class Unit:
    """A unit of the office (Phòng Kinh tế, Văn phòng HĐND và UBND, …)."""

    id: int
    uid: str
    name: str
    short_name: str = ""
    sort: int = 0
    active: bool = True


@dataclass(frozen=True)
class Person:
    """Someone who can be given work. ``title`` as printed (Chuyên viên, Phó Chủ tịch)."""

    id: int
    uid: str
    name: str
    title: str = ""
    unit_id: int | None = None
    unit: str = ""
    role: Role = "officer"
    active: bool = True


@dataclass(frozen=True)
class Book:
    """A register book; each has its own running number a year. ``code`` is a short stable word ('den'); letters of
    ``system`` go into it unless another book is chosen."""

    id: int
    uid: str
    name: str
    code: str
    active: bool = True
    system: str = ""


@dataclass(frozen=True)
class Scan:
    """A file taken in. ``path`` is relative to the office folder (None when nothing was kept of it). ``kind``: letters,
    or weekly sheets that came back; ``settled``: what the sheets say has been confirmed; ``sheets_waiting``: sheets lie
    among its letters and are still to be confirmed."""

    id: int
    uid: str
    file: str
    sha256: str
    size: int
    pages: int
    media: str
    state: ScanState
    received_at: datetime
    path: str | None = None
    reason: str = ""
    duplicate_of: int | None = None
    progress: float = 0.0
    letter_count: int = 0
    registered_count: int = 0
    doubtful: bool = False
    title: str = ""
    kind: Literal["letter", "sheet"] = "letter"
    settled: bool = False
    sheets_waiting: bool = False

    @property
    def shows_sheets(self) -> bool:
        """Tell whether weekly sheets in it are the next thing to look at."""
        return self.state == "ready" and (self.kind == "sheet" or self.sheets_waiting)


@dataclass(frozen=True)
class Letter:
    """A registered letter: the ten columns of the register and what stands behind them. ``incomplete`` names the
    fields that still have to be typed; ``late``: it was entered late, on ``registered_on``."""

    id: int
    uid: str
    book_id: int
    book: str
    year: int
    arrival_number: int
    arrived_on: date
    system: str = "state"
    parent_issuer: str = ""
    issuer: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: str = ""
    place: str = ""
    type: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signing_authority: str = ""
    signer_title: str = ""
    signer: str = ""
    urgency: str = ""
    note: str = ""
    state: LetterState = "registered"
    void_reason: str = ""
    incomplete: tuple[str, ...] = ()
    scan_id: int | None = None
    scan_path: str | None = None
    first_page: int | None = None
    last_page: int | None = None
    handed_to: str = ""
    handed_on: date | None = None
    task_count: int = 0
    open_task_count: int = 0
    overdue_count: int = 0
    due_on: date | None = None
    late: bool = False
    registered_on: date | None = None


@dataclass(frozen=True)
class ReferenceRow:
    """A citation inside a letter, linked to the registered letter it means once that is known."""

    id: int
    letter_id: int
    type: str
    number: str
    symbol: str
    issued_on: str
    issuer: str
    raw: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    target_letter_id: int | None = None


@dataclass(frozen=True)
class Directive:
    """A directive of a registered letter, see ``readings.DirectiveReading``."""

    id: int
    uid: str
    letter_id: int
    path: str
    parent: str | None
    marker: str
    kind: str
    text: str
    addressees: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    deadline: Deadline | None = None
    recurrence: Recurrence | None = None
    concerns_commune: str = "maybe"
    heading: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    task_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Progress:
    """One line of a task's log. ``kind``: note, done, reopened, reassigned."""

    id: int
    task_id: int
    at: datetime
    note: str
    kind: str = "note"
    by: str = ""


ExtensionState = Literal["asked", "granted", "refused", "countered", "accepted", "declined", "changed"]


@dataclass(frozen=True)
class Extension:
    """Another due day asked for: ``new_due`` instead of ``old_due``. ``countered``: ``answer_due`` is offered instead.
    Only ``granted``, ``accepted`` and ``changed`` (set without being asked) have changed the task's day."""

    id: int
    task_id: int
    old_due: date | None
    new_due: date | None
    reason: str
    asked_at: datetime
    asked_by: str = ""
    state: ExtensionState = "asked"
    answer_due: date | None = None
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file kept with a task, a letter or an outgoing letter; ``path`` is relative to the office folder."""

    id: int
    name: str
    path: str
    sha256: str
    size: int
    added_at: datetime
    added_by: str = ""


@dataclass(frozen=True)
class Outgoing:
    """A letter of the office's own that answers others, as far as it is recorded here."""

    id: int
    uid: str
    number: str
    symbol: str
    issued_on: date
    type: str
    subject: str
    receiver: str = ""
    state: Literal["recorded", "void"] = "recorded"
    void_reason: str = ""
    letter_ids: tuple[int, ...] = ()
    task_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Task:
    """A piece of work given to a person, or to a unit: then ``lead`` is the unit's name, ``lead_unit_id`` is set, and
    ``lead_id`` and ``answers`` are the person who answers for it, the unit's head. ``status`` is computed for the day
    asked, never stored. ``extension`` is the one still open (asked or countered); ``first_due_on`` the due day it was
    given with, None when it never changed.
    """

    id: int
    uid: str
    title: str
    lead_id: int
    lead: str
    lead_unit: str = ""
    partners: tuple[str, ...] = ()
    partner_ids: tuple[int, ...] = ()
    product: str = ""
    due_on: date | None = None
    due_time: str = ""
    assigned_on: date | None = None
    assigned_by: str = ""
    state: TaskState = "open"
    done_on: date | None = None
    reply: str = ""
    letter_id: int | None = None
    letter: Letter | None = None
    directive_id: int | None = None
    directive_path: str = ""
    directive_text: str = ""
    kind: str = "standing"
    status: Status = "no_due"
    days_late: int = 0
    last_note: str = ""
    progress: tuple[Progress, ...] = ()
    partner_parts: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    period_on: date | None = None
    previous_id: int | None = None
    reply_id: int | None = None
    extension: Extension | None = None
    first_due_on: date | None = None
    lead_unit_id: int | None = None
    answers: str = ""


@dataclass(frozen=True)
class Transfer:
    """A letter handed over to a person or unit (columns 7-9 of the register)."""

    id: int
    letter_id: int
    to_name: str
    on: date
    person_id: int | None = None
    unit_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Instruction:
    """A leader's opinion on a letter (ý kiến chỉ đạo, bút phê)."""

    id: int
    letter_id: int
    by: str
    text: str
    on: date
    person_id: int | None = None


@dataclass(frozen=True)
class HistoryEntry:
    """One line of the audit log: who did what to which row, and what changed."""

    at: datetime
    who: str
    action: str
    noun: str
    row_id: int
    detail: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchHit:
    """A found row: ``kind`` is letter, directive, task or outgoing; ``snippet`` marks the hit words with « and »."""

    kind: Literal["letter", "directive", "task", "outgoing"]
    id: int
    letter_id: int | None
    title: str
    snippet: str
    rank: float = 0.0
