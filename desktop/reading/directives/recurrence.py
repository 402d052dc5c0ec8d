"""What comes back every week, month, quarter, half-year or year. A bare "định kỳ" names no period and is none."""

from __future__ import annotations

import re
from itertools import takewhile

from desktop.core.readings import Recurrence
from desktop.reading.directives.folded import folded

_ORDER = ("day", "week", "month", "quarter", "half", "year")
_UNIT = (
    r"(?:ngay|tuan|nua thang|thang|quy|nua nam|nam|(?:0?1|mot) (?:tuan|thang|nam|lan)|(?:0?3|ba) thang|(?:0?6"
    r"|sau) thang|(?:12|muoi hai) thang|(?:0?9|chin) thang"
    r"|(?:0?2|hai) (?:tuan|thang|lan))"
)
_EVERY = r"(?:hang|hằng|moi|tung)"
_MORE = rf"(?:\s*(?:,|;|va|hoac|/)\s*(?:{_EVERY}\s+)?(?:bao cao )?{_UNIT}\b(?!\s*(?:\d|\w+ lan)))*"
_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
_MONTH_DAY = (
    r"(?:truoc |cham nhat |vao |den |la |truoc ngay )*(?:ngay )?(?:mung )?\d{1,2}(?:/\d{1,2})?(?: (?:va"
    r"|,) (?:ngay )?\d{1,2}(?:/\d{1,2})?)?"
)
_DAY_BEHIND = rf"(?:\s+(?:vao |truoc |cham nhat )?(?:{_WEEKDAY}|{_MONTH_DAY})(?!\s*(?:%|nguoi|lan|don|ho|[/.-]\s*\d)))?"
_PERIODIC = re.compile(
    rf"(?<!\w)(?:theo )?dinh ky\s*(?:\(?\s*)(?:theo |vao |truoc |{_EVERY} |cuoi |dau )*{_UNIT}\b(?!\s+\d{{4}}){_MORE}"
    rf"{_DAY_BEHIND}"
)
_BEFORE_PERIOD = re.compile(
    rf"(?<!\w)(?:{_MONTH_DAY}|{_WEEKDAY}|cuoi(?: ngay)?|dau)\s+(?:cua )?{_EVERY} {_UNIT}\b"
    rf"|{_MONTH_DAY}\s+(?:cua )?(?:thang|tuan) (?:cuoi|dau|tiep theo)(?: cua)?(?: {_EVERY})? quy\b"
)
_EVERY_PERIOD = re.compile(rf"(?<!\w){_EVERY} {_UNIT}\b{_MORE}{_DAY_BEHIND}")
_BY_EACH = re.compile(rf"(?<!\w)theo {_EVERY} (?:tuan|thang|quy|nam)\b(?:\s*(?:,|va)\s*(?:tung )?{_UNIT}\b)*")
#: what is only divided by weeks or months, and comes once: a plan, its steps, the shares of a sum
_DIVIDED = re.compile(
    r"(?:(?:xay dung|lap|de ra|co) (?:\w+ ){0,2}(?:ke hoach|lo trinh|kich ban|tien do|phuong an|chi tieu|muc tieu)"
    r"|chia (?:nho|thanh|deu|ra)|phan (?:chia|ky|bo|khai)|cu the hoa|giao chi tieu)"
    r"(?:(?!bao cao|kiem tra|ra soat|danh gia|tong hop|thong bao|theo doi)[^.;:])*$"
)
_TIMES = re.compile(
    r"(?<!\w)(?:(?P<n>\d{1,2}|mot|hai|ba|sau) (?P<u>tuan|thang|quy|nam)\s*(?:/|mot|01|1)\s*(?:mot )?lan|(?P<k>\d{1,2}"
    r"|mot|hai|bon) lan\s*(?:/|trong|mot|moi)\s*(?:(?:01|1|mot) )?(?P<v>ngay|tuan|thang|quy|nam)"
    r"|(?:moi|hang) (?P<w>tuan|thang|quy|nam) (?P<j>\d{1,2}|mot|hai) lan)\b"
)
_CLAUSE_START = re.compile(r"(?:^|[,;:.(]\s*|[-+]\s*)(?:va |dong thoi |thuong xuyen |thuc hien |phai |trong do,? )*$")
_ACTION_BEFORE = re.compile(
    r"(?:bao cao|tong hop|danh gia|so ket|tong ket|ra soat|kiem tra|thong ke|gui|to chuc|giao ban|cap nhat|hop"
    r"|kiem diem|doi chieu|cong khai|ve so\b.{0,40}|ket qua|thuc hien)(?: \w+){0,4} $"
)
_ACTION_AFTER = re.compile(
    r"\s*(?:,\s*)?(?:\(.{0,60}\)\s*)?(?:phai |co |deu |tien hanh |thuc hien |chu dong |kip thoi |cham nhat |truoc "
    r"|vao )*(?:bao cao|tong hop|danh gia|so ket|tong ket|ra soat|kiem tra|thong ke|gui|to chuc|tham muu|cap nhat"
    r"|hop\b|lap\b|xay dung|theo doi|nhac nho|don doc|cong khai|ngay \d|tien hanh|thong bao|kiem diem)"
)
_OF_OWNER = re.compile(r"\s*(?:cua|\d)")
_NOUN_BEFORE = re.compile(
    r"(?:chuong trinh|ke hoach|du toan|kinh phi|muc tieu|chi tieu|thu nhap|nhiem vu|dip|so voi|luong|nghi|phep|von"
    r"|khoa)(?: \w+){0,4},? $"
)


def find_recurrence(text: str) -> Recurrence | None:
    """Return how often ``text`` asks for something, None when it names no period."""
    flat = folded(text)
    spans = sorted(_spans(flat))
    if not spans:
        return None
    start, end = spans[0]
    periods = _periods(flat[start:end])
    if not periods:
        return None
    ordered = sorted(dict.fromkeys(periods), key=_ORDER.index)
    every, *also = ordered
    return Recurrence(text[start:end].strip(" ,("), every, tuple(also), _day(text[start:end], flat[start:end]))


def _spans(flat: str) -> list[tuple[int, int]]:
    out = [m.span() for pattern in (_PERIODIC, _BEFORE_PERIOD, _TIMES) for m in pattern.finditer(flat)]
    out += [m.span() for m in _BY_EACH.finditer(flat) if not _DIVIDED.search(flat[: m.start()])]
    for found in _EVERY_PERIOD.finditer(flat):
        before, after = flat[: found.start()], flat[found.end() :]
        if re.search(r"dinh ky\s*$", before):
            continue
        noun = _NOUN_BEFORE.search(before) is not None or _OF_OWNER.match(after) is not None
        acts = _CLAUSE_START.search(before) or _ACTION_BEFORE.search(before) or _ACTION_AFTER.match(after)
        if acts and not noun:
            out.append(found.span())
    return _widest(out)


def _widest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping finds as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _periods(flat: str) -> list[str]:
    if times := _TIMES.search(flat):
        return [_times(times)]
    tail = re.sub(
        rf"{_WEEKDAY}|ngay (?:\d{{1,2}}(?:/\d{{1,2}})?)|\d{{1,2}}/\d{{1,2}}|(?:thang|tuan) (?:cuoi|dau)", " ", flat
    )
    units = re.findall(r"(?:(\d{1,2}|mot|hai|ba|sau|nua) )?(ngay|tuan|thang|quy|nam)\b", tail)
    return [p for p in (_period(count, unit) for count, unit in units) if p and p != "day"]


def _period(count: str, unit: str) -> str | None:
    words = {"mot": 1, "hai": 2, "ba": 3, "sau": 6}
    n = words.get(count) or (int(count) if count.isdigit() else 1)
    if count == "nua":
        return {"nam": "half", "thang": "week"}.get(unit)
    if unit == "thang":
        return {1: "month", 2: "month", 3: "quarter", 6: "half", 9: "year", 12: "year"}.get(n)
    return {"ngay": "day", "tuan": "week", "quy": "quarter", "nam": "year"}[unit]


def _times(found: re.Match[str]) -> str:
    unit = found["u"] or found["v"] or found["w"]
    if found["u"]:
        return _period(found["n"], unit) or "year"
    words = {"mot": 1, "hai": 2, "bon": 4}
    count = found["k"] or found["j"] or "1"
    n = words.get(count) or int(count)
    if unit == "nam" and n > 1:
        return {2: "half", 4: "quarter", 12: "month"}.get(n, "half" if n < 4 else "quarter")
    if unit == "quy" and n >= 3:
        return "month"
    return _period("1", unit) or "year"


def _day(text: str, flat: str) -> str | None:
    """The day named inside the period: "20", "thứ Sáu", "15/6"."""
    if weekday := re.search(_WEEKDAY, flat):
        return text[weekday.start() : weekday.end()]
    if day := re.search(r"(?:ngay |mung )(\d{1,2}(?:/\d{1,2})?)", flat):
        return day[1]
    if _TIMES.search(flat) or not re.match(r"\d{1,2}(?:/\d{1,2})?\s+(?:cua|hang)", flat):
        return None
    return "".join(takewhile(lambda c: c.isdigit() or c == "/", flat)) or None
