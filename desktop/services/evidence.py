"""Files kept with a task, a letter or a reply: copied into the store under their hash, checked before they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from db import attachments as rows
from db.attachments import Owner
from db.copies import erase, hash_of
from desktop.core.errors import NotFound, OfficeError, RuleError, SecretLetter, StorageError
from desktop.core.os_errors import storage_error
from desktop.core.records import Attachment
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.intake import folder, store
from desktop.intake.store import Copy, StillBusy
from desktop.services import restricted, secret_look
from desktop.services.office import Office

__all__ = ["Owner"]

MOST_BYTES = 200 << 20
_LONGEST_ENDING = 10
#: What the system would run rather than show.
_PROGRAMS = (
    ".exe .com .bat .cmd .msi .msp .scr .pif .lnk .url .vbs .vbe .js .jse .wsf .wsh .ps1 .psm1 .hta .jar .cpl .reg .sh"
    " .desktop .appimage .app .dll .inf .chm "
)


@dataclass(frozen=True)
class Kept:
    """Bytes that stand in the store, before a row names them."""

    name: str
    path: str
    sha256: str
    size: int


def attach(office: Office, owner: Owner, row_id: int, file: Path) -> Attachment:
    """Keep a copy of ``file`` with a task, a letter or an outgoing letter; the file itself stays where it is.

    Raises RuleError (a program, empty, larger than 200 MB), SecretLetter (stamped so, or refused before), NotFound,
    StorageError.
    """
    if not rows.has_owner(office.db, owner, row_id):
        raise NotFound("no-owner", tr("Không có mục mã {id} để đính kèm.", id=row_id))
    with keeping(office, file) as kept, office.write("attach"):
        attachment_id = add(office, owner, row_id, kept)
    return attachment(office, attachment_id)


@contextmanager
def keeping(office: Office, file: Path) -> Iterator[Kept]:
    """Copy a file into the store for a row that is written inside the block; when that fails, the copy goes again."""
    copy = _drawn(office, file)
    try:
        _refuse(office, copy, file)
        place = store.keep(copy, office.store, ending(file))
    finally:
        store.drop(copy)
    kept = Kept(file.name, place.relative_to(office.folder).as_posix(), copy.sha256, copy.size)
    try:
        yield kept
    except BaseException:  # no file without a row is left, whatever broke off; it goes on
        if not rows.is_named(office.db, kept.path):
            place.unlink(missing_ok=True)
        raise


def add(office: Office, owner: Owner, row_id: int, kept: Kept) -> int:
    """Write the row of a kept file inside a write block; return its id."""
    head = {"name": kept.name, "path": kept.path, "sha256": kept.sha256}
    added = rows.add(office.db, owner, row_id, **head, size=kept.size, at=office.now(), who=office.actor)
    office.log("attach", owner, row_id, file=kept.name, sha256=kept.sha256)
    return added


def detach(office: Office, attachment_id: int, reason: str) -> None:
    """Take a kept file off its task, letter or reply; the log keeps its name, hash and the reason. Its bytes go from
    the store unless a scan or another row holds them. RuleError without a reason; NotFound."""
    if not squeeze(reason):
        raise RuleError("no-reason", tr("Chưa ghi lý do gỡ tệp."), tr("Hãy ghi lý do."))
    with office.write("detach") as db:
        kept, owner = attachment(office, attachment_id), rows.owner_of(db, attachment_id)
        assert owner is not None
        rows.remove(db, attachment_id)
        office.log("detach", owner[0], owner[1], file=kept.name, sha256=kept.sha256, reason=squeeze(reason))
    if not rows.is_named(office.db, kept.path):
        with suppress(OSError):  # what is left over is told by the check, and harms nothing
            erase(office.path(kept.path))


def attachments(office: Office, owner: Owner, row_id: int) -> list[Attachment]:
    """Return the files of a row, in the order they were added."""
    return rows.of(office.db, owner, row_id)


def attachment(office: Office, attachment_id: int) -> Attachment:
    """Return one file's row; NotFound."""
    found = rows.get(office.db, attachment_id)
    if found is None:
        raise NotFound("no-attachment", tr("Không có tệp đính kèm mã {id}.", id=attachment_id))
    return found


def attachment_file(office: Office, attachment_id: int) -> Path:
    """Return where a file's bytes stand, after checking that they are those that were kept; StorageError if not."""
    found = attachment(office, attachment_id)
    restricted.saw_file(office, attachment_id)
    file = office.path(found.path)
    try:
        whole = hash_of(file) == found.sha256
    except OSError as error:
        raise storage_error(error, file) from error
    if not whole:
        raise StorageError(
            "changed",
            tr("Tệp đính kèm {name} trong kho đã bị thay đổi.", name=found.name),
            tr("Hãy chép lại tệp từ bản sao lưu."),
        )
    return file


def ending(file: Path) -> str:
    """Return the ending a kept file gets: that of its name when it is a plain one."""
    own = file.suffix.lower()
    return own if 1 < len(own) <= _LONGEST_ENDING and own[1:].isascii() and own[1:].isalnum() else ".bin"


def _drawn(office: Office, file: Path) -> Copy:
    if file.suffix and f"{file.suffix.lower()} " in _PROGRAMS:
        raise RuleError(
            "a-program",
            tr("{name} là chương trình, không đính kèm được.", name=file.name),
            tr("Hãy chọn tệp tài liệu."),
        )
    seen = folder.see(file.absolute())
    if seen is None:
        raise _not_readable(file)
    if seen.size == 0 or seen.size > MOST_BYTES:
        raise RuleError("bad-size", tr("{name} trống hoặc lớn hơn 200 MB.", name=file.name), tr("Hãy chọn tệp khác."))
    secret_look.look_once(file)
    try:
        return store.draw_in(seen, office.store)
    except StillBusy as error:
        raise _not_readable(file) from error


def _refuse(office: Office, copy: Copy, file: Path) -> None:
    if rows.is_secret(office.db, copy.sha256):
        raise SecretLetter(
            "secret",
            tr("{name} có dấu chỉ độ mật, đã bị từ chối trước đây.", name=file.name),
            tr("Hãy theo dõi ở sổ văn bản mật."),
            tr("Chương trình không giữ lại gì của tệp này."),
        )


def _not_readable(file: Path) -> OfficeError:
    return StorageError(
        "in-use",
        tr("Chưa mở được tệp {file}.", file=file.name),
        tr("Hãy đóng chương trình đang mở tệp rồi thử lại."),
        tr("Tệp vẫn ở nguyên chỗ cũ."),
    )
