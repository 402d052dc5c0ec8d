"""Printing the forms: which there are, and from a wish to a file. The ending of the file picks PDF, XLSX or DOCX."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desktop.core.calendar import Week
from desktop.core.errors import OfficeError, RuleError
from desktop.core.words import Text, tr
from desktop.services.office import Office

# the makers of PDF, Excel and Word files take a third of a second to load: they wait until something is printed
if TYPE_CHECKING:
    from desktop.reports.arrival_stamp import Corner
    from desktop.reports.output import Cancelled, Progress
    from desktop.services.printing_wish import Wish

#: The corners of a paper letter onto which the arrival stamp can be printed.
CORNERS: tuple[str, ...] = ("left", "right", "top-left", "top-right", "bottom-left", "bottom-right")
Need = Literal["week", "period", "letter", "person", "unit", "issuer"]


@dataclass(frozen=True)
class ReportKind:
    """A form. ``needs`` says what a wish for it may name (what it does not name has a usual value), ``endings`` which
    files it can be."""

    code: str
    title: Text
    needs: frozenset[Need]
    endings: tuple[str, ...]


@dataclass(frozen=True)
class PrintRequest:
    """A wish for a form. Without ``week`` the present one, without ``first`` the year's beginning, without ``last``
    today. ``volume`` is the register's Quyển số; ``corner`` asks for the arrival stamp alone, to be printed onto the
    paper letter; a register's ``volume`` that its year knows is printed alone; ``empty`` for a handling slip to be
    filled by hand. A letter's form without ``letter_id`` is
    made for every letter of the period that is named. ``unit_id`` and ``issuer`` (a part of its name) narrow the work or
    the letters; ``new_only``: only what is not on paper yet as it is now."""

    report: str
    week: Week | None = None
    first: date | None = None
    last: date | None = None
    letter_id: int | None = None
    person_id: int | None = None
    book_id: int | None = None
    volume: str = ""
    corner: Corner | None = None
    empty: bool = False
    new_only: bool = False
    unit_id: int | None = None
    issuer: str = ""


def _kind(code: str, title: Text, needs: set[Need], *endings: str) -> ReportKind:
    return ReportKind(code, title, frozenset(needs), ("pdf", *endings))


KINDS: tuple[ReportKind, ...] = (
    _kind("weekly-sheets", tr("Phiếu giao việc tuần"), {"week", "person", "unit"}),
    _kind("weekly-summary", tr("Tổng hợp nhiệm vụ tuần"), {"week", "unit"}, "xlsx", "docx"),
    _kind("week-plan", tr("Kế hoạch công tác tuần"), {"week", "person", "unit"}, "xlsx", "docx"),
    _kind("register", tr("Sổ đăng ký văn bản đến"), {"period", "issuer"}, "xlsx"),
    _kind("handling-slip", tr("Phiếu giải quyết văn bản đến"), {"letter", "period"}, "docx"),
    _kind("follow-up", tr("Sổ theo dõi giải quyết văn bản đến"), {"period", "issuer"}, "xlsx"),
    _kind("transfer", tr("Sổ chuyển giao văn bản đến"), {"period"}, "xlsx"),
    _kind("arrival-stamp", tr("Dấu ĐẾN"), {"letter", "period"}),
    _kind("void-list", tr("Danh sách số hủy, số thiếu, vào sổ muộn"), {"period"}, "xlsx"),
    _kind("overdue", tr("Danh sách nhiệm vụ quá hạn"), {"person", "unit", "issuer"}, "xlsx"),
    _kind("unanswered", tr("Danh sách văn bản chưa trả lời"), set(), "xlsx"),
    _kind("statistics", tr("Thống kê văn bản và nhiệm vụ"), {"period", "unit", "issuer"}, "xlsx"),
    _kind("action-sheet", tr("Phiếu theo dõi xử lý văn bản"), {"letter", "period"}),
    _kind("report-upward", tr("Báo cáo kết quả thực hiện nhiệm vụ được giao"), {"period", "issuer"}, "docx"),
)


#: Forms of the letters that arrived in their period; those of tasks and transfers may tell of older letters, too.
_BY_ARRIVAL = frozenset({"register", "handling-slip", "follow-up", "arrival-stamp", "action-sheet"})
_NUMBERS_ALONE = frozenset({"statistics"})


def kind_of(code: str) -> ReportKind:
    """Return the form with this code; RuleError when there is none."""
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise RuleError("no-such-report", tr("Không có mẫu in «{code}».", code=code))


def print_report(
    office: Office,
    request: PrintRequest,
    file: Path,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Path:
    """Write a form to ``file`` and return it; the file appears whole or not at all.

    ``on_progress(done, total)`` is called along the way; once ``cancelled()`` is true the print ends with
    OfficeError('cancelled'). OfficeError for an ending the form has not, a missing glyph, a period turned round;
    StorageError for the disk; NotFound for an unknown letter or person.
    """
    from desktop.reports.output import Watch, write_whole
    from desktop.services import printing_rows

    ending = _ending(kind_of(request.report), file)
    wish = _wish(office, request)
    data = printing_rows.MAKERS[request.report](office, wish, ending, Watch(0, on_progress, cancelled))
    if office.working.on:
        _write_down(office, request, wish)
    return write_whole(file, data)


def _write_down(office: Office, request: PrintRequest, wish: Wish) -> None:
    """The log says of each restricted letter that may stand on the paper that it was printed, before there is a file."""
    from desktop.services import restricted

    if request.letter_id is not None:
        restricted.looked_at(office, [request.letter_id], "print", form=request.report)
    elif request.report in _BY_ARRIVAL:
        restricted.taken_out(office, "print", wish.first, wish.last, form=request.report)
    elif request.report not in _NUMBERS_ALONE:
        restricted.taken_out(office, "print", form=request.report)


def _ending(kind: ReportKind, file: Path) -> str:
    ending = file.suffix.lower().removeprefix(".")
    if ending in kind.endings:
        return ending
    raise OfficeError(
        "no-such-format",
        tr("«{title}» không có dạng tệp «{ending}».", title=str(kind.title), ending=file.suffix or file.name),
        tr("Hãy chọn tên tệp kết thúc bằng {endings}.", endings=", ".join(f".{known}" for known in kind.endings)),
    )


def _wish(office: Office, request: PrintRequest) -> Wish:
    from desktop.services.printing_wish import Wish

    today = office.today()
    last = request.last or max(today, request.first or today)
    first = request.first or date(last.year, 1, 1)
    if first > last:
        raise RuleError("period-reversed", tr("Ngày đầu phải trước ngày cuối."), tr("Hãy chọn lại thời gian."))
    return Wish(
        week=request.week or Week.of(today),
        first=first,
        last=last,
        whole_year=request.first is None,
        period_named=request.first is not None or request.last is not None,
        letter_id=request.letter_id,
        person_id=request.person_id,
        book_id=request.book_id,
        volume=request.volume,
        corner=request.corner,
        empty=request.empty,
        new_only=request.new_only,
        unit_id=request.unit_id,
        issuer=request.issuer,
    )


def mark_printed(office: Office, request: PrintRequest) -> None:
    """Remember that what a wish asks for is on paper as it is now; a later ``new_only`` print leaves it out."""
    from desktop.services import printing_rows

    printing_rows.remember(office, request.report, _wish(office, request))
