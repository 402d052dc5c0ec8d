"""Who works with an open office, and what that person may do and see; ``Office`` asks it at every write and read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from db import accounts, restrictions
from db.connection import Database
from desktop.core.rights import (
    OF_THE_PROGRAM,
    OPERATIONS,
    PROGRAM,
    Access,
    Right,
    hidden_letter,
    no_right,
    not_own,
    password_given,
    sign_in_needed,
)


class Working:
    """The person at one Office, or the program itself. While signing in is off everybody may do everything."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._access: Access | None = None
        self._on = accounts.enabled(db)
        self._own_only = False
        self._covered_for: Access | None = None
        self._looks: set[tuple[int, int, str, date]] = set()

    @property
    def on(self) -> bool:
        """Whether the office asks for signing in."""
        return self._on

    @property
    def access(self) -> Access | None:
        """Who works; None when nobody is signed in."""
        return self._access

    @property
    def name(self) -> str:
        """The name for the log, "" when nobody signed in."""
        return self._access.name if self._on and self._access is not None else ""

    def become(self, access: Access | None) -> None:
        """Let somebody work here from now on, or nobody."""
        if access != self._access:
            self._access = access
            self.cover()

    def refresh(self) -> None:
        """Look again whether signing in is asked for, and what is restricted."""
        self._on = accounts.enabled(self._db)
        self.cover()

    @contextmanager
    def as_program(self) -> Iterator[None]:
        """Inside, the program works: what it does by itself, whoever is signed in."""
        before = self._access
        self.become(PROGRAM)
        try:
            yield
        finally:
            self.become(before)

    def may(self, right: Right) -> bool:
        """Tell whether whoever works here has a right."""
        return not self._on or (self._access is not None and self._access.may(right))

    def require(self, right: Right) -> None:
        """Raise AccessDenied unless whoever works here has the right."""
        self.require_signed_in()
        if self._on and self._access is not None and not self._access.may(right):
            raise no_right(self._access, right)

    def require_signed_in(self) -> None:
        """Raise AccessDenied while signing in is asked for and nobody did, or only with a password to be changed."""
        if self._on and self._access is None:
            raise sign_in_needed()
        if self._on and self._access is not None and self._access.given:
            raise password_given()

    def require_operation(self, name: str) -> None:
        """Inside a transaction: raise AccessDenied unless whoever works here may do what it is named for. Role and
        activity are looked up now: an account that was closed meanwhile may do nothing."""
        self._on = accounts.enabled(self._db)
        self._own_only = False
        if not self._on or name in OF_THE_PROGRAM or (self._access is not None and self._access.program):
            return
        if name != "own-password":
            self.require_signed_in()
        if self._access is None:
            raise sign_in_needed()
        now = accounts.account(self._db, self._access.account_id)
        if now is None or not now.active:
            raise sign_in_needed()
        self._access = Access(now.id, now.name, now.role, now.person_id, given=self._access.given)
        right = OPERATIONS.get(name)
        if right is None or not self._access.may(right):
            raise no_right(self._access, right)
        self._own_only = right is Right.PROGRESS

    def require_seen(self, action: str, noun: str, row_id: int) -> None:
        """Inside a transaction: raise AccessDenied when the row belongs to a letter that is kept from whoever works here.
        Who may restrict may name other readers without seeing the letter; an officer reports on own tasks alone."""
        if not self._on or self._access is None or self._access.program or action in ("restrict", "unrestrict"):
            return
        if self._own_only and noun == "task" and not self._access.owns(restrictions.people_of(self._db, row_id)):
            raise not_own(self._access)
        letter_id = restrictions.letter_of(self._db, noun, row_id)
        if letter_id is None or restrictions.may_see(self._db, letter_id, self._access.account_id):
            return
        if noun != "task" or self._access.person_id not in restrictions.people_of(self._db, row_id):
            raise hidden_letter()

    def is_new_look(self, letter_id: int, how: str, day: date) -> bool:
        """Tell whether whoever works here looks at a restricted letter in this way for the first time this day."""
        access = self._access
        if not self._on or access is None or access.program or not restrictions.restricted(self._db, letter_id):
            return False
        look = (access.account_id, letter_id, how, day)
        new = look not in self._looks
        self._looks.add(look)
        return new

    def cover(self) -> None:
        """Hide from this connection what is not for whoever works here; outside of a transaction."""
        access = self._access
        if self._db.connection.in_transaction:
            return
        seen_by_all = not self._on or access is None or access.program or not restrictions.any_(self._db)
        if seen_by_all:
            restrictions.uncover(self._db)
        elif access is not None and not (self._covered_for == access and restrictions.is_covered(self._db)):
            restrictions.cover(self._db, access.account_id, access.person_id)
            self._covered_for = access

    @contextmanager
    def uncovered(self) -> Iterator[None]:
        """Inside, the tables stand open: for a transaction, in which every row that is written is asked for."""
        if not restrictions.is_covered(self._db):
            yield
            return
        restrictions.uncover(self._db)
        try:
            yield
        finally:
            self.cover()
