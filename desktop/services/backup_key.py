"""Whether an office's backups are sealed: setting and changing the passphrase, the sheet for the safe, and the end of it.

All of it needs the right to change settings: AccessDenied.
"""

from __future__ import annotations

from pathlib import Path

from desktop.core.errors import RuleError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.services import sealing
from desktop.services.office import Office
from desktop.services.sealing import Key, Secret


def begin(office: Office, passphrase: str) -> Secret:
    """Seal backups from now on; return the secret key for the recovery sheet. Earlier backups stay as they are.

    Raises RuleError when the passphrase is too short, StorageError.
    """
    office.working.require(Right.SETTINGS)
    key, secret = sealing.make_key(passphrase)
    _save(office, key)
    return secret


def change(office: Office, old: str, new: str) -> Secret:
    """Lock the same key with another passphrase, from the next backup on; backups made before keep the old one.

    ``old``: the passphrase, or the code on the sheet. Raises RuleError when it is wrong or the new one is too short.
    """
    office.working.require(Right.SETTINGS)
    secret = sealing.unlock(_key(office), old)
    _save(office, sealing.relock(secret, new))
    return secret


def reveal(office: Office, passphrase: str) -> Secret:
    """Return the secret key for the recovery sheet; RuleError when the passphrase is wrong."""
    office.working.require(Right.SETTINGS)
    return sealing.unlock(_key(office), passphrase)


def end(office: Office) -> None:
    """Seal no more; backups made so far stay sealed."""
    office.working.require(Right.SETTINGS)
    _save(office, None)


def sheet(office: Office, secret: Secret, file: Path) -> Path:
    """Write the recovery sheet as PDF and return it; StorageError."""
    from desktop.reports.furniture import Imprint
    from desktop.reports.output import write_whole
    from desktop.reports.recovery_sheet import Recovery, recovery_sheet

    recovery = Recovery(secret.words, _key(office).open)
    return write_whole(file, recovery_sheet(Imprint(office.info, office.today()), recovery))


def _key(office: Office) -> Key:
    key = sealing.load(office.folder)
    if key is None:
        raise RuleError(
            "not-sealed",
            tr("Bản sao lưu của cơ quan chưa được mã hóa."),
            tr("Hãy đặt mật khẩu sao lưu trong Thiết lập trước."),
        )
    return key


def _save(office: Office, key: Key | None) -> None:
    try:
        sealing.save(office.folder, key)
    except OSError as error:
        raise storage_error(error, office.folder / sealing.FILE) from error
