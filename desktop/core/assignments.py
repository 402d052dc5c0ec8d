"""Giving work: an assignment before it is a task, what it lacks of the "5 rõ", and what a directive proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.core.due_days import DueOptions
from desktop.core.readings import Recurrence
from desktop.core.records import Directive, Task

#: rõ việc, rõ người chủ trì, rõ người phối hợp, rõ hạn, rõ sản phẩm.
Clear = Literal["title", "lead", "partners", "due", "product"]
#: What a list is narrowed to: nothing, what lacks any of the five, or what lacks this one.
Lacking = Literal["", "any", "title", "lead", "partners", "due", "product"]
#: Shown with the letter, but no work of their own.
NOT_TASKS = frozenset({"container", "note", "closing"})


@dataclass(frozen=True)
class Assignment:
    """Work about to be given. ``kind`` is the directive's: dated, recurring, urgent, standing, target.

    A person leads it (``lead_id``) or a unit does (``lead_unit_id``, for which its head answers). ``partner_parts``
    says what each partner does, in the order of ``partner_ids``; ``recurrence`` makes the work come back, and then a
    missing ``due_on`` is that of the next period."""

    title: str
    lead_id: int | None = None
    partner_ids: tuple[int, ...] = ()
    due_on: date | None = None
    due_time: str = ""
    product: str = ""
    letter_id: int | None = None
    directive_id: int | None = None
    kind: str = "standing"
    partner_parts: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    lead_unit_id: int | None = None

    def without_lead(self) -> bool:
        """Tell whether neither a person nor a unit leads it yet."""
        return self.lead_id is None and self.lead_unit_id is None


@dataclass(frozen=True)
class Proposal:
    """What the program proposes for a directive: ``ticked`` when it concerns the office and is work."""

    directive: Directive
    ticked: bool
    assignment: Assignment
    options: DueOptions | None = None


def unclear(work: Assignment | Task) -> tuple[Clear, ...]:
    """Return which of the five a piece of work lacks, in their usual order ("5 rõ")."""
    lacks: dict[Clear, bool] = {
        "title": not work.title.strip(),
        "lead": not (work.lead_id or work.lead_unit_id),
        "partners": not work.partner_ids,
        "due": work.due_on is None,
        "product": not work.product.strip(),
    }
    return tuple(name for name, lacking in lacks.items() if lacking)


def is_proposed(directive: Directive) -> bool:
    """Tell whether a directive is ticked from the start: the office is charged with it, and it is work."""
    return directive.concerns_commune == "yes" and directive.kind not in NOT_TASKS
