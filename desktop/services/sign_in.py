"""Signing in and accounts. Off until an administrator is named; a forgotten office password locks nobody out for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from db import accounts as rows
from db.accounts import Account
from desktop.core.errors import NotFound, RuleError
from desktop.core.rights import ROLES, Access, AccessDenied, AccountRole, sign_in_needed
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services.office import Office

__all__ = ["Account"]

SHORTEST = 8
_FREE_TRIES = 3
_LONGEST_WAIT = 300
_HASHER = PasswordHasher()  # argon2id with the library's own costs (RFC 9106, low memory)


def asked(office: Office) -> bool:
    """Tell whether the office asks for signing in."""
    return office.working.on


def idle_minutes(office: Office) -> int:
    """Return after how many minutes without a key or a click the window locks; 0 never."""
    with office.working.as_program():
        return rows.idle_minutes(office.db)


def asked_of_window(office: Office) -> tuple[bool, int]:
    """Return whether the window asks for signing in, and after how many idle minutes it locks (0: never)."""
    on = office.working.on
    return on, idle_minutes(office) if on else 0


def names(office: Office) -> list[str]:
    """Return the names that may sign in: shown to choose from before anybody has."""
    with office.working.as_program():
        return [account.name for account in rows.accounts(office.db) if account.active]


def sign_in(office: Office, name: str, password: str) -> Access:
    """Let the person work with this office and return who it is.

    Raises AccessDenied: wrong name or password, or too many wrong tries (they are waited out, longer each time).
    ``given`` in what is returned: another password is to be chosen first, see ``change_own_password``.
    """
    with office.working.as_program():
        found = rows.named(office.db, squeeze(name))
        if found is not None:
            require_waited(office, found.wait_until)
        right = fits(rows.secret(office.db, found.id) if found is not None else nobody(), password)
        if found is None or not found.active or not right:
            _count_wrong(office, found)
            raise AccessDenied("wrong-password", tr("Sai tên hoặc mật khẩu."), tr("Hãy nhập lại."))
        with office.write("sign-in") as db:
            rows.count_try(db, found.id, 0, None)
            office.log("sign-in", "account", found.id, name=found.name)
    access = Access(found.id, found.name, found.role, found.person_id, given=found.given)
    office.working.become(access)
    return access


def switch_on(office: Office, name: str, password: str, *, person_id: int | None = None, idle: int = 15) -> Access:
    """Ask for signing in from now on, with this person as administrator, who is signed in at once.

    RuleError for a bad name or password. An administrator of before, when it was on already once, is asked for instead.
    """
    if office.working.on:
        raise RuleError("already-on", tr("Đăng nhập đã bật."))
    if any(a.active and a.role == "administrator" for a in rows.accounts(office.db)):
        access = sign_in(office, name, password)
        if access.role != "administrator":
            office.working.become(None)
            raise AccessDenied("wrong-password", tr("Chỉ người quản trị bật được đăng nhập."))
    else:
        secret = hash_of(password)
        with office.write("account-add") as db:
            account_id = rows.add(db, _free_name(office, name), "administrator", person_id, secret, office.now())
            office.log("account-add", "account", account_id, name=squeeze(name), role="administrator")
        access = Access(account_id, squeeze(name), "administrator", person_id)
    with office.write("sign-in-switch") as db:
        rows.switch(db, on=True, idle=idle)
        office.log("sign-in-on", "office", 1, by=access.name)
    office.working.refresh()
    office.working.become(access)
    return access


def switch_off(office: Office) -> None:
    """Ask for signing in no longer; accounts and restrictions stay for when it is switched on again."""
    with office.write("sign-in-switch") as db:
        rows.switch(db, on=False, idle=rows.idle_minutes(db))
        office.log("sign-in-off", "office", 1)
    office.working.refresh()


def set_idle(office: Office, minutes: int) -> None:
    """Let the window lock after so many minutes without a key or a click; 0 never."""
    with office.write("sign-in-switch") as db:
        rows.switch(db, on=rows.enabled(db), idle=max(0, minutes))
        office.log("idle-minutes", "office", 1, minutes=minutes)


def accounts(office: Office) -> list[Account]:
    """Return every account, by name."""
    return rows.accounts(office.db)


def account(office: Office, name: str) -> Account:
    """Return the account of this name; NotFound."""
    found = rows.named(office.db, squeeze(name))
    if found is None:
        raise NotFound("no-account", tr("Không có tài khoản {name}.", name=name))
    return found


def add_account(
    office: Office, name: str, password: str, role: AccountRole, *, person_id: int | None = None
) -> Account:
    """Add an account. ``person_id``: who it is among the office's people, so that an officer finds own tasks. The
    password is a given one: whoever it is for chooses another at the first sign-in."""
    _require_role(role)
    secret = hash_of(password)
    with office.write("account-add") as db:
        account_id = rows.add(db, _free_name(office, name), role, person_id, secret, office.now(), given=True)
        office.log("account-add", "account", account_id, name=squeeze(name), role=role)
    return account(office, name)


def change_role(office: Office, account_id: int, role: AccountRole, *, person_id: int | None = None) -> None:
    """Give an account another role; RuleError for the last administrator."""
    _require_role(role)
    _change(office, account_id, "account-change", lambda a: {"role": role, "person_id": person_id or a.person_id})


def close_account(office: Office, account_id: int) -> None:
    """Let an account sign in no longer; RuleError for the last administrator."""
    _change(office, account_id, "account-close", lambda _: {"active": 0})


def open_account(office: Office, account_id: int) -> None:
    """Let a closed account sign in again."""
    _change(office, account_id, "account-open", lambda _: {"active": 1, "failed": 0, "wait_until": None})


def set_password(office: Office, account_id: int, password: str) -> None:
    """Give an account another password, as an administrator; its wrong tries are forgotten. It is a given one, to be
    changed at the next sign-in, unless it is the administrator's own."""
    secret, own = hash_of(password), office.working.access
    given = int(own is None or own.account_id != account_id)
    values = {"secret": secret, "failed": 0, "wait_until": None, "given": given}
    _change(office, account_id, "account-change", lambda _: values)


def change_own_password(office: Office, old: str, new: str) -> Access:
    """Let whoever is signed in choose another password, and return who it is: one that was given counts no more.

    AccessDenied when the old one is wrong (wrong tries are slowed like those to sign in), or nobody is signed in;
    RuleError when the new one is too short or the old one again.
    """
    access = office.working.access
    if access is None or access.program or not office.working.on:
        raise sign_in_needed()
    with office.working.as_program():
        found = rows.account(office.db, access.account_id)
        assert found is not None
        require_waited(office, found.wait_until)
        right = fits(rows.secret(office.db, found.id), old)
        if not right:
            _count_wrong(office, found)
    if not right:
        raise AccessDenied("wrong-password", tr("Mật khẩu hiện nay không đúng."), tr("Hãy nhập lại."))
    if new == old:
        raise RuleError("same-password", tr("Mật khẩu mới giống mật khẩu cũ."), tr("Hãy chọn mật khẩu khác."))
    secret = hash_of(new)
    with office.write("own-password") as db:
        rows.change(db, found.id, {"secret": secret, "given": 0, "failed": 0, "wait_until": None})
        office.log("own-password", "account", found.id)
    own = Access(found.id, found.name, found.role, found.person_id)
    office.working.become(own)
    return own


def _change(office: Office, account_id: int, action: str, values: Callable[[Account], dict[str, object]]) -> None:
    with office.write(action) as db:
        found = rows.account(db, account_id)
        if found is None:
            raise NotFound("no-account", tr("Không có tài khoản mã {id}.", id=account_id))
        new = values(found)
        weaker = new.get("role", "administrator") != "administrator" or not new.get("active", 1)
        if found.role == "administrator" and found.active and weaker and not rows.other_administrators(db, account_id):
            raise RuleError(
                "last-administrator",
                tr("{name} là người quản trị duy nhất.", name=found.name),
                tr("Hãy đặt thêm một người quản trị trước, hoặc tắt đăng nhập."),
            )
        rows.change(db, account_id, new)  # type: ignore[arg-type]  # plain column values
        told = {key: value for key, value in new.items() if key in ("role", "active", "person_id")}
        office.log(action, "account", account_id, name=found.name, **told, password="secret" in new)


def require_waited(office: Office, until: datetime | None) -> None:
    """Raise AccessDenied before ``until``. A clock that was set back does not lengthen the wait beyond the longest one."""
    if until is None:
        return
    left = (until - office.now()).total_seconds()
    if 0 < left <= _LONGEST_WAIT:
        raise AccessDenied(
            "wait",
            tr("Sai mật khẩu nhiều lần; còn phải chờ {n} giây.", n=int(left)),
            tr("Chờ rồi nhập lại; người quản trị có thể đặt lại mật khẩu."),
        )


def _count_wrong(office: Office, found: Account | None) -> None:
    if found is None:
        return
    failed = found.failed + 1
    with office.write("sign-in") as db:
        rows.count_try(db, found.id, failed, wait_until(office.now(), failed))
        office.log("sign-in-failed", "account", found.id, name=found.name, tries=failed)


def wait_until(now: datetime, failed: int) -> datetime | None:
    """Return until when no password is looked at after so many wrong ones in a row; None for the first few."""
    if failed < _FREE_TRIES:
        return None
    return now + timedelta(seconds=min(_LONGEST_WAIT, 2 ** min(failed - _FREE_TRIES + 1, 9)))


def fits(secret: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed."""
    try:
        return _HASHER.verify(secret, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobody() -> str:
    """The hash of no password: a name that is not there takes as long as one that is."""
    return _HASHER.hash("\x00")


def hash_of(password: str) -> str:
    """Return the argon2 hash of a password to be kept; RuleError when it is too short."""
    if len(password) < SHORTEST:
        raise RuleError(
            "short-password",
            tr("Mật khẩu cần ít nhất {n} ký tự.", n=SHORTEST),
            tr("Một câu ngắn dễ nhớ là mật khẩu tốt."),
        )
    return _HASHER.hash(password)


def _free_name(office: Office, name: str) -> str:
    text = squeeze(name)
    if not text:
        raise RuleError("no-name", tr("Cần tên đăng nhập."))
    if rows.named(office.db, text) is not None:
        raise RuleError("name-taken", tr("Đã có tài khoản {name}.", name=text), tr("Hãy chọn tên khác."))
    return text


def _require_role(role: str) -> None:
    if role not in ROLES:
        raise RuleError("no-role", tr("Không có vai trò «{role}».", role=role))
