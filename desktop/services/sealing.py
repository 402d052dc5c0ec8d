"""Sealing backups with the age format (age-encryption.org), by the library pyrage: no cipher of our own.

An office that seals has a pair of keys. Backups are sealed with the open one, so this PC never needs the passphrase to
make them. The secret one opens them; it lies in each backup itself, locked with the passphrase (scrypt), and on the
recovery sheet in the safe. Without passphrase and sheet nobody opens a backup, the makers of this program included.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from db.copies import erase, sync_folder
from desktop.core.errors import RuleError, StorageError
from desktop.core.words import tr

FILE = "backup-key.json"
SHORTEST = 10
_MOST_LOCKED = 4096
#: the library refuses a passphrase locked on a PC that was far quicker than this one is at the moment, by a measurement
#: that a busy moment spoils: that is no wrong passphrase, and the next try may do
_TOO_SLOW, _TRIES = "excessive", 5


@dataclass(frozen=True)
class Key:
    """An office's pair of keys as it may lie about: the open one, and the secret one locked with the passphrase."""

    open: str
    locked: bytes

    def to_json(self) -> dict[str, str]:
        """Return the key as JSON values."""
        return {"open": self.open, "locked": base64.b64encode(self.locked).decode("ascii")}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Key:
        """Return the key that ``to_json`` wrote. Raises ValueError when it is none."""
        locked = base64.b64decode(str(value["locked"]), validate=True)
        if len(locked) > _MOST_LOCKED:
            raise ValueError("locked")
        key = cls(str(value["open"]), locked)
        _recipient(key.open)
        return key


@dataclass(frozen=True)
class Secret:
    """The secret key itself: what opens every backup of the office. ``words`` is what the recovery sheet shows."""

    words: str


def make_key(passphrase: str) -> tuple[Key, Secret]:
    """Make a new pair of keys. Raises RuleError when the passphrase is shorter than ten characters."""
    require_good(passphrase)
    identity = pyrage.x25519.Identity.generate()
    words = str(identity)
    return Key(str(identity.to_public()), pyrage.passphrase.encrypt(words.encode(), passphrase)), Secret(words)


def relock(secret: Secret, passphrase: str) -> Key:
    """Lock the same secret key with another passphrase."""
    require_good(passphrase)
    identity = pyrage.x25519.Identity.from_str(secret.words)
    return Key(str(identity.to_public()), pyrage.passphrase.encrypt(secret.words.encode(), passphrase))


def require_good(passphrase: str) -> None:
    """Raise RuleError unless a passphrase is long enough to be worth it."""
    if len(passphrase.strip()) < SHORTEST:
        raise RuleError(
            "short-passphrase",
            tr("Mật khẩu ngắn hơn {n} ký tự.", n=SHORTEST),
            tr("Hãy đặt một câu dài dễ nhớ, ví dụ bốn từ không liên quan."),
        )


def unlock(key: Key, passphrase: str) -> Secret:
    """Return the secret key for the passphrase, or for the secret key itself as the recovery sheet shows it.

    Raises RuleError when it is neither.
    """
    typed = "".join(passphrase.split())
    if typed.upper().startswith("AGE-SECRET-KEY-"):
        return _from_sheet(key, typed.upper())
    for _ in range(_TRIES):
        try:
            return Secret(pyrage.passphrase.decrypt(key.locked, passphrase).decode("ascii"))
        except (pyrage.DecryptError, UnicodeDecodeError) as error:
            if _TOO_SLOW not in str(error).lower():
                raise _wrong() from error
    raise RuleError(
        "too-slow",
        tr("Máy này lúc này quá chậm để thử mật khẩu; chưa biết mật khẩu đúng hay sai."),
        tr("Hãy đóng các chương trình khác rồi làm lại, hoặc gõ mã trên phiếu khôi phục."),
        tr("Không có gì bị thay đổi."),
    )


def _from_sheet(key: Key, words: str) -> Secret:
    try:
        identity = pyrage.x25519.Identity.from_str(words)
    except pyrage.IdentityError as error:
        raise _wrong() from error
    if str(identity.to_public()) != key.open:
        raise _wrong()
    return Secret(words)


def _wrong() -> RuleError:
    return RuleError(
        "wrong-passphrase",
        tr("Mật khẩu hoặc mã khôi phục không đúng với bản sao lưu này."),
        tr("Hãy gõ lại; nếu quên mật khẩu, dùng mã trên tờ khôi phục cất trong két."),
        tr("Không có gì bị thay đổi."),
    )


def seal(source: BinaryIO, target: BinaryIO, key: Key) -> None:
    """Write ``source`` sealed to ``target``, block by block. Raises OSError as the files raise it."""
    _through(lambda r, w: pyrage.encrypt_io(r, w, [_recipient(key.open)]), source, target)


def unseal(source: BinaryIO, target: Any, secret: Secret) -> None:
    """Write the opened bytes of ``source`` to ``target`` (whatever has ``write``).

    Raises OSError as the files raise it, StorageError when the bytes were changed or sealed with another key.
    """
    identity = pyrage.x25519.Identity.from_str(secret.words)
    try:
        _through(lambda r, w: pyrage.decrypt_io(r, w, [identity]), source, target)
    except (pyrage.DecryptError, EOFError) as error:
        raise StorageError(
            "bad-seal",
            tr("Một tệp mã hóa trong bản sao lưu bị hỏng hoặc dùng khóa khác."),
            tr("Hãy dùng bản sao lưu khác."),
            tr("Không có gì bị thay đổi."),
        ) from error


def load(folder: Path) -> Key | None:
    """Return the office's key, None when its backups are not sealed. Raises StorageError when the file is damaged."""
    try:
        return Key.from_json(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(
            "bad-key",
            tr("Tệp khóa sao lưu {file} bị hỏng.", file=FILE),
            tr("Hãy đặt lại mật khẩu sao lưu trong Thiết lập."),
            tr("Sổ và các bản sao lưu đã có vẫn còn nguyên."),
        ) from error


def save(folder: Path, key: Key | None) -> None:
    """Keep the office's key, or None: seal no more; replaced in one step."""
    file = folder / FILE
    if key is None:
        erase(file)
        return
    new = file.with_name(file.name + ".new")
    with new.open("w", encoding="utf-8") as stream:
        json.dump(key.to_json(), stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, file)
    sync_folder(folder)


class _Kept:
    """A file for pyrage that keeps the exception of the file itself, which the library turns into words."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        return bytes(self._keep(lambda: self._file.read(size)))

    def write(self, data: bytes) -> int:
        self._keep(lambda: self._file.write(data))
        return len(data)

    def flush(self) -> None:
        if hasattr(self._file, "flush"):
            self._keep(self._file.flush)

    def _keep(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except BaseException as error:
            self.error = error
            raise


def _through(act: Callable[[Any, Any], None], source: Any, target: Any) -> None:
    reading, writing = _Kept(source), _Kept(target)
    try:
        act(reading, writing)
    except Exception as error:
        told = reading.error or writing.error
        if told is not None:
            raise told from error
        raise


def _recipient(words: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(words)
    except pyrage.RecipientError as error:
        raise ValueError(words) from error
