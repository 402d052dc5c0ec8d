"""Closing the work that a voided letter brought."""

from __future__ import annotations

from db import tasks
from desktop.core.words import tr
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


def close_as_void(office: Office, letter_id: int, reason: str) -> None:
    """Close a letter's open tasks as void, inside a write block; what was done stays done."""
    for task_id in tasks.open_of_letter(office.db, letter_id):
        tasks.change(office.db, task_id, {"state": "void"})
        note = in_vietnamese(tr("Văn bản đã hủy: {reason}", reason=reason))
        tasks.add_progress(office.db, task_id, note, "void", office.actor, office.now())
        office.log("void", "task", task_id, reason=reason, letter=letter_id)
