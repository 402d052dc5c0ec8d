"""Rows as the JSON that the command line promises."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.cli.ids import show
from desktop.core.assignments import unclear
from desktop.core.readings_json import deadline_to_json, recurrence_to_json
from desktop.core.records import (
    Directive,
    Extension,
    HistoryEntry,
    Letter,
    Person,
    ReferenceRow,
    Scan,
    SearchHit,
    Task,
    Unit,
)

Json = dict[str, Any]
_HIT_KINDS = {"letter": "L", "directive": "D", "task": "T", "outgoing": "O"}


def day(value: date | None) -> str | None:
    """Return an ISO day."""
    return value.isoformat() if value else None


def scan(row: Scan) -> Json:
    return {
        "scan": show("S", row.id),
        "file": row.file,
        "sha256": row.sha256,
        "state": row.state,
        "kind": row.kind,
        "duplicate_of": show("S", row.duplicate_of),
        "letters": row.letter_count,
        "registered": row.registered_count,
        "pages": row.pages,
        "reason": row.reason or None,
        "received_at": row.received_at.isoformat(timespec="seconds"),
    }


def registered(row: Letter) -> Json:
    return {
        "scan": show("S", row.scan_id),
        "letter": show("L", row.id),
        "book": row.book,
        "year": row.year,
        "arrival_number": row.arrival_number,
        "arrived_on": day(row.arrived_on),
        "incomplete": list(row.incomplete),
    }


def letter(row: Letter) -> Json:
    return {
        "letter": show("L", row.id),
        "uid": row.uid,
        "book": row.book,
        "year": row.year,
        "arrival_number": row.arrival_number,
        "arrived_on": day(row.arrived_on),
        "issuer": row.issuer or None,
        "number": row.number or None,
        "symbol": row.symbol or None,
        "issued_on": row.issued_on or None,
        "type": row.type or None,
        "subject": row.subject or None,
        "state": row.state,
        "void_reason": row.void_reason or None,
        "incomplete": list(row.incomplete),
        "scan": show("S", row.scan_id),
    }


def reference(row: ReferenceRow) -> Json:
    names = ("type", "number", "symbol", "issued_on", "issuer", "raw", "page")
    return {name: getattr(row, name) or None for name in names} | {
        "box": list(row.box) if row.box else None,
        "letter": show("L", row.target_letter_id),
    }


def directive(row: Directive) -> Json:
    return {
        "directive": show("D", row.id),
        "path": row.path,
        "parent": row.parent,
        "marker": row.marker,
        "kind": row.kind,
        "text": row.text,
        "addressees": list(row.addressees),
        "lead": list(row.lead),
        "coordinate": list(row.coordinate),
        "deadline": deadline_to_json(row.deadline),
        "recurrence": recurrence_to_json(row.recurrence),
        "concerns_commune": row.concerns_commune,
        "page": row.page,
        "box": list(row.box) if row.box else None,
        "tasks": [show("T", task_id) for task_id in row.task_ids],
    }


def unit(row: Unit) -> Json:
    return {"unit": show("U", row.id), "uid": row.uid, "name": row.name, "short_name": row.short_name or None}


def task(row: Task) -> Json:
    return {
        "task": show("T", row.id),
        "uid": row.uid,
        "title": row.title,
        "status": row.status,
        "due_on": day(row.due_on),
        "due_time": row.due_time or None,
        "days_late": row.days_late,
        "lead": row.lead,
        "lead_id": show("P", row.lead_id),
        "lead_unit_id": show("U", row.lead_unit_id),
        "answers": row.answers,
        "partners": list(row.partners),
        "product": row.product or None,
        "letter": show("L", row.letter_id),
        "directive": show("D", row.directive_id),
        "assigned_on": day(row.assigned_on),
        "done_on": day(row.done_on),
        "reply": row.reply or None,
        "last_note": row.last_note or None,
        "partner_parts": list(row.partner_parts),
        "recurrence": recurrence_to_json(row.recurrence),
        "first_due_on": day(row.first_due_on),
        "extension": extension(row.extension),
        "unclear": list(unclear(row)),
    }


def extension(row: Extension | None) -> Json | None:
    if row is None:
        return None
    days = {"old_due": day(row.old_due), "new_due": day(row.new_due), "offered": day(row.answer_due)}
    return {"state": row.state, **days, "reason": row.reason, "asked_by": row.asked_by or None}


def person(row: Person) -> Json:
    return {
        "person": show("P", row.id),
        "uid": row.uid,
        "name": row.name,
        "title": row.title,
        "unit": row.unit,
        "role": row.role,
        "active": row.active,
    }


def hit(row: SearchHit) -> Json:
    return {
        "kind": row.kind,
        "id": show(_HIT_KINDS[row.kind], row.id),
        "letter": show("L", row.letter_id),
        "title": row.title,
        "snippet": row.snippet,
    }


def history(row: HistoryEntry) -> Json:
    return {
        "at": row.at.isoformat(timespec="seconds"),
        "who": row.who,
        "action": row.action,
        "noun": row.noun,
        "detail": row.detail,
    }
