"""Accounts for signing in, and whether an office asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.connection import Database, Row, Value
from db.rows import moment, new_uid, stamp
from desktop.core.rights import AccountRole
from desktop.core.text import fold

_COLUMNS = "id, name, role, person_id, active, failed, wait_until, given"


@dataclass(frozen=True)
class Account:
    """One account; ``wait_until``: before it no password is looked at; ``given``: somebody else chose the password."""

    id: int
    name: str
    role: AccountRole
    person_id: int | None
    active: bool
    failed: int
    wait_until: datetime | None
    given: bool = False


@dataclass(frozen=True)
class Recovery:
    """The recovery code's hash, "" where there is none, and the wrong tries."""

    secret: str
    failed: int
    wait_until: datetime | None


def enabled(db: Database) -> bool:
    """Tell whether the office asks for signing in."""
    return bool(db.value("SELECT enabled FROM sign_in"))


def idle_minutes(db: Database) -> int:
    """Return after how many minutes without a key or a click the window locks; 0 never."""
    return int(db.value("SELECT idle_minutes FROM sign_in"))


def switch(db: Database, *, on: bool, idle: int) -> None:
    """Ask for signing in, or no longer."""
    db.run("UPDATE sign_in SET enabled = ?, idle_minutes = ?", (int(on), idle))


def accounts(db: Database) -> list[Account]:
    """Return every account, by name."""
    return [_account(row) for row in db.all(f"SELECT {_COLUMNS} FROM account ORDER BY folded")]


def account(db: Database, account_id: int) -> Account | None:
    """Return one account."""
    row = db.one(f"SELECT {_COLUMNS} FROM account WHERE id = ?", (account_id,))
    return _account(row) if row else None


def named(db: Database, name: str) -> Account | None:
    """Return the account of this name, accents or not."""
    row = db.one(f"SELECT {_COLUMNS} FROM account WHERE folded = ?", (fold(name),))
    return _account(row) if row else None


def secret(db: Database, account_id: int) -> str:
    """Return the hash of an account's password."""
    return str(db.value("SELECT secret FROM account WHERE id = ?", (account_id,)))


def add(
    db: Database, name: str, role: AccountRole, person_id: int | None, secret: str, at: datetime, *, given: bool = False
) -> int:
    """Add an account; return its id."""
    values: dict[str, Value] = {"uid": new_uid(), "name": name, "folded": fold(name), "role": role}
    return db.insert(
        "account", {**values, "person_id": person_id, "secret": secret, "made_at": stamp(at), "given": int(given)}
    )


def change(db: Database, account_id: int, values: dict[str, Value]) -> None:
    """Change columns of an account; the last administrator's role and activity cannot be changed (trigger)."""
    db.update("account", account_id, values)


def count_try(db: Database, account_id: int, failed: int, wait_until: datetime | None) -> None:
    """Record how many wrong tries there were, and until when none is looked at."""
    db.update("account", account_id, {"failed": failed, "wait_until": stamp(wait_until) if wait_until else None})


def other_administrators(db: Database, account_id: int) -> int:
    """Return how many active administrators there are besides this account."""
    sql = "SELECT count(*) FROM account WHERE role = 'administrator' AND active AND id <> ?"
    return int(db.value(sql, (account_id,)))


def recovery(db: Database) -> Recovery:
    """Return what is kept of the recovery code."""
    row = db.one("SELECT secret, failed, wait_until FROM recovery")
    assert row is not None
    return Recovery(row["secret"], row["failed"], _until(row))


def keep_recovery(db: Database, secret: str, at: datetime | None) -> None:
    """Keep the hash of a new code, or none ("") once it was used; its wrong tries are forgotten."""
    values = (secret, stamp(at) if at else "")
    db.run("UPDATE recovery SET secret = ?, made_at = ?, failed = 0, wait_until = NULL", values)


def count_recovery_try(db: Database, failed: int, wait_until: datetime | None) -> None:
    """Record how many wrong codes there were, and until when none is looked at."""
    db.run("UPDATE recovery SET failed = ?, wait_until = ?", (failed, stamp(wait_until) if wait_until else None))


def _until(row: Row) -> datetime | None:
    return moment(row["wait_until"]) if row["wait_until"] else None


def _account(row: Row) -> Account:
    head = (row["id"], row["name"], row["role"], row["person_id"], bool(row["active"]))
    return Account(*head, row["failed"], _until(row), bool(row["given"]))
