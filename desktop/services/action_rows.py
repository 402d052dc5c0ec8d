"""What a letter's action sheet is printed from: its chain, directives, opinions, and tasks with their logs."""

from __future__ import annotations

from desktop.core.errors import RuleError
from desktop.core.filters import TaskFilter
from desktop.core.records import Letter
from desktop.core.words import tr
from desktop.reports.action_sheet import ActionSheet, Link, action_sheets
from desktop.reports.furniture import Imprint
from desktop.reports.output import Watch
from desktop.services import chains, directives, letters, tasks
from desktop.services.office import Office


def action_sheet(office: Office, chosen: list[Letter], watch: Watch) -> bytes:
    """Return the action sheets of letters as PDF; RuleError when none is chosen."""
    if not chosen:
        raise RuleError(
            "no-letter", tr("Chưa chọn văn bản để in phiếu theo dõi."), tr("Hãy chọn một văn bản trong sổ.")
        )
    watch.total = len(chosen)
    return action_sheets(Imprint(office.info, office.today()), [_sheet(office, letter) for letter in chosen], watch)


def _sheet(office: Office, letter: Letter) -> ActionSheet:
    steps = chains.of_letter(office, letter.id)
    chain = tuple(Link(step.depth, step.letter, step.reference, step.reply) for step in steps if step.task is None)
    given = sorted(tasks.tasks(office, TaskFilter(letter_id=letter.id)), key=lambda task: task.id)
    return ActionSheet(
        letter,
        chain,
        tuple(letters.instructions(office, letter.id)),
        tuple(directives.of_letter(office, letter.id)),
        tuple(tasks.task(office, task.id) for task in given),
    )
