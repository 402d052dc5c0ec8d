"""The recovery code: how an administrator who forgot the password comes in again, without a back door in the program.

A code of 121 random bits is made once, printed and put into the safe; the office keeps its argon2 hash alone. Whoever has
the paper, and sits at this PC, gives one active administrator another password. It works once, wrong tries are slowed, and
the log tells. What it does not do: keep out a person who may change the database file itself.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from db import accounts as rows
from desktop.core.rights import Access, AccessDenied
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services import sign_in
from desktop.services.office import Office

#: No letters that are taken for each other on paper (0 O, 1 I L, U V).
_LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_GROUPS, _GROUP = 5, 5


def has_code(office: Office) -> bool:
    """Tell whether a code was made and not used."""
    return bool(rows.recovery(office.db).secret)


def make_code(office: Office) -> str:
    """Make a new code and return it, to be printed now: only its hash is kept, and the former one opens no more."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    hashed = sign_in.hash_of(plain(code))
    with office.write("recovery-code") as db:
        rows.keep_recovery(db, hashed, office.now())
        office.log("recovery-code", "office", 1)
    return code


def recover(office: Office, code: str, name: str, password: str) -> Access:
    """Give an active administrator another password by the code, which is used up by it, and sign in.

    AccessDenied: wrong code or no such administrator (told alike), too many wrong tries. RuleError: a short password.
    """
    with office.working.as_program():
        kept = rows.recovery(office.db)
        sign_in.require_waited(office, kept.wait_until)
        found = rows.named(office.db, squeeze(name))
        fits = sign_in.fits(kept.secret or sign_in.nobody(), plain(code)) and bool(kept.secret)
        if not fits or found is None or not found.active or found.role != "administrator":
            _count_wrong(office, kept.failed + 1)
            raise AccessDenied(
                "wrong-code",
                tr("Mã khôi phục hoặc tên người quản trị không đúng."),
                tr("Hãy gõ lại theo phiếu. Mỗi phiếu chỉ dùng được một lần."),
                tr("Chưa đổi gì."),
            )
        secret = sign_in.hash_of(password)
        with office.write("recover") as db:
            rows.change(db, found.id, {"secret": secret, "given": 0, "failed": 0, "wait_until": None})
            rows.keep_recovery(db, "", None)
            office.log("recover", "account", found.id, name=found.name)
    access = Access(found.id, found.name, found.role, found.person_id)
    office.working.become(access)
    return access


def sheet(office: Office, code: str, file: Path) -> Path:
    """Write the code's sheet as PDF and return it; StorageError."""
    from desktop.reports.administrator_sheet import administrator_sheet
    from desktop.reports.furniture import Imprint
    from desktop.reports.output import write_whole

    return write_whole(file, administrator_sheet(Imprint(office.info, office.today()), code))


def plain(code: str) -> str:
    """Return a code as it is compared: as it may be typed from paper, with or without signs and capitals."""
    return "".join(char for char in code.upper() if char.isalnum())


def _count_wrong(office: Office, failed: int) -> None:
    with office.write("sign-in") as db:
        rows.count_recovery_try(db, failed, sign_in.wait_until(office.now(), failed))
        office.log("recovery-failed", "office", 1, tries=failed)
