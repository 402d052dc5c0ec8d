"""What the forms of work are printed from: weekly sheets, plan, lists, figures; and who makes which form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.core.calendar import Week
from desktop.core.filters import TaskFilter
from desktop.core.records import Person
from desktop.core.weekly import WeeklySheet
from desktop.reports import overdue as overdue_form
from desktop.reports import report_upward as upward_form
from desktop.reports import statistics as statistics_form
from desktop.reports import week_plan as plan_form
from desktop.reports import weekly_sheets as sheet_form
from desktop.reports import weekly_summary as summary_form
from desktop.reports.output import Watch
from desktop.services import people as people_service
from desktop.services import printed_before, returned_sheets
from desktop.services import printing_letters as of_letters
from desktop.services import tasks as task_service
from desktop.services.office import Office
from desktop.services.printing_wish import Wish, imprint, letters_of, narrowed, tasks_given, unit_name

Maker = Callable[[Office, Wish, str, Watch], bytes]


def weekly_sheets(office: Office, wish: Wish, _ending: str, watch: Watch) -> bytes:
    """The sheets of a week, one a person (of a unit, or of one person), then the summary for the chairman."""
    every = task_service.weekly(office, wish.week)
    sheets = _sheets(office, wish, every)
    after = summary_form.summary_pages(imprint(office), _summary(office, wish, every)) if _whole(wish) else ()
    if wish.new_only:
        sheets = printed_before.new_sheets(office, wish.week, sheets)
    watch.total = len(sheets)
    return sheet_form.weekly_sheets(imprint(office), sheets, after, watch)


def weekly_summary(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The summary for the chairman alone."""
    summary = _summary(office, wish, _sheets(office, wish, task_service.weekly(office, wish.week)))
    watch.step()
    if ending == "xlsx":
        return summary_form.weekly_summary_workbook(imprint(office), summary)
    if ending == "docx":
        return summary_form.weekly_summary_document(imprint(office), summary)
    return summary_form.weekly_summary(imprint(office), summary)


def week_plan(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The plan table of a week: what is due in it, what is late, and what has no day."""
    before = wish.week.shift(-1)
    sheets = _sheets(office, replace(wish, week=before), task_service.weekly(office, before))
    late = [task for sheet in sheets for task in sheet.results if task.state not in ("done", "void")]
    coming = [task for sheet in sheets for task in sheet.plan if task.due_on is None or task.due_on in wish.week]
    found = list({task.id: task for task in (*late, *coming)}.values())
    watch.total = len(found)
    plan = plan_form.Plan(wish.week, found, unit_name(office, wish))
    if ending == "xlsx":
        return plan_form.week_plan_workbook(imprint(office), plan)
    if ending == "docx":
        return plan_form.week_plan_document(imprint(office), plan)
    return plan_form.week_plan(imprint(office), plan, watch)


def overdue(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Everything that is late today: of the office, a unit or a person, of all issuers or one."""
    found = narrowed(task_service.tasks(office, TaskFilter(open_only=True)), office, wish)
    late = overdue_form.Late(found, office.today())
    watch.step()
    if ending == "xlsx":
        return overdue_form.overdue_workbook(imprint(office), late)
    return overdue_form.overdue(imprint(office), late)


def statistics(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Figures of the letters and tasks of a period."""
    figures = statistics_form.Figures(letters_of(office, wish), tasks_given(office, wish), wish.first, wish.last)
    watch.step()
    if ending == "xlsx":
        return statistics_form.statistics_workbook(imprint(office), figures)
    return statistics_form.statistics(imprint(office), figures)


def report_upward(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """What superior bodies, or the one that is named, asked in a period and what became of it."""
    asked = [task for task in tasks_given(office, wish) if task.letter is not None]
    named = {task.letter.issuer for task in asked if task.letter is not None}
    report = upward_form.Upward(asked, wish.first, wish.last, named.pop() if wish.issuer and len(named) == 1 else "")
    watch.step()
    if ending == "docx":
        return upward_form.report_upward_document(imprint(office), report)
    return upward_form.report_upward(imprint(office), report)


def remember(office: Office, report: str, wish: Wish) -> None:
    """Remember what was printed, of the forms that can be printed only as far as they are new."""
    if report == printed_before.SHEETS:
        sheets = _sheets(office, wish, task_service.weekly(office, wish.week))
        printed_before.remember_sheets(office, wish.week, sheets)
    else:
        of_letters.remember(office, report, wish)


def _whole(wish: Wish) -> bool:
    """The summary follows when everybody's sheets are printed."""
    return wish.person_id is None and wish.unit_id is None and not wish.new_only


def _sheets(office: Office, wish: Wish, every: Sequence[WeeklySheet]) -> list[WeeklySheet]:
    if wish.person_id is not None:
        return [_sheet_of(people_service.person(office, wish.person_id), every, wish.week)]
    return [sheet for sheet in every if wish.unit_id in (None, sheet.person.unit_id)]


def _sheet_of(person: Person, sheets: Sequence[WeeklySheet], week: Week) -> WeeklySheet:
    """A person who has nothing this week gets a sheet that says so."""
    return next((sheet for sheet in sheets if sheet.person.id == person.id), WeeklySheet(person, week, (), ()))


def _summary(office: Office, wish: Wish, sheets: Sequence[WeeklySheet]) -> summary_form.Summary:
    """The chairman's summary tells each task once, with who leads it, and what people wrote under difficulties."""
    leading = [sheet for sheet in sheets if sheet.results or sheet.plan]
    back = returned_sheets.came_back(office, wish.week)
    notes = [
        (sheet.person, file) for sheet in sheets if sheet.person.id in back for file in back[sheet.person.id].notes
    ]
    return summary_form.Summary(wish.week, leading, [summary_form.Difficulty(who.name, file) for who, file in notes])


#: who makes which form of ``printing.KINDS``: the file's bytes in the kind of file that its ending names
MAKERS: dict[str, Maker] = {
    "weekly-sheets": weekly_sheets,
    "weekly-summary": weekly_summary,
    "week-plan": week_plan,
    "register": of_letters.register,
    "handling-slip": of_letters.handling_slip,
    "follow-up": of_letters.follow_up,
    "transfer": of_letters.transfer,
    "arrival-stamp": of_letters.arrival_stamp,
    "void-list": of_letters.void_list,
    "overdue": overdue,
    "unanswered": of_letters.unanswered,
    "statistics": statistics,
    "report-upward": report_upward,
    "action-sheet": of_letters.action_sheet,
}
