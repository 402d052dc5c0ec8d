"""Limits that are counted: so many days from the arrival, from the signing, or before the marks of another document."""

from __future__ import annotations

import re
from datetime import date, timedelta

from desktop.core.readings import Deadline
from desktop.reading.directives.setting import Setting

_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "bay": 7, "muoi": 10, "muoi lam": 15, "ba muoi": 30}
_COUNT = r"(?P<n>\d{1,3}|muoi lam|ba muoi|mot|hai|ba|bon|nam|bay|muoi)(?:\s*\(\s*\w+(?: \w+)?\s*\))?"
SPAN = re.compile(
    rf"(?<!\w)(?P<k>trong (?:thoi han|thoi gian|vong)|trong|cham nhat(?: la)?(?: trong| sau)?|khong qua"
    rf"|thoi han(?: la)?"
    rf"|toi da|sau|truoc)\s+(?:toi da )?{_COUNT}\s+"
    r"(?P<u>ngay lam viec|ngay|tuan|thang|gio lam viec|gio)(?!\w)(?P<rest>\s*,?\s*(?:,"
    r"|\(?(?:lam viec)?\)?)?\s*(?P<from>ke tu(?: khi| ngay| thoi diem)?|tu (?:ngay|khi)|tinh tu(?: ngay)?|sau khi"
    r"|sau ngay|so voi|truoc (?:khi|ngay))"
    r"(?P<what>[^;.]{0,140}))?"
)
_ARRIVAL = re.compile(
    r"\s*(?:nhan(?: duoc)?|tiep nhan|co)\s*(?:duoc )?(?:(?:cong )?van ban|cong van|thong bao|chi thi|ke hoach"
    r"|van ban nay|cong dien|quyet dinh|huong dan|giay moi|to trinh nay|noi dung nay)?(?P<own>.*)"
)
_OF_LETTER = re.compile(
    r"(?:cong van|van ban|thong bao|chi thi|ke hoach|cong dien|quyet dinh|huong dan)(?! (?:de nghi|yeu cau|cua|so\b"
    r"|gop y|tra loi|phan hoi))"
)
#: after these days silence is an answer: they are the time there is for one
_SILENCE = re.compile(r"(?:neu )?khong co (?:y kien|van ban|phan hoi).{0,60}(?:coi|xem) nhu")
_SIGNED = re.compile(r"\s*(?:ngay )?(?:ky|ban hanh|van ban nay|cong van nay|ke hoach nay)(?! ket)")


def iso(day: date | None) -> str | None:
    """Return the day in ISO form."""
    return day.isoformat() if day else None


def span_limit(text: str, flat: str, found: re.Match[str], setting: Setting) -> Deadline | None:
    """Return the limit a SPAN match in ``text`` (``flat`` is its folded form) sets, None when it says from when of nothing."""
    count = _WORDS.get(found["n"]) or int(found["n"])
    unit, from_, what = found["u"], found["from"], found["what"] or ""
    if from_ is None or (found["k"] == "sau" and not _SILENCE.search(what)):
        return None
    said = text[found.start() : found.end("u")]
    if from_ in ("so voi",) or from_.startswith("truoc"):
        anchor = _anchor(text, found, setting)
        return Deadline(said, "relative_offset", anchor=anchor, offset_days=-_in_days(count, unit))
    rule = "within_working_days" if "lam viec" in flat[found.start("u") : found.end("u") + 12] else "within_days"
    if _SIGNED.match(what) and setting.issued.date is not None:
        return _counted(said, rule, count, unit, setting, setting.issued.date)
    arrival = (
        _ARRIVAL.match(what) is not None and re.match(r"\s*(?:nhan|tiep nhan)", what) and _OF_LETTER.search(what[:60])
    )
    anchor = "arrival" if arrival else _anchor(text, found, setting)
    return Deadline(said, rule, anchor=anchor, offset_days=_in_days(count, unit)) if anchor else None


def _in_days(count: int, unit: str) -> int:
    if unit.startswith("gio"):
        return max(1, count // 24)
    return count * {"tuan": 7, "thang": 30}.get(unit, 1)


def _counted(said: str, rule: str, count: int, unit: str, setting: Setting, start: date) -> Deadline:
    """The first day does not count; a period that ends on a rest day runs to the next working day (Civil Code, Art. 147-148)."""
    if rule == "within_working_days":
        due = setting.calendar.add_working_days(start, count)
    else:
        due = start + timedelta(days=_in_days(count, unit))
    working = setting.calendar.next_working(due)
    return Deadline(said, rule, iso(due), iso(working), iso(due), anchor="issued", offset_days=_in_days(count, unit))


def _anchor(text: str, found: re.Match[str], setting: Setting) -> str | None:
    """The document named, as the letter cites it ("Kế hoạch số 150" → 150-KH/TU), else the words themselves."""
    said = text[found.start("what") : found.end("what")].strip(" ,.;:") if found["what"] else ""
    for numbered in re.finditer(r"số\s*:?\s*(\d+)", said):
        for reference in setting.references:
            if reference.number == numbered[1] and reference.symbol:
                return f"{reference.number}{'-' if '/' in reference.symbol else '/'}{reference.symbol}"
    return said.split(", ")[0][:100] or None
