"""Closing a register year: its numbers are frozen, the register is printed and kept, then bound (Decree 30/2020, Art. 22)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db import books as rows
from db import restrictions
from db.copies import hash_of, sync_folder
from desktop.core import faults
from desktop.core.books import BookYear
from desktop.core.errors import RuleError
from desktop.core.os_errors import storage_error
from desktop.core.rights import hidden_letter
from desktop.core.text import squeeze
from desktop.core.words import Text, tr
from desktop.services import books
from desktop.services.office import Office
from desktop.services.printing import PrintRequest, print_report

if TYPE_CHECKING:
    from desktop.reports.output import Progress

__all__ = ["BookYear"]

FOLDER = "store/registers"
_SHOWN = 12


def objections(office: Office, book_id: int, year: int) -> list[Text]:
    """Return what speaks against closing a book's year now; it can be closed all the same, once confirmed."""
    state = books.book_year(office, book_id, year)
    return list(_objections(state, office.today()))


def close_year(
    office: Office, book_id: int, year: int, *, confirmed: bool = False, on_progress: Progress | None = None
) -> BookYear:
    """Freeze a book's year and keep its register as PDF; from now on no number is given or voided in it.

    ``on_progress(done, total)`` is called while the PDF is made; what it raises ends the closing with nothing done.
    RuleError: closed already, a year to come, nothing in it, or objections that were not ``confirmed``. StorageError
    when the PDF cannot be written: then nothing is closed.
    """
    with office.write("close-year") as db:
        books.require_open(office, book_id, year)
        state = books.book_year(office, book_id, year)
        _require_closable(state, office.today(), confirmed)
        rows.close(db, book_id, year, office.today(), office.actor)
        with _kept(office, state) as file:
            _print(office, state, file, on_progress)
            for folder in (file.parent, office.store):
                sync_folder(folder)
            sha256 = hash_of(file)
            rows.set_printed(db, book_id, year, file.relative_to(office.folder).as_posix(), sha256)
            told = {"year": year, "last_number": state.last_number, "missing": list(state.missing), "sha256": sha256}
            office.log("close-year", "book", book_id, **told, confirmed=confirmed)
            faults.point("close-year:printed")
    return books.book_year(office, book_id, year)


def bind(office: Office, book_id: int, year: int, *, volumes: int, on: date | None = None) -> BookYear:
    """Record that the printed register was signed and bound in so many volumes; RuleError unless the year is closed."""
    day = on or office.today()
    with office.write("bind-year") as db:
        state = books.book_year(office, book_id, year)
        if state.closed_on is None:
            raise RuleError("year-open", tr("Sổ năm {year} chưa khóa.", year=year), tr("Hãy khóa sổ và in trước."))
        if volumes < 1:
            raise RuleError("no-volume", tr("Chưa ghi số quyển."), tr("Hãy ghi đã đóng thành mấy quyển."))
        if not state.closed_on <= day <= office.today():
            happened = tr("Ngày đóng quyển phải từ ngày khóa sổ đến hôm nay.")
            raise RuleError("bad-day", happened, tr("Hãy chọn lại ngày."))
        rows.bind(db, book_id, year, day, volumes)
        office.log("bind-year", "book", book_id, year=year, on=day, volumes=volumes)
    return books.book_year(office, book_id, year)


def reopen_year(office: Office, book_id: int, year: int, reason: str) -> BookYear:
    """Let a closed year be written in again; RuleError without a reason. The PDF of its closing is kept."""
    why = squeeze(reason)
    if not why:
        raise RuleError("no-reason", tr("Chưa ghi lý do mở lại sổ."), tr("Hãy ghi lý do."))
    with office.write("reopen-year") as db:
        if not books.book_year(office, book_id, year).closed:
            raise RuleError("year-open", tr("Sổ năm {year} chưa khóa.", year=year))
        rows.reopen(db, book_id, year)
        office.log("reopen-year", "book", book_id, year=year, reason=why)
    return books.book_year(office, book_id, year)


def printed_file(office: Office, book_id: int, year: int) -> Path | None:
    """Return the register's PDF of the closing, None when it was never closed. AccessDenied where it holds a letter that
    is kept from whoever works here."""
    if restrictions.hidden_in_year(office.db, book_id, year):
        raise hidden_letter()
    path = books.book_year(office, book_id, year).printed_path
    return office.path(path) if path else None


def _objections(state: BookYear, today: date) -> Iterator[Text]:
    if state.year >= today.year:
        yield tr("Năm {year} chưa hết: văn bản đến sau hôm nay sẽ không vào được sổ này.", year=state.year)
    if state.missing:
        shown = ", ".join(str(n) for n in state.missing[:_SHOWN]) + (", …" if len(state.missing) > _SHOWN else "")
        yield tr("Thiếu {n} số: {numbers}.", n=len(state.missing), numbers=shown)
    if state.incomplete:
        yield tr("{n} văn bản còn thiếu thông tin.", n=state.incomplete)


def _require_closable(state: BookYear, today: date, confirmed: bool) -> None:
    if state.year > today.year or state.last_number == 0:
        raise RuleError(
            "nothing-to-close", tr("{book} năm {year} chưa có số nào.", book=state.book.name, year=state.year)
        )
    found = list(_objections(state, today))
    if found and not confirmed:
        raise RuleError(
            "year-not-ready",
            tr("Chưa nên khóa sổ năm {year}: {why}", year=state.year, why=" ".join(str(text) for text in found)),
            tr("Hãy bổ sung, hoặc xác nhận khóa như hiện có."),
            tr("Chưa có gì thay đổi."),
        )


def _print(office: Office, state: BookYear, file: Path, on_progress: Progress | None) -> None:
    first, last = date(state.year, 1, 1), date(state.year, 12, 31)
    wish = PrintRequest("register", first=first, last=last, book_id=state.book.id)
    print_report(office, wish, file, on_progress=on_progress)


@contextlib.contextmanager
def _kept(office: Office, state: BookYear) -> Iterator[Path]:
    """A new file for the PDF, taken away again when the closing does not come about."""
    folder = office.path(FOLDER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, folder) from error
    file = folder / f"{state.book.code}-{state.year}.pdf"
    turn = 1
    while file.exists():
        turn += 1
        file = folder / f"{state.book.code}-{state.year}-{turn}.pdf"
    try:
        yield file
    except BaseException:  # no half file is left, whatever broke off; it goes on
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        raise
