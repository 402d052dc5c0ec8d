"""The days an addressee must keep: absolute, relative, with hours; and what looks like one and is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.readings import Deadline
from desktop.reading.directives.dates import (
    DAY,
    HALF,
    HOUR,
    MONTH,
    QUARTER,
    YEAR,
    Issued,
    day_of,
    half_of,
    hour_of,
    make_date,
    month_end,
    month_of,
    number,
    quarter_of,
)
from desktop.reading.directives.folded import folded
from desktop.reading.directives.setting import Setting
from desktop.reading.directives.spans import SPAN, iso, span_limit

_BEFORE = r"(?:truoc|trươc)"
_BY = (
    r"(?:cham nhat|muon nhat|cham hon|tre nhat|han (?:cuoi(?: cung)?|chot)(?: \w+){0,5}?|thoi han(?: \w+){0,5}?"
    r"|thoi gian (?:gui|nop|bao cao|hoan thanh|tra loi)(?: \w+){0,3}?|khong qua|den het|den|het"
    r"|xong|hoan thanh|hoan tat|ket thuc|dut diem|nop|gui)"
)
_LINK = r"\s*:?\s*(?:(?:la|vao|den|het|truoc|trong|ngay|cuoi|vao luc|luc)\s+)*"
_DONE = r"(?:hoan thanh|hoan tat|xong|ket thuc|dut diem)"
_EVERY = re.compile(
    r"\s*(?:va (?:truoc )?(?:ngay )?\d{1,2}/\d{1,2}\s*)?(?:cua )?(?:hang|hằng|moi)\s*(?:thang|quy|nam|tuan)"
)
_REGULAR_REPORT = re.compile(
    r"(?:bao cao|so ket|tong ket) (?:so ket |tong ket )?(?:0?6 thang|9 thang|nam|quy|thang"
    r"|dinh ky)[^.;]{0,40}$"
)
_LIST_OF_DAYS = re.compile(r"\s*(?:,|va)\s*(?:truoc )?(?:ngay )?\d{1,2}/\d{1,2}(?:/\d{4})?")

_AT = re.compile(
    rf"(?<!\w)(?:{_BEFORE}|{_BY})\s*:?\s*(?:la |vao |den |luc |truoc )*{HOUR},?\s*(?:,|-)?\s*(?:(?:sang|chieu"
    rf"|thu \w+),?\s*)?\(?(?:cua )?(?:ngay|ngay:)\s*(?:mai,?\s*)?\(?{DAY}"
)
_BEFORE_DAY = re.compile(rf"(?<!\w){_BEFORE}\s*(?:het )?(?:ngay\s*)?(?:(?:lam viec )?thu \w+,? \(?(?:ngay )?)?{DAY}")
_BY_DAY = re.compile(rf"(?<!\w){_BY}{_LINK}(?:ngay\s*)?(?:thu \w+,? (?:ngay )?)?{DAY}")
_WITHIN_DAY = re.compile(rf"(?<!\w)(?:ngay )?trong ngay\s*{DAY}")
_DELIVERS = re.compile(
    r"(?:gui|nop|bao cao|trinh|tra loi|cung cap|hoan thanh|hoan tat|xong|dang ky|cap nhat|phan hoi)"
    r"(?:(?! dien ra| to chuc| phat sinh| xay ra)[^.;:])*$"
)
_BEFORE_MONTH = re.compile(rf"(?<!\w){_BEFORE}\s+(?:het\s+)?{MONTH}")
_BEFORE_QUARTER = re.compile(rf"(?<!\w){_BEFORE}\s+{QUARTER}")
_BEFORE_YEAR = re.compile(rf"(?<!\w){_BEFORE}\s+{YEAR}")
_IN = r"(?:trong|ngay trong|noi trong|vao|cuoi|den cuoi|den het|het|den)"
_PERIODS: tuple[tuple[str, str], ...] = ((MONTH, "month"), (QUARTER, "quarter"), (HALF, "half"), (YEAR, "year"))
_THIS = re.compile(
    rf"(?<!\w)(?:{_IN}|truoc)\s+(?:(?:ngay )?(?P<d>\d{{1,2}}) )?(?:cua )?(?P<w>thang|nam|tuan|quy) nay(?!\w)"
)
_SANCTION = re.compile(
    rf"(?<!\w)(?:gui|nop|bao cao|dang ky|ho so)[^.;]{{0,40}}?(?P<e>sau ngay\s*{DAY})[^.;]{{0,60}}?(?:se khong"
    rf"|khong duoc|khong (?:giai quyet|tiep nhan|xem xet)|coi nhu|xem nhu)"
)

_RANGE_BEFORE = re.compile(
    r"(?:tu|ke tu|tinh tu)\s+(?:dau |ngay |thang |quy |nam |thoi diem |luc )*[\w/.\-]{1,12}(?: (?:thang|nam"
    r"|quy) [\w/]+){0,3},?\s*(?:cho )?$"
)
_PAST_BEFORE = re.compile(
    r"(?:ban hanh|phat sinh|duoc (?:cap|ky|giao|xay dung|phe duyet|cong nhan|thanh lap|dua vao)|da (?:\w+ ){0,4}"
    r"|co hieu luc|sinh|ton tai|hinh thanh|xay ra|su dung dat|ho so nop|tuyen dung|gia han|giai doan|tinh den|so lieu"
    r"|luy ke(?: tinh)?|thong ke|phuc vu|chot so lieu)\s*$"
)
_SENDER_PURPOSE = re.compile(
    r"(?:,\s*|\s)(?:de|nham)\s+(?:\w+ ){0,3}?(?:tong hop|bao cao|trinh|tham muu|xem xet|phuc vu)(?:[^.;]*)$"
)
_OWN_UPWARD = re.compile(
    r"(?:bao cao|trinh|gui)\s+(?:(?:bo|chinh phu|thu tuong|ubnd|uy ban|ban thuong vu|thuong truc|tinh uy|hdnd"
    r"|thanh uy|huyen uy|ban chi dao|so|trung uong|ban|lanh dao|cap)\b)"
)
_MODIFIES = re.compile(
    r"(?:^|[,;(]\s*)(?:nhat la |trong do |bao gom |gom )?(?:doi voi )?(?:cac|nhung|so|theo|viec|muc tieu|ke hoach"
    r"|giai doan|lo trinh|tam nhin|quy hoach|de an|chuong trinh|phuong huong|nghi quyet)\b[^,;]*$"
)
_STRIVES_FOR = re.compile(r"phan dau\s+$")
_ISSUES = re.compile(
    r"(?:ban hanh|xay dung|trinh|phe duyet)(?: va ban hanh)? (?:ke hoach|quyet dinh|chuong trinh|van ban|chi thi|de an"
    r"|phuong an|nghi quyet|quy che|quy dinh)(?: [\w-]+){0,6}\s*$"
)
_LABELLED = r"(?:thoi gian|thoi han|han) (?:phai )?(?:hoan thanh|hoan tat)\s*:\s*"
_REPORTED = re.compile(
    r"(?:bao cao|danh gia|ket qua|so lieu|tinh hinh|hoat dong|cong tac|so ket|tong ket|ke hoach|nhiem vu|chi tieu"
    r"|giai doan|thuc hien duoc|phat sinh|muc tieu)(?: [\w-]+){0,9}\s*$"
)


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    deadline: Deadline


def find_deadlines(text: str, setting: Setting) -> tuple[Deadline, ...]:
    """Return the time limits ``text`` sets, in the order of the text; () when it sets none."""
    flat = folded(text)
    seen: list[_Found] = []
    for search in (_hours, _days, _within_day, _months_before, _periods, _this, _spans, _sanctions):
        for found in search(text, flat, setting):
            if not any(found.start < other.end and other.start < found.end for other in seen):
                seen.append(found)
    seen.sort(key=lambda f: f.start)
    return tuple(f.deadline for n, f in enumerate(seen) if not (n and _is_senders(flat, seen[n - 1].end, f.start)))


def _is_senders(flat: str, from_: int, start: int) -> bool:
    """A later day that closes a purpose ("để tổng hợp, báo cáo UBND tỉnh trước ngày …") is the sender's own."""
    purpose = _SENDER_PURPOSE.search(flat[from_:start])
    return purpose is not None and _OWN_UPWARD.search(purpose[0]) is not None


def _deadline(
    text: str, rule: str, due: date | None, setting: Setting, stated: date | None = None, time: str | None = None
) -> Deadline:
    working = setting.calendar.last_working(due) if due else None
    return Deadline(text.strip(" ,(:"), rule, iso(due), iso(working), iso(stated), time)


def _hours(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    for found in _AT.finditer(flat):
        day = day_of(found, setting.issued)
        if not _is_past(day, setting) and not _EVERY.match(flat, found.end()):
            said = text[found.start() : found.end()]
            yield _Found(*found.span(), _deadline(said, "at_time", day, setting, day, hour_of(found)))


def _days(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    for pattern, rule in ((_BEFORE_DAY, "before_date"), (_BY_DAY, "by_date")):
        for found in pattern.finditer(flat):
            day = day_of(found, setting.issued)
            if day is None and setting.issued.year is not None:
                continue
            if _is_past(day, setting) or _no_limit(flat, found, rule):
                continue
            strict = day - timedelta(days=1) if day and _is_before(found[0], rule) else day
            said = text[found.start() : found.end()]
            kind = "before_date" if _is_before(found[0], rule) else "by_date"
            yield _Found(*found.span(), _deadline(_trimmed(said), kind, strict, setting, day))


def _within_day(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    """ "báo cáo trong ngày 12/9/2025"; what only takes place on a day sets no limit."""
    for found in _WITHIN_DAY.finditer(flat):
        day, before = day_of(found, setting.issued), flat[: found.start()]
        ordered = re.match(r"[^.;]{0,30}?phai\b", flat[found.end() :]) or _DELIVERS.search(_clause(before))
        if day is None or _is_past(day, setting) or not ordered:
            continue
        yield _Found(*found.span(), _deadline(text[found.start() : found.end()], "by_date", day, setting, day))


def _is_before(said: str, rule: str) -> bool:
    return rule == "before_date" or re.search(r"(?<!\w)truoc\s+(?:ngay|\d)", said) is not None


def _trimmed(said: str) -> str:
    """The expression without the verb that only opens it."""
    return re.sub(
        r"^(?:xong|hoàn thành|hoàn tất|kết thúc|dứt điểm|nộp|gửi)\s+(?=trước|chậm|đến|hết)",
        "",
        said,
        flags=re.IGNORECASE,
    )


def _is_past(day: date | None, setting: Setting) -> bool:
    issued = setting.issued
    if day is None or issued.year is None:
        return False
    if issued.date is not None:
        return day < issued.date
    return (day.year, day.month) < (issued.year, issued.month or 1)


def _no_limit(flat: str, found: re.Match[str], rule: str) -> bool:
    if _comes_back(flat, found.end()):
        return True
    before, said = flat[: found.start()], found[0]
    if rule == "before_date":
        return _PAST_BEFORE.search(before[-60:]) is not None
    if said.startswith(("den", "het")):
        return _RANGE_BEFORE.search(before[-60:]) is not None or _is_a_state(flat, found, before)
    if said.startswith(("nop", "gui", "ket thuc")) and not re.search(r"(?:truoc|cham nhat|han)", said):
        return re.match(r"(?:nop|gui|ket thuc)\s*(?:vao |trong )?ngay", said) is None
    return False


def _comes_back(flat: str, end: int) -> bool:
    """A day of every month or year ("trước ngày 15/6 và 15/12 hằng năm") is a recurrence."""
    rest = flat[end : end + 60]
    if (
        not re.search(r"(?:19|20)\d\d$", flat[:end])
        and _REGULAR_REPORT.search(flat[:end])
        and re.search(r"dinh ky|(?<!\w)hang (?:nam|quy|thang)", flat)
    ):
        return True
    if _EVERY.match(flat, end) or re.match(r"\s*(?:hang|cua thang|thang cuoi)", rest):
        return True
    return _LIST_OF_DAYS.match(flat, end) is not None and _EVERY.search(rest) is not None


def _is_a_state(flat: str, found: re.Match[str], before: str) -> bool:
    """ "đến ngày …" that tells how long or how far something is, and orders nothing."""
    if not found[0].startswith(("den het", "het")):
        return not _demands(flat, found)
    return _MODIFIES.search(before) is not None


def _clause(before: str) -> str:
    return re.split(r"[;.:,]\s", before)[-1]


def _demands(flat: str, found: re.Match[str]) -> bool:
    """ "đến ngày …" alone opens a clause that orders ("Đến ngày 30/6, hoàn thành 100 %"), else it is a state or a range."""
    opens = re.search(r"(?:^|[.;:,]\s*|phan dau\s+)$", flat[: found.start()]) is not None
    return opens and re.match(r"[^.;]{0,50}?(?:hoan thanh|phai|xong|dat|ket thuc|100)", flat[found.end() :]) is not None


def _months_before(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    for found in _BEFORE_MONTH.finditer(flat):
        if (ym := month_of(found, setting.issued)) and not _PAST_BEFORE.search(flat[: found.start()][-60:]):
            yield from _before_first(text, found, make_date(ym[0], ym[1], 1), "before_month", setting)
    for found in _BEFORE_QUARTER.finditer(flat):
        if ym := quarter_of(found, setting.issued):
            yield from _before_first(text, found, make_date(ym[0], ym[1] - 2, 1), "before_quarter", setting)
    for found in _BEFORE_YEAR.finditer(flat):
        if not _PAST_BEFORE.search(flat[: found.start()][-60:]):
            yield from _before_first(text, found, make_date(number(found["y"]), 1, 1), "before_year", setting)


def _before_first(text: str, found: re.Match[str], first: date | None, rule: str, setting: Setting) -> Iterator[_Found]:
    if first is not None and not _is_past(first - timedelta(days=1), setting):
        said = text[found.start() : found.end()]
        yield _Found(*found.span(), _deadline(said, rule, first - timedelta(days=1), setting, first))


_ENDS: dict[str, Callable[[re.Match[str], Issued], tuple[int, int] | None]] = {
    "month": month_of,
    "quarter": quarter_of,
    "half": half_of,
    "year": lambda found, _issued: (int(found["y"]), 12),
}


def _periods(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    """ "trong tháng 5/2023", "đến hết quý II", "xong trong 6 tháng đầu năm", "trong năm 2025"."""
    for expression, name in _PERIODS:
        for found in re.finditer(rf"(?<!\w){_LABELLED}(?P<w>{expression})", flat):
            yield from _end_of_labelled(text, flat, found, name, setting)
        for found in re.finditer(
            rf"(?<!\w)(?:(?:cham nhat|muon nhat|truoc)\s+)?(?:la |den )?(?P<in>{_IN})\s+(?:thang \d\d? )?{expression}",
            flat,
        ):
            ym = _ENDS[name](found, setting.issued)
            if ym is None or not _orders_period(flat, found, name):
                continue
            due = month_end(*ym)
            if not _is_past(due, setting):
                rule = _period_rule(found["in"], name)
                yield _Found(*found.span(), _deadline(text[found.start() : found.end()], rule, due, setting, due))


def _end_of_labelled(text: str, flat: str, found: re.Match[str], name: str, setting: Setting) -> Iterator[_Found]:
    """ "Thời gian hoàn thành: Quý IV/2025"; of several periods named, none is *the* limit."""
    ym = _ENDS[name](found, setting.issued)
    if ym is None or re.match(r"\s*(?:-|,|va|den)\s*(?:thang|quy|nam|\d)", flat[found.end() :]):
        return
    due = month_end(*ym)
    if not _is_past(due, setting):
        said = text[found.start("w") : found.end("w")]
        yield _Found(*found.span("w"), _deadline(said, f"within_{name}", due, setting, due))


def _period_rule(opening: str, name: str) -> str:
    return f"by_end_of_{name}" if opening in ("den het", "het", "den cuoi", "cuoi", "den") else f"within_{name}"


def _orders_period(flat: str, found: re.Match[str], name: str) -> bool:
    """Whether a month, quarter, half or year is a limit, not the time something is about."""
    before, after = flat[: found.start()], flat[found.end() :]
    if re.match(r"\s*(?:-|den|/)\s*(?:nam|quy|thang)?\s*\d", after) or _RANGE_BEFORE.search(before[-60:]):
        return False
    return _is_said_outright(flat, found, name) or _is_said_by_its_verb(before, after, found["in"], name)


def _is_said_outright(flat: str, found: re.Match[str], name: str) -> bool:
    """ "chậm nhất trong …", "phấn đấu đến hết …", "ban hành Kế hoạch trong tháng …"."""
    before = flat[: found.start()]
    if found[0].startswith(("cham nhat", "muon nhat")):
        return True
    if found[0].startswith(("den cuoi", "den het")):
        return _STRIVES_FOR.search(before) is not None or _demands(flat, found)
    issues = name in ("month", "quarter") and found["in"] in ("trong", "ngay trong")
    return issues and _ISSUES.search(_clause(before)) is not None


def _is_said_by_its_verb(before: str, after: str, opening: str, name: str) -> bool:
    clause = _clause(before)
    if re.search(
        rf"{_DONE}(?: (?!muc tieu|chi tieu|nhiem vu)[\w/-]+){{0,12}}\s*,?\s*$", clause
    ) and not _MODIFIES.search(before):
        return opening != "den" and not re.search(r"(?:^|\W)(?:da|muc tieu|de phan dau|chua)\s", clause)
    if opening in ("den het", "het") and name != "year":
        return _opens_or_strives(before) and not _MODIFIES.search(before)
    if re.search(
        r"(?:^|\s)(?:gui|trinh|ban hanh|nop|bao cao)(?: ve| cho)?(?: (?:ubnd|so|uy ban|phong|ban|chu tich|hdnd"
        r"|van phong|cap)(?: [\w-]+){0,5})?\s*$",
        clause,
    ):
        return name in ("month", "quarter") and opening in ("trong", "ngay trong", "vao", "noi trong")
    opens = re.search(r"(?:^|[.;:]\s*)(?:\W*)$", before) is not None
    return (
        opens
        and name in ("month", "quarter")
        and re.match(rf"\s*,?[^.;]{{0,80}}?(?:phai|{_DONE})\b", after) is not None
    )


def _opens_or_strives(before: str) -> bool:
    return re.search(rf"(?:^|[.;:,]\s*|phan dau\s+|{_DONE}[^.;]{{0,60}}\s|phai [^.;]{{0,40}})$", before) is not None


def _this(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    """ "trong tháng này", "trước ngày 20 tháng này"."""
    issued = setting.issued
    for found in _THIS.finditer(flat):
        if issued.year is None or issued.month is None:
            continue
        due, rule = _this_due(found, issued)
        ordered = found["d"] or re.search(
            rf"{_DONE}[^.;]{{0,60}}$|(?:gui|trinh|nop|xong)[^.;,]{{0,40}}$", flat[: found.start()]
        )
        if due is not None and ordered:
            yield _Found(*found.span(), _deadline(text[found.start() : found.end()], rule, due, setting, due))


def _this_due(found: re.Match[str], issued: Issued) -> tuple[date | None, str]:
    year, month = issued.year or 0, issued.month or 1
    if found["d"] and found["w"] == "thang":
        day = make_date(year, month, int(found["d"]))
        early = found[0].startswith("truoc")
        return (day - timedelta(days=1) if day and early else day), "before_date" if early else "by_date"
    if found["w"] == "tuan":
        return (issued.date + timedelta(days=4 - issued.date.weekday()) if issued.date else None), "within_week"
    last = {"thang": month, "quy": (month + 2) // 3 * 3, "nam": 12}[found["w"]]
    return month_end(year, last), {"thang": "within_month", "quy": "within_quarter", "nam": "within_year"}[found["w"]]


def _spans(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    """ "trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản", "trước 15 ngày so với …"."""
    for found in SPAN.finditer(flat):
        made = span_limit(text, flat, found, setting)
        if made is not None:
            yield _Found(found.start(), found.end("u"), made)


def _sanctions(text: str, flat: str, setting: Setting) -> Iterator[_Found]:
    """ "Hồ sơ gửi sau ngày D sẽ không được xem xét": D is the last day."""
    for found in _SANCTION.finditer(flat):
        day = day_of(found, setting.issued)
        if day is not None and not _is_past(day, setting):
            said = text[found.start("e") : found.end("e")]
            yield _Found(found.start("e"), found.end("e"), _deadline(said, "by_date", day, setting, day))
