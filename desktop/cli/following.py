"""Commands of following work: extend, confirm, remind, reply."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from desktop.cli import shapes
from desktop.cli.frame import Frame, pass_frame, put_json, tell
from desktop.cli.ids import kind_of, parse, show
from desktop.cli.work import Day
from desktop.core.errors import RuleError
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Letter, Task
from desktop.core.words import say, tr
from desktop.services import extensions, recurring, reminders, replies
from desktop.services import tasks as task_service
from desktop.services.office import Office
from desktop.services.replies import ReplyDraft


@click.command()
@click.argument("task")
@click.option("--to", "to", type=Day(), help="the new day; asks for it, or with --offer offers it")
@click.option("--reason", default="", help="why, for asking and refusing")
@click.option("--grant", "answer", flag_value="grant", help="agree to what was asked")
@click.option("--refuse", "answer", flag_value="refuse", help="refuse, with --reason")
@click.option("--offer", "answer", flag_value="counter", help="offer the day of --to instead")
@click.option("--accept", "answer", flag_value="accept", help="take the day that was offered")
@click.option("--withdraw", "answer", flag_value="decline", help="take the request back")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def extend(frame: Frame, task: str, to: date | None, reason: str, answer: str | None, as_json: bool) -> None:
    """Ask for another due day of TASK, or answer what was asked; the day changes only on agreement."""
    if (to is None) == (answer in (None, "counter")):
        raise click.UsageError(
            say("Nêu ngày mới với --to để xin gia hạn hoặc đề nghị (--offer), hoặc một câu trả lời.")
        )
    office, task_id = frame.open(), parse("T", task)
    if answer is None and to is not None:
        extensions.ask(office, task_id, to, reason)
    else:
        _answer(office, task_id, str(answer), to, reason)
    row = task_service.task(office, task_id)
    if as_json:
        put_json(shapes.task(row))
    else:
        tell(row.last_note)


def _answer(office: Office, task_id: int, answer: str, to: date | None, reason: str) -> None:
    waiting = task_service.task(office, task_id).extension
    if waiting is None:
        raise RuleError("nothing-asked", tr("Nhiệm vụ này không có đề nghị gia hạn nào chờ trả lời."))
    if answer == "refuse":
        extensions.refuse(office, waiting.id, reason)
    elif answer == "counter" and to is not None:
        extensions.counter(office, waiting.id, to, reason)
    elif answer == "grant":
        extensions.grant(office, waiting.id, reason)
    elif answer == "accept":
        extensions.accept(office, waiting.id)
    else:
        extensions.decline(office, waiting.id)


@click.command()
@click.argument("task")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def confirm(frame: Frame, task: str, as_json: bool) -> None:
    """Confirm TASK that was reported done and waits for it."""
    row = task_service.confirm(frame.open(), parse("T", task))
    if as_json:
        put_json(shapes.task(row))
    else:
        tell(row.last_note)


@click.command()
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def remind(frame: Frame, as_json: bool) -> None:
    """Tell what is late, due today and soon, and what nobody has answered; makes recurring work that is due first."""
    office = frame.open()
    recurring.make_due(office)
    found = reminders.due_list(office)
    work: dict[str, tuple[str, list[Task]]] = {
        "overdue": (say("Quá hạn"), found.overdue.first),
        "today": (say("Đến hạn hôm nay"), found.today.first),
        "soon": (say("Sắp đến hạn"), found.soon.first),
        "waiting": (say("Chờ xác nhận"), found.waiting.first),
        "asked": (say("Xin gia hạn"), found.asked.first),
        "undated": (say("Chọn được hạn"), found.undated),
    }
    papers: dict[str, tuple[str, list[Letter]]] = {
        "unanswered": (say("Chưa ai trả lời"), found.unanswered.first),
        "incomplete": (say("Thiếu thông tin"), found.incomplete.first),
    }
    if as_json:
        rows = {name: [shapes.task(row) for row in rows] for name, (_, rows) in work.items()}
        letters = {name: [shapes.letter(row) for row in rows] for name, (_, rows) in papers.items()}
        put_json({"day": shapes.day(found.day), **rows, **letters})
        return
    for words, tasks in work.values():
        _say(words, [f"T{t.id}  {show_date(t.due_on) or '-'}  {_late(t)}{t.lead}: {t.title[:80]}" for t in tasks])
    for words, letters_ in papers.values():
        _say(
            words, [f"L{x.id}  {full_symbol(x.number, x.symbol, x.system).strip()}  {x.subject[:80]}" for x in letters_]
        )


def _late(task: Task) -> str:
    return say("trễ {n} ngày", n=task.days_late) + "  " if task.days_late else ""


def _say(head: str, lines: list[str]) -> None:
    if lines:
        click.echo("\n".join([f"{head} ({len(lines)})", *(f"  {line}" for line in lines)]))


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="TASK|LETTER…")
@click.option("--number", required=True, help="number and symbol, 45/BC-UBND")
@click.option("--date", "on", type=Day(), help="its day (default: today)")
@click.option("--subject", required=True)
@click.option("--type", "kind", default="", help="Báo cáo, Công văn, …")
@click.option("--to", "receiver", default="", help="who received it")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def reply(
    frame: Frame,
    what: tuple[str, ...],
    number: str,
    on: date | None,
    subject: str,
    kind: str,
    receiver: str,
    file: Path | None,
    as_json: bool,
) -> None:
    """Record the office's own letter that answers letters (L…) and closes tasks (T…)."""
    office = frame.open()
    draft = ReplyDraft(number, "", on or office.today(), subject, kind, receiver, file)
    letters = [parse("L", text) for text in what if kind_of(text) == "L"]
    tasks = [parse("T", text) for text in what if kind_of(text) != "L"]
    made = replies.record(office, draft, letter_ids=letters, task_ids=tasks)
    if as_json:
        names = {"letters": [show("L", i) for i in made.letter_ids], "tasks": [show("T", i) for i in made.task_ids]}
        put_json({"reply": show("O", made.id), "number": made.number, "symbol": made.symbol, **names})
    else:
        tell(say("Đã ghi văn bản trả lời {name}.", name=full_symbol(made.number, made.symbol)))


COMMANDS = (extend, confirm, remind, reply)
