"""The command of weekly sheets that came back: what a scan of them proposes, and confirming it."""

from __future__ import annotations

from typing import Any, cast, get_args

import click

from desktop.cli import shapes
from desktop.cli.frame import Frame, pass_frame, put_json, tell
from desktop.cli.ids import parse, show
from desktop.core.errors import NotFound
from desktop.core.sheet_proposals import Choice, ItemProposal, Key, ReturnedScan, SheetProposal
from desktop.core.words import say, tr
from desktop.services import returned_sheets


@click.command()
@click.argument("scan", metavar="SCAN")
@click.option("--confirm", is_flag=True, help="record what is proposed")
@click.option(
    "--set", "choices", multiple=True, metavar="TASK=MARK", help="done, doing, stuck, none or skip for a task"
)
@click.option("--leave-pages", is_flag=True, help="confirm although pages are among them that are no sheets")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def sheet(frame: Frame, scan: str, confirm: bool, choices: tuple[str, ...], leave_pages: bool, as_json: bool) -> None:
    """Show what a scan of weekly sheets proposes; --confirm records it."""
    office = frame.open(read_only=not confirm)
    scan_id = parse("S", scan)
    plan = returned_sheets.proposals(office, scan_id)
    decisions = _decisions(plan, choices)
    if not confirm:
        _show(plan, decisions, as_json)
        return
    touched = returned_sheets.confirm(office, scan_id, decisions, leave_pages=leave_pages)
    if as_json:
        put_json([shapes.task(task) for task in touched])
        return
    tell(say("Đã ghi {n} nhiệm vụ từ phiếu tuần.", n=len(touched)))
    for task in touched:
        click.echo(f"T{task.id}  {task.status:12}  {task.last_note}")


def _decisions(plan: ReturnedScan, choices: tuple[str, ...]) -> dict[Key, Choice]:
    found: dict[Key, Choice] = {}
    for text in choices:
        name, _, mark = text.partition("=")
        if mark not in get_args(Choice) or mark == "unclear":
            raise click.UsageError(say("Viết như T12=done; các ô: done, doing, stuck, none, skip."))
        task_id = parse("T", name)
        keys = [item.key for item in plan.items if item.task.id == task_id]
        if not keys:
            raise NotFound("not-on-sheet", tr("Nhiệm vụ T{id} không có trên phiếu.", id=task_id))
        found |= dict.fromkeys(keys, cast("Choice", mark))
    return found


def _show(plan: ReturnedScan, decisions: dict[Key, Choice], as_json: bool) -> None:
    if as_json:
        put_json(_plan(plan, decisions))
        return
    for one in plan.sheets:
        click.echo(f"{one.person.name if one.person else '?'}  {one.week}")
        for problem in one.problems:
            click.echo(f"  ! {problem}")
        for item in one.items:
            mark = decisions.get(item.key, item.choice)
            written = " ✎" if item.picture else ""
            note = f"  ({item.note})" if item.note else ""
            click.echo(f"  T{item.task.id}  {mark:8} {item.task.title[:70]}{written}{note}")
    for problem in plan.problems:
        click.echo(f"! {problem}")


def _plan(plan: ReturnedScan, decisions: dict[Key, Choice]) -> dict[str, Any]:
    return {
        "scan": show("S", plan.scan.id),
        "confirmed": plan.scan.settled,
        "problems": [str(problem) for problem in plan.problems],
        "sheets": [_sheet(one, decisions) for one in plan.sheets],
    }


def _sheet(one: SheetProposal, decisions: dict[Key, Choice]) -> dict[str, Any]:
    return {
        "person": show("P", one.person.id) if one.person else None,
        "name": one.person.name if one.person else None,
        "week": str(one.week),
        "pages": list(one.pages),
        "on": shapes.day(one.on),
        "usable": one.usable,
        "problems": [str(problem) for problem in one.problems],
        "items": [_item(item, decisions) for item in one.items],
    }


def _item(item: ItemProposal, decisions: dict[Key, Choice]) -> dict[str, Any]:
    return {
        "task": show("T", item.task.id),
        "title": item.task.title,
        "box": item.box,
        "proposed": decisions.get(item.key, item.choice),
        "confidence": round(item.confidence, 3),
        "page": item.page,
        "written": bool(item.picture),
        "note": str(item.note) if item.note else None,
    }


COMMANDS = (sheet,)
