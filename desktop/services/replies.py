"""Reply letters: the office's own outgoing letter, recorded with what it answers and the work it closes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db import outgoing as rows
from db import tasks as task_rows
from desktop.core.errors import NotFound, RuleError
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Letter, Outgoing
from desktop.core.secrecy_words import require_no_secret
from desktop.core.text import plain_dashes, squeeze
from desktop.core.words import tr
from desktop.services import evidence, letters, tasks
from desktop.services.office import Office


@dataclass(frozen=True)
class ReplyDraft:
    """An outgoing letter as it is typed: ``number`` "45", ``symbol`` "BC-UBND"; "45/BC-UBND" in the number is parted."""

    number: str
    symbol: str
    issued_on: date
    subject: str
    type: str = ""
    receiver: str = ""
    file: Path | None = None


def record(
    office: Office, draft: ReplyDraft, *, letter_ids: Sequence[int] = (), task_ids: Sequence[int] = (), by: str = ""
) -> Outgoing:
    """Record an outgoing letter; the letters (also those of the tasks) count as answered, the open tasks are closed
    with it on its day. Where the same letter is recorded already, it answers these too.

    Raises RuleError: no number or subject, a day to come, a number another letter of the year has, a void letter;
    NotFound; StorageError when the file is not to be had: then nothing is recorded.
    """
    number, symbol = parts(draft.number, draft.symbol)
    require_no_secret({"symbol": symbol, "type": draft.type, "subject": draft.subject, "receiver": draft.receiver})
    _check(office, draft, number)
    with _file(office, draft) as kept, office.write("reply") as db:
        known = rows.same_number(db, number, symbol, draft.issued_on.year)
        if known is not None and not _is_same(reply(office, known), draft):
            raise _taken(reply(office, known))
        found = [tasks.require_not_void(office, task_id) for task_id in dict.fromkeys(task_ids)]
        answered = dict.fromkeys([*letter_ids, *(t.letter_id for t in found if t.letter_id is not None)])
        for letter_id in answered:
            _require_valid(letters.letter(office, letter_id))
        reply_id = known or rows.add(
            db,
            number=number,
            symbol=symbol,
            issued_on=draft.issued_on,
            type=squeeze(draft.type),
            subject=squeeze(draft.subject),
            receiver=squeeze(draft.receiver),
            at=office.now(),
            who=office.actor,
        )
        rows.set_answers(db, reply_id, answered)
        for task in found:
            tasks.close_with_reply(office, task, reply_id, full_symbol(number, symbol), draft.issued_on, by)
        if kept is not None:
            evidence.add(office, "outgoing", reply_id, kept)
        office.log("reply", "outgoing", reply_id, letters=list(answered), tasks=[t.id for t in found])
    return reply(office, reply_id)


def reply(office: Office, outgoing_id: int) -> Outgoing:
    """Return one outgoing letter, void or not; NotFound."""
    found = rows.get(office.db, outgoing_id)
    if found is None:
        raise NotFound("no-reply", tr("Không có văn bản đi mã {id}.", id=outgoing_id))
    return found


def replies(office: Office, year: int | None = None) -> list[Outgoing]:
    """Return the outgoing letters that are recorded, newest first."""
    return rows.every(office.db, year)


def of_letter(office: Office, letter_id: int) -> list[Outgoing]:
    """Return what the office answered to a letter, oldest first."""
    return rows.of_letter(office.db, letter_id)


def answered(office: Office, reply: Outgoing) -> list[str]:
    """Return the numbers and symbols of the letters that a reply answers, in their order."""
    found = letters.rows(office, reply.letter_ids)
    return [full_symbol(row.number, row.symbol, row.system).strip() or str(row.arrival_number) for row in found]


def void(office: Office, outgoing_id: int, reason: str) -> Outgoing:
    """Take a recorded reply back: what it closed is open again, what it answered is unanswered. RuleError without a
    reason or when it is void already."""
    why = tasks.require_reason(reason)
    with office.write("reply-void") as db:
        found = reply(office, outgoing_id)
        if found.state == "void":
            raise RuleError("void", tr("Văn bản đi này đã hủy rồi."))
        rows.change(db, outgoing_id, {"state": "void", "void_reason": why})
        for task_id in task_rows.of_reply(db, outgoing_id):
            tasks.take_reply_back(office, task_id, why)
        office.log("void", "outgoing", outgoing_id, reason=why)
    return reply(office, outgoing_id)


def unanswered(office: Office) -> list[Letter]:
    """Return the letters that asked the office for something nobody has answered, oldest first."""
    return letters.rows(office, rows.unanswered(office.db))


def parts(number: str, symbol: str) -> tuple[str, str]:
    """Part "45/BC-UBND" (Party: "45-BC/ĐU") typed as one into number and symbol."""
    text = plain_dashes(squeeze(number)).replace(" ", "")
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    rest = text[len(digits) :].lstrip("/-")
    return (digits, rest) if digits and rest and not squeeze(symbol) else (text, plain_dashes(squeeze(symbol)))


def _check(office: Office, draft: ReplyDraft, number: str) -> None:
    if not number or not squeeze(draft.subject):
        raise RuleError(
            "no-number", tr("Văn bản đi chưa có số hoặc trích yếu."), tr("Hãy ghi số, ký hiệu và trích yếu.")
        )
    if draft.issued_on > office.today():
        day = show_date(draft.issued_on)
        raise RuleError("future-day", tr("Ngày {day} chưa tới.", day=day), tr("Hãy ghi ngày đã phát hành."))
    if draft.file is not None and not draft.file.is_file():
        raise RuleError("no-file", tr("Không có tệp {file}.", file=draft.file.name), tr("Hãy chọn lại tệp."))


@contextmanager
def _file(office: Office, draft: ReplyDraft) -> Iterator[evidence.Kept | None]:
    if draft.file is None:
        yield None
        return
    with evidence.keeping(office, draft.file) as kept:
        yield kept


def _is_same(known: Outgoing, draft: ReplyDraft) -> bool:
    return known.issued_on == draft.issued_on and known.subject == squeeze(draft.subject)


def _taken(known: Outgoing) -> RuleError:
    name = full_symbol(known.number, known.symbol)
    happened = tr("Số {name} đã ghi cho “{subject}”.", name=name, subject=known.subject)
    return RuleError("number-taken", happened, tr("Hãy kiểm tra lại số; mỗi số dùng một lần trong năm."))


def _require_valid(letter: Letter) -> None:
    if letter.state == "void":
        raise RuleError("void", tr("Số đến {n} đã hủy.", n=letter.arrival_number))
