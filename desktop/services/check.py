"""Checking an office: is everything there, whole, and does it add up? Each problem says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db import audit, checks, copies, migrations, scans, search
from desktop.core.errors import StorageError
from desktop.core.numbering import gaps, repeated
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import Text, say, tr
from desktop.services import backup_care, check_files, derived, history, strays
from desktop.services.check_files import Tell, hash_of
from desktop.services.office import Office

__all__ = ["CheckReport", "check", "hash_of", "repair"]

_SHOWN = 10


@dataclass(frozen=True)
class CheckReport:
    """What a check found: ``ok`` when there is no problem; ``accounting`` as in the inbox. ``mendable``: ``repair`` can
    mend some of it without losing anything. ``notes``: what is no fault of the office but wants doing (backups' age)."""

    ok: bool
    problems: list[Text]
    accounting: dict[str, int]
    mendable: bool = False
    notes: tuple[Text, ...] = ()


def check(office: Office, tell: Tell | None = None, *, resume: bool = False) -> CheckReport:
    """Check everything the office keeps; ``tell`` hears the share done (0-1) while files are hashed, and may raise to stop.

    ``resume``: files are gone on with where a check was stopped, instead of from the first one.
    A damaged database is a problem in the report, not an exception. Whoever is signed in may ask; the answer is about
    all there is, restricted letters too.
    """
    office.working.require_signed_in()
    with office.working.as_program():
        return _check(office, tell, resume)


def _check(office: Office, tell: Tell | None, resume: bool) -> CheckReport:
    try:
        faults = [*_database(office), *_leftovers(office)]
        found = check_files.look(office, tell or (lambda _: None), resume=resume)
        accounts = scans.accounting(office.db)
    except StorageError as error:
        return CheckReport(False, [tr("{happened} {todo}", happened=error.happened, todo=error.todo or "")], {})
    problems = [*faults, *(_file_words(office, bad) for bad in found), *_strays(office), *_accounts(accounts)]
    return CheckReport(not problems, problems, accounts, _mendable(office, bool(found)), _notes(office))


def _mendable(office: Office, files: bool) -> bool:
    outdated = checks.search_in_step(office.db.file) is False
    leftovers = checks.secret_leftovers(office.db) or derived.orphans(office) or strays.movable(office)
    leftovers = leftovers or list(migrations.lacking(office.db))
    return files or outdated or bool(leftovers)


def _notes(office: Office) -> tuple[Text, ...]:
    told = backup_care.warning(backup_care.state(office))
    return () if told is None else (told[1],)


def repair(office: Office) -> list[Text]:
    """Mend what can be mended without losing anything: the search index, bytes of secret scans that were to go, files
    of the store that no row names (moved out of it), originals that are lost or changed and that a backup still holds.

    Returns what was done. AccessDenied without the right to; it is done on all there is, restricted letters too.
    """
    office.working.require(Right.CARE)
    with office.working.as_program():
        return _repair(office)


def _repair(office: Office) -> list[Text]:
    done: list[Text] = []
    lacking = migrations.lacking(office.db)
    if lacking:
        with office.write("mend-schema") as db:
            migrations.mend(db, lacking)
            office.log("mend-schema", "office", 1, parts=sorted(lacking))
        done.append(tr("Đã lập lại {n} phần của cơ sở dữ liệu.", n=len(lacking)))
    if checks.search_in_step(office.db.file) is False:
        with office.write("rebuild-search") as db:
            search.rebuild(db)
        done.append(tr("Đã lập lại chỉ mục tìm kiếm."))
    for scan_id, path in checks.secret_leftovers(office.db):
        _remove(office.path(path))
        with office.write("refuse-secret") as db:
            scans.change(db, scan_id, {"path": None})
        done.append(tr("Đã xóa tệp của bản quét có dấu mật mã {id}.", id=scan_id))
    for copy in derived.orphans(office):
        derived.remove(copy)
        done.append(tr("Đã xóa bản dẫn xuất {path} không còn bản gốc.", path=copy.name))
    for path in _put_aside(office):
        done.append(tr("Đã chuyển tệp {path} ra thư mục «{folder}».", path=path, folder=strays.FOLDER))
    for path in check_files.mend(office):
        done.append(tr("Đã lấy lại {path} từ bản sao lưu.", path=path))
    return done


def _database(office: Office) -> Iterator[Text]:
    for line in checks.integrity(office.db):
        yield tr("Cơ sở dữ liệu hỏng: {line}. Hãy khôi phục từ bản sao lưu gần nhất.", line=line)
    for table, row_id in checks.foreign_keys(office.db):
        yield tr(
            "Dòng {id} của bảng {table} trỏ tới dòng không có. Hãy khôi phục từ bản sao lưu.", id=row_id, table=table
        )
    lacking = list(migrations.lacking(office.db))
    if lacking:
        names = ", ".join(lacking[:_SHOWN]) + (", …" if len(lacking) > _SHOWN else "")
        yield tr("Cơ sở dữ liệu thiếu hoặc bị sửa {n} phần: {names}. Hãy bấm Sửa chữa.", n=len(lacking), names=names)
    yield from _numbers(office)
    yield from _shortened(office)
    broken = audit.broken_at(office.db)
    if broken is not None:
        yield tr(
            "Nhật ký bị sửa từ dòng {id} ({line}). Hãy đối chiếu với bản sao lưu trước đó.",
            id=broken,
            line=history.words_of(office, broken),
        )
    for letter_id in checks.unaudited_letters(office.db)[:_SHOWN]:
        yield tr("Văn bản {id} không có dòng nhật ký vào sổ. Hãy đối chiếu với sổ giấy.", id=letter_id)
    for scan_id in checks.miscounted_scans(office.db)[:_SHOWN]:
        yield tr("Bản quét mã {id} đếm sai số văn bản đã vào sổ. Hãy khôi phục từ bản sao lưu.", id=scan_id)
    if checks.search_in_step(office.db.file) is False:
        yield tr("Chỉ mục tìm kiếm lệch với sổ. Hãy bấm Sửa chữa để lập lại chỉ mục.")


def _shortened(office: Office) -> Iterator[Text]:
    """The log only grows: one that is shorter than a backup says was cut, or the whole database is an older one."""
    newest = backup_care.newest(office, office.now())
    if newest is not None and newest.uid == office.info.uid and newest.audit > checks.last_audit(office.db):
        yield tr(
            "Nhật ký ngắn hơn lúc sao lưu {moment}: có dòng đã bị xóa, hoặc dữ liệu bị thay bằng bản cũ."
            " Hãy đối chiếu với bản sao lưu đó.",
            moment=newest.made_at.replace("T", " ")[:16],
        )


def _numbers(office: Office) -> Iterator[Text]:
    for year in checks.book_years(office.db):
        missing = gaps(year.numbers, year.last)
        if missing:
            yield tr(
                "{book} năm {year} thiếu số {numbers}. Hãy đối chiếu với sổ giấy và bản sao lưu.",
                book=year.book,
                year=year.year,
                numbers=_list(missing),
            )
        wrong = [*repeated(year.numbers), *(n for n in year.numbers if n > year.last)]
        if wrong:
            yield tr(
                "{book} năm {year} có số trùng hoặc chưa cấp: {numbers}. Hãy đối chiếu với sổ giấy.",
                book=year.book,
                year=year.year,
                numbers=_list(wrong),
            )


def _leftovers(office: Office) -> Iterator[Text]:
    for scan_id, path in checks.secret_leftovers(office.db):
        yield tr("Bản quét có dấu mật mã {id} chưa xóa hết tệp {path}. Hãy bấm Sửa chữa.", id=scan_id, path=path)
    for copy in derived.orphans(office):
        yield tr("Bản dẫn xuất {path} không còn bản gốc. Hãy bấm Sửa chữa để xóa.", path=copy.name)


def _strays(office: Office) -> Iterator[Text]:
    for stray in strays.strays(office):
        yield tr(
            "Tệp {path} trong kho không thuộc mục nào. Hãy bấm Sửa chữa để chuyển ra thư mục «{folder}».",
            path=stray,
            folder=strays.FOLDER,
        )


def _file_words(office: Office, found: check_files.BadFile) -> Text:
    what = _named(office, found.path)
    if found.why == "missing":
        return tr(
            "Mất tệp gốc {what}. Hãy bấm Sửa chữa để lấy lại từ bản sao lưu; nếu không được, quét lại bản giấy.",
            what=what,
        )
    if found.why == "changed":
        return tr(
            "Tệp gốc {what} đã bị thay đổi. Hãy bấm Sửa chữa để lấy lại từ bản sao lưu; nếu không được, quét lại bản giấy.",
            what=what,
        )
    return tr("Không đọc được tệp gốc {what}: {detail}. Hãy kiểm tra ổ đĩa.", what=what, detail=found.why)


def _named(office: Office, path: str) -> str:
    """What a person knows the file by, and where it lies."""
    name, numbers = checks.owner_of(office.db, path)
    parts = [name, *([say("số đến {numbers}", numbers=", ".join(numbers))] if numbers else []), path]
    return " – ".join(part for part in parts if part)


def _accounts(accounts: dict[str, int]) -> list[Text]:
    """Each scan counts in one place."""
    parts = sum(count for name, count in accounts.items() if name != "taken_in")
    if parts == accounts["taken_in"]:
        return []
    return [tr("Số bản quét đã nhận ({n}) không khớp với tổng ({m}).", n=accounts["taken_in"], m=parts)]


def _remove(file: Path) -> None:
    try:
        copies.erase(file)
    except OSError as error:
        raise storage_error(error, file) from error


def _put_aside(office: Office) -> list[str]:
    try:
        return strays.put_aside(office)
    except OSError as error:
        raise storage_error(error, office.store) from error


def _list(numbers: list[int]) -> str:
    shown = ", ".join(str(n) for n in numbers[:_SHOWN])
    return f"{shown}, …" if len(numbers) > _SHOWN else shown
