"""What the letter panel's tabs show, as cards: directives and tasks, the chain of letters, moves, history, particulars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from desktop.core.drafts import FIELD_WORDS
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Attachment, Directive, Letter, Outgoing, Task
from desktop.core.words import say
from desktop.services.history import Told
from desktop.ui.cards import CardText, Tone
from desktop.ui.history_dialog import history_card
from desktop.ui.labels import (
    CONCERN_WORDS,
    directive_title,
    due_label,
    late_label,
    letter_name,
    size_label,
    status_label,
)
from desktop.ui.letter_bundle import LetterBundle

Cards = list[tuple[CardText, Callable[[], object] | None]]


def particulars(bundle: LetterBundle) -> list[tuple[str, str]]:
    """Return the letter's particulars as (name, value) lines in the order of the form; empty ones left out."""
    letter = bundle.letter
    lines = [
        (say("Số đến"), f"{letter.arrival_number}/{letter.year} · {letter.book}"),
        (say("Ngày đến"), show_date(letter.arrived_on)),
        (str(FIELD_WORDS["issuer"]), letter.issuer),
        (str(FIELD_WORDS["parent_issuer"]), letter.parent_issuer),
        (say("Số, ký hiệu"), full_symbol(letter.number, letter.symbol, letter.system).strip()),
        (str(FIELD_WORDS["issued_on"]), show_date(letter.issued_on)),
        (str(FIELD_WORDS["type"]), letter.type),
        (str(FIELD_WORDS["subject"]), letter.subject),
        (str(FIELD_WORDS["urgency"]), letter.urgency),
        (str(FIELD_WORDS["addressees"]), "; ".join(letter.addressees)),
        (say("Người ký"), " ".join(p for p in (letter.signing_authority, letter.signer_title, letter.signer) if p)),
        (str(FIELD_WORDS["recipients"]), "; ".join(letter.recipients)),
        (str(FIELD_WORDS["note"]), letter.note),
    ]
    return [(name, value) for name, value in lines if value]


def directive_cards(
    bundle: LetterBundle, today: date, show: Callable[[int], object], open_task: Callable[[int], object]
) -> Cards:
    """Directives in the letter's order, each followed by its tasks; then the tasks of the letter as a whole."""
    by_directive: dict[int | None, list[Task]] = {}
    for task in bundle.tasks:
        by_directive.setdefault(task.directive_id, []).append(task)
    cards: Cards = []
    for directive in bundle.directives:
        cards.append((directive_card(directive), lambda d=directive: show(d.id)))  # type: ignore[misc]
        cards += _task_cards(by_directive.pop(directive.id, []), today, open_task, 1)
    for rest in by_directive.values():
        cards += _task_cards(rest, today, open_task, 0)
    return cards


def directive_card(directive: Directive) -> CardText:
    """Return one directive as a card: its path and kind, the sentence, whom it concerns and by when."""
    foot = [str(CONCERN_WORDS[directive.concerns_commune])]
    if directive.deadline:
        foot.append(say("Hạn: {text}", text=directive.deadline.expression))
    if directive.recurrence:
        foot.append(directive.recurrence.expression)
    tone: Tone = "" if directive.concerns_commune == "yes" else "soft"
    head = directive_title(directive)
    depth = directive.path.count("-")
    return CardText(head, directive.text, " · ".join(foot), tone, depth, say("Bấm để xem câu này trên bản quét"))


def _task_cards(tasks: list[Task], today: date, open_task: Callable[[int], object], indent: int) -> Cards:
    return [(task_card(t, today, indent), lambda t=t: open_task(t.id)) for t in tasks]  # type: ignore[misc]


def task_card(task: Task, today: date, indent: int = 0) -> CardText:
    """Return one task as a card: status, title, who and by when."""
    tone: Tone = "bad" if task.status == "overdue" else ("good" if task.state == "done" else "")
    late = late_label(task, today)
    due = say("hạn {due}", due=due_label(task)) if task.due_on else say("không có hạn")
    foot = " · ".join(part for part in (task.lead, due, late) if part)
    return CardText(status_label(task.status), task.title, foot, tone, indent, say("Bấm để mở nhiệm vụ"))


def chain_cards(
    bundle: LetterBundle,
    open_letter: Callable[[int], object],
    open_reply: Callable[[int], object] | None = None,
    open_file: Callable[[int], object] | None = None,
) -> Cards:
    """The files kept with a letter; then the letters it stems from (above), itself with the replies to it, and those
    that cite it (below)."""
    cards: Cards = [(file_card(kept), partial(open_file, kept.id) if open_file else None) for kept in bundle.files]
    top = min((link.depth for link in bundle.chain), default=0)
    for link in bundle.chain:
        other, indent = link.letter, link.depth - top
        if other is None:
            cited = link.reference
            head = cited.raw if cited else ""
            cards.append((CardText(head, "", say("Chưa có trong sổ"), "soft", indent), None))
        elif other.id == bundle.letter.id:
            cards.append((_letter_card(other, say("Văn bản đang xem"), indent), None))
            for reply in bundle.replies:
                cards.append((reply_card(reply, indent + 1), partial(open_reply, reply.id) if open_reply else None))
        else:
            words = say("Văn bản gốc") if link.depth < 0 else say("Văn bản dẫn đến văn bản này")
            run: Callable[[], object] = lambda i=other.id: open_letter(i)  # type: ignore[misc]  # noqa: E731
            cards.append((_letter_card(other, words, indent), run))
    return cards


def file_card(kept: Attachment) -> CardText:
    """Return a kept file as a card: name, size, when."""
    parts = (size_label(kept.size), show_date(kept.added_at.date()), kept.added_by)
    foot = " · ".join(part for part in parts if part)
    return CardText(kept.name, "", foot, tip=say("Bấm để xem tệp, hoặc gỡ tệp ra"))


def reply_card(reply: Outgoing, indent: int = 0) -> CardText:
    """Return an outgoing letter as a card."""
    name = f"{reply.type or say('Văn bản')} {full_symbol(reply.number, reply.symbol)}"
    foot = say("Văn bản trả lời của cơ quan, ngày {day}", day=show_date(reply.issued_on))
    return CardText(f"✓ {name}", reply.subject, foot, "good", indent)


def _letter_card(letter: Letter, role: str, indent: int) -> CardText:
    foot = say("Số đến {n}, ngày {day}", n=letter.arrival_number, day=show_date(letter.arrived_on))
    return CardText(letter_name(letter), letter.subject, f"{role} · {letter.issuer} · {foot}", "", indent)


def move_cards(bundle: LetterBundle) -> Cards:
    """Opinions and hand-overs of the letter, latest first."""
    moves = [
        (i.on, CardText(say("Bút phê của {by}", by=i.by or "…"), i.text, show_date(i.on))) for i in bundle.instructions
    ]
    moves += [
        (t.on, CardText(say("Chuyển cho {name}", name=t.to_name), t.note, show_date(t.on))) for t in bundle.transfers
    ]
    return [(card, None) for _day, card in sorted(moves, key=lambda m: m[0], reverse=True)]


def history_cards(told: list[Told]) -> Cards:
    """The log of the letter, latest first."""
    return [(history_card(line), None) for line in reversed(told)]
