"""The forms on the screen Báo cáo: their names, what each must be told, and the file kinds it comes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop.core.calendar import Week
from desktop.core.words import Text, tr

Needs = Literal["week", "period", "letter", "none"]


@dataclass(frozen=True)
class Form:
    """A printed form: ``report`` is its stable name, ``needs`` what must be chosen for it."""

    report: str
    name: Text
    about: Text
    needs: Needs
    person: bool = False


FORMS = (
    Form(
        "register",
        tr("Sổ đăng ký văn bản đến"),
        tr("Mười cột theo Nghị định 30, có bìa, để ký và đóng quyển"),
        "period",
    ),
    Form(
        "handling-slip",
        tr("Phiếu giải quyết văn bản đến"),
        tr("Một văn bản: ý kiến lãnh đạo, đơn vị, cá nhân"),
        "letter",
    ),
    Form("transfer", tr("Sổ chuyển giao văn bản"), tr("Ai nhận văn bản nào, ngày nào, ký nhận"), "period"),
    Form("follow-up", tr("Sổ theo dõi giải quyết văn bản đến"), tr("Thời hạn, tiến độ, số văn bản trả lời"), "period"),
    Form(
        "weekly-sheets",
        tr("Phiếu nhiệm vụ tuần"),
        tr("Mỗi người một tờ: kết quả tuần này, việc tuần sau"),
        "week",
        True,
    ),
    Form("weekly-summary", tr("Tổng hợp tuần cho Chủ tịch"), tr("Mọi việc của tuần trên một bảng"), "week"),
    Form("overdue", tr("Danh sách việc quá hạn"), tr("Việc nào, của ai, trễ mấy ngày"), "none"),
    Form(
        "statistics", tr("Thống kê tình hình thực hiện"), tr("Theo trạng thái, đơn vị, người, cơ quan giao"), "period"
    ),
    Form("arrival-stamp", tr("Dấu ĐẾN"), tr("Dấu đến đóng lên bản sao trang đầu của văn bản"), "letter"),
)

PERIODS: tuple[tuple[str, Text], ...] = (
    ("this_week", tr("Tuần này")),
    ("last_week", tr("Tuần trước")),
    ("this_month", tr("Tháng này")),
    ("last_month", tr("Tháng trước")),
    ("this_quarter", tr("Quý này")),
    ("this_year", tr("Năm nay")),
    ("last_year", tr("Năm trước")),
    ("other", tr("Chọn ngày…")),
)
_DAY = timedelta(days=1)


def period(name: str, today: date) -> tuple[date, date] | None:
    """Return the first and last day of a period by name, None for 'other'.

    >>> period("last_month", date(2026, 1, 15))
    (datetime.date(2025, 12, 1), datetime.date(2025, 12, 31))
    """
    month = today.replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    week = Week.of(today)
    periods = {
        "this_week": (week.monday, week.sunday),
        "last_week": (week.shift(-1).monday, week.shift(-1).sunday),
        "this_month": (month, _next_month(month) - _DAY),
        "last_month": ((month - _DAY).replace(day=1), month - _DAY),
        "this_quarter": (quarter, _next_month(_next_month(_next_month(quarter))) - _DAY),
        "this_year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return periods.get(name)


def _next_month(first: date) -> date:
    return (first.replace(day=28) + 4 * _DAY).replace(day=1)
