"""Letters that only some may see: who they are, why, and that every look and change is in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import accounts, letters, restrictions
from desktop.core.errors import NotFound, RuleError
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services.office import Office


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


def looked_at(office: Office, letter_id: int) -> None:
    """Write into the log that whoever is signed in opened a restricted letter; nothing for any other letter."""
    access = office.working.access
    if not office.working.on or access is None or access.program or not restrictions.restricted(office.db, letter_id):
        return
    if not restrictions.may_see(office.db, letter_id, access.account_id):
        return
    with office.write("see-restricted"):
        office.log("see-restricted", "letter", letter_id, by=access.name)


def saw(office: Office, letter_id: int) -> None:
    """Have a look at a letter written down, once a day for each person and Office, where the letter is restricted."""
    if not office.working.is_new_look(letter_id, office.today()):
        return
    if not office.db.read_only:
        if not office.db.connection.in_transaction:
            looked_at(office, letter_id)
        return
    with Office.open(office.folder, clock=office.now) as writing:
        writing.working.become(office.working.access)
        looked_at(writing, letter_id)


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
