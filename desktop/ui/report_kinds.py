"""The forms on the screen Báo cáo in their order, what each is for, and the periods one asks for by name."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.core.calendar import Week
from desktop.core.words import Text, tr
from desktop.services.printing import KINDS, ReportKind

ABOUT: dict[str, Text] = {
    "register": tr("Mười cột theo Nghị định 30, có bìa, để ký và đóng quyển"),
    "handling-slip": tr("Một văn bản, hoặc mọi văn bản trong kỳ: ý kiến lãnh đạo, đơn vị, cá nhân"),
    "transfer": tr("Ai nhận văn bản nào, ngày nào, ký nhận"),
    "follow-up": tr("Thời hạn, tiến độ, số văn bản trả lời"),
    "weekly-sheets": tr("Mỗi người một tờ: kết quả tuần này, việc tuần sau"),
    "weekly-summary": tr("Mọi việc của tuần trên một bảng, cho Chủ tịch"),
    "week-plan": tr("Việc phải làm trong tuần: chủ trì, phối hợp, sản phẩm, thời gian"),
    "void-list": tr("Số đã hủy kèm lý do, số thiếu, văn bản vào sổ muộn của năm"),
    "overdue": tr("Việc nào, của ai, trễ mấy ngày"),
    "unanswered": tr("Văn bản cấp trên hỏi mà chưa ai trả lời, đang giao cho ai"),
    "statistics": tr("Theo trạng thái, đơn vị, người, cơ quan giao, tháng; có biểu đồ"),
    "report-upward": tr("Báo cáo cấp trên về các việc được giao; sửa tiếp trong Word"),
    "action-sheet": tr("Một văn bản với chuỗi dẫn chiếu, ý kiến chỉ đạo, nhiệm vụ và nhật ký"),
    "arrival-stamp": tr("Dấu đến đóng lên bản sao trang đầu của văn bản"),
}


def forms() -> list[ReportKind]:
    """Return the forms in the order of the list: those used daily first."""
    order = list(ABOUT)
    return sorted(KINDS, key=lambda kind: order.index(kind.code) if kind.code in order else len(order))


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
