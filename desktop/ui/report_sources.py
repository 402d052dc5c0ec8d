"""From a report back to the rows it was made of: each form names the list of the window that shows the same."""

from __future__ import annotations

from desktop.core.calendar import Week
from desktop.services.printing import PrintRequest
from desktop.ui.context import UiContext

_TASKS = {"overdue": "overdue", "week-plan": "open", "statistics": "open", "report-upward": "open"}
_REGISTER = {"unanswered": "unanswered", "void-list": "void"}
_WEEKLY = frozenset({"weekly-sheets", "weekly-summary", "week-plan"})


def open_source(context: UiContext, request: PrintRequest, this_week: Week) -> None:
    """Show the letter, the tasks or the letters that ``request`` prints."""
    if request.letter_id:
        context.open_letter(request.letter_id)
    elif request.report in _WEEKLY and request.week is not None:
        ahead = (request.week.monday - this_week.monday).days // 7
        person = {"person": request.person_id} if request.person_id else {}
        context.open_narrowed("tasks", {"week": ahead, "unit": request.unit_id, **person})
    elif request.report in _TASKS:
        context.open_narrowed("tasks", {"chip": _TASKS[request.report], "unit": request.unit_id})
    else:
        chip = _REGISTER.get(request.report, "")
        year = request.first.year if request.first else "now"
        issuer = {"issuer": request.issuer} if request.issuer and not chip else {}
        context.open_narrowed("register", {"chip": chip, "year": None if chip else year, **issuer})
