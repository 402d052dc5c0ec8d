"""Letters that only some may see: who they are, why, and that every look and change is in the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Literal

from db import accounts, letters, restrictions
from desktop.core.errors import NotFound, RuleError
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services.office import Office

#: How somebody looked at a letter or took it out: opened, its scan, a file kept with it, printed, saved, exported, copied.
How = Literal["open", "scan", "file", "print", "save", "export", "copy"]


@dataclass(frozen=True)
class Restriction:
    """Why a letter is kept from others, and the accounts that see it."""

    letter_id: int
    reason: str
    readers: tuple[int, ...]


def restriction(office: Office, letter_id: int) -> Restriction | None:
    """Return who may see a letter; None when everybody may."""
    reason = restrictions.reason(office.db, letter_id)
    return Restriction(letter_id, reason, tuple(restrictions.readers(office.db, letter_id))) if reason else None


def restrict(office: Office, letter_id: int, readers: Sequence[int], reason: str) -> Restriction:
    """Let only these accounts see a letter (whoever does this is one of them unless kept from it before).

    RuleError without a reason or a reader, or while signing in is off: then nobody could be told from another.
    """
    text = squeeze(reason)
    if not office.working.on:
        raise RuleError(
            "sign-in-off",
            tr("Chỉ hạn chế người xem được khi cơ quan bật đăng nhập."),
            tr("Bật đăng nhập ở Thiết lập trước."),
        )
    if not text:
        raise RuleError("no-reason", tr("Cần ghi lý do hạn chế."), tr("Ví dụ: có dữ liệu cá nhân."))
    with office.write("restrict") as db:
        _require_letter(office, letter_id)
        named = _named(office, letter_id, readers)
        former = restrictions.readers(db, letter_id)
        restrictions.restrict(db, letter_id, text, named, office.now(), office.actor)
        office.log("restrict", "letter", letter_id, reason=text, readers=named, before=former)
    office.working.cover()
    return Restriction(letter_id, text, tuple(named))


def lift(office: Office, letter_id: int, reason: str) -> None:
    """Let everybody see a letter again; RuleError without a reason."""
    if not squeeze(reason):
        raise RuleError("no-reason", tr("Cần ghi lý do bỏ hạn chế."))
    with office.write("unrestrict") as db:
        _require_letter(office, letter_id)
        former = restrictions.readers(db, letter_id)
        restrictions.lift(db, letter_id)
        office.log("unrestrict", "letter", letter_id, reason=squeeze(reason), before=former)
    office.working.cover()


def looked_at(office: Office, letter_ids: Iterable[int], how: How = "open", **about: str) -> None:
    """Write into the log that whoever is signed in looked at restricted letters or took them out, and how; nothing for
    letters that everybody may see, or while nobody can be told from another."""
    access = office.working.access
    if not office.working.on or access is None or access.program:
        return
    seen = [n for n in letter_ids if restrictions.restricted(office.db, n)]
    seen = [n for n in seen if restrictions.may_see(office.db, n, access.account_id)]
    if not seen or office.db.connection.in_transaction:  # a transaction logs what it does to the letter itself
        return
    with _writing(office) as writing, writing.write("see-restricted"):
        for letter_id in seen:
            writing.log("see-restricted", "letter", letter_id, by=access.name, how=how, **about)


def saw(office: Office, letter_id: int, how: How = "open") -> None:
    """Have a look at a letter written down, once a day for each person, Office and way, where it is restricted."""
    if office.working.is_new_look(letter_id, how, office.today()):
        looked_at(office, [letter_id], how)


def saw_scan(office: Office, scan_id: int) -> None:
    """The same for the scan of letters."""
    if office.working.on:
        for letter_id in restrictions.of_scan(office.db, scan_id):
            saw(office, letter_id, "scan")


def saw_file(office: Office, attachment_id: int) -> None:
    """The same for a file kept with a letter, with its work or with a reply to it."""
    if office.working.on:
        for letter_id in restrictions.of_attachment(office.db, attachment_id):
            saw(office, letter_id, "file")


def taken_out(office: Office, how: How, first: date | None = None, last: date | None = None, **about: str) -> None:
    """Have it written down that the restricted letters that whoever is signed in sees were taken out: all of them, or
    those that arrived from ``first`` to ``last``."""
    if office.working.on:
        looked_at(office, restrictions.seen_restricted(office.db, first, last), how, **about)


@contextmanager
def _writing(office: Office) -> Iterator[Office]:
    """An Office that can write: a reader opens one for the moment."""
    if not office.db_is_read_only:
        yield office
        return
    with Office.open(office.folder, clock=office.now) as writing:
        writing.working.become(office.working.access)
        yield writing


def _require_letter(office: Office, letter_id: int) -> None:
    if letters.get(office.db, letter_id, office.today()) is None:
        raise NotFound("no-letter", tr("Không có văn bản mã {id}.", id=letter_id))


def _named(office: Office, letter_id: int, readers: Sequence[int]) -> list[int]:
    """The readers, all of them accounts; whoever restricts and sees the letter stays one."""
    access = office.working.access
    known = {account.id for account in accounts.accounts(office.db) if account.active}
    named = {reader for reader in readers if reader in known}
    if access is not None and not access.program and restrictions.may_see(office.db, letter_id, access.account_id):
        named.add(access.account_id)
    if not named:
        raise RuleError("no-reader", tr("Cần ít nhất một người được xem."))
    return sorted(named)
