"""Who must act: the subject of the sentence, who leads and who takes part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.reading.directives.bodies import Names, find_head, name_end, names_at, split_names, starts_with_verb
from desktop.reading.directives.folded import folded

_ORDER_START = re.compile(
    r"\W*(?:(?:kinh |tran trong )?de nghi|giao(?: nhiem vu)?(?: cho)?|yeu cau|phan cong|uy quyen(?: cho)?"
    r"|doi voi|rieng(?: doi voi)?)\s+(?:voi )?"
)
_ORDER_INSIDE = re.compile(r"(?<!\w)(?:(?:kinh )?de nghi|giao(?: nhiem vu)?(?: cho)?|yeu cau|chi dao|phan cong)\s+")
_TOLD = re.compile(r"(?:thong bao (?:cho|den|toi|de)|thong bao .{0,320}?(?<!\w)de|de)\s+")
_LEADING_CLAUSE = re.compile(
    r"\W*(?:tren co so|can cu|theo (?!doi)|trong|de |nham|sau khi|khi|truong hop|hang|hằng|dinh ky|cham nhat"
    r"|truoc ngay|tu |den |nhan duoc|ngoai|ben canh"
    r"|dong thoi|qua |cung voi|tai |voi |ngay sau)"
)
_NOT_ORDER = re.compile(
    r"(?:duoc|theo|noi dung|nhiem vu|don|van ban|cac|y kien|to trinh|phieu|xet|ban|co quan|da|viec|sau khi|quyen"
    r"|khi)\s+$"
)
_TOGETHER = re.compile(
    r"(?:phoi hop|lam viec)(?:[ ,]+(?:chat che|hieu qua|dong bo|cung|kip thoi|thuong xuyen|tot|chat"
    r"|truc tiep))*\s*(?:,\s*)?(?:(?:chat che )?(?:voi|cung)\s+)?"
)
_SPEAKS = re.compile(
    r"[ ,]*(?:(?:da|vua|co|xin|tran trong)\s+)*(?:y kien|ket luan|thong bao|nhan duoc|to chuc (?:hoi nghi|hop|le|lop"
    r"|cuoc hop|tap huan|doan)|ban hanh|chi dao"
    r"|huong dan|de nghi|yeu cau|giao"
    r"|bao cao|thong nhat|chu tri|da\b|phan cong|tra loi|phuc dap|rat mong|mong|kinh|trien khai (?:den|toi))"
)
_ALLOWS = re.compile(
    r"\W*(?:co ban )?(?:thong nhat|dong y|chap thuan|cho phep)(?: (?:ve )?(?:chu truong|viec|de xuat"
    r"|noi dung|voi))*\s*(?:cho (?:phep )?|de )?"
)
_LEADS = re.compile(r"(?<!\w)chu tri(?!\w)")


@dataclass(frozen=True)
class Charge:
    """Who is charged by one paragraph: ``named`` in it as subject, ``lead`` and ``coordinate`` as their parts are said."""

    named: tuple[str, ...] = ()
    leads: bool = False
    coordinate: tuple[str, ...] = ()


def speaks(flat: str, end: int) -> bool:
    """Whether the name that ends at ``end`` is that of the sender, who tells or orders something."""
    return _SPEAKS.match(flat, end) is not None


def asked_by(text: str) -> tuple[str, ...]:
    """Return those a lead-in orders something of ("Chủ tịch UBND tỉnh yêu cầu các sở …:"); never the one who orders."""
    flat = folded(text)
    ordered = _after_order(text, flat, 0)
    if ordered:
        return ordered
    first = names_at(text, len(flat) - len(flat.lstrip(' "“')))
    return first.items if first is not None and not _SPEAKS.match(flat, first.end) else ()


def charge_of(text: str, *, from_above: bool) -> Charge:
    """Return who ``text`` charges. ``from_above``: its first name may be the office that orders ("UBND tỉnh yêu cầu …")."""
    flat = folded(text)
    named = _subject(text, flat, from_above)
    more = _later_orders(text, flat) if named else ()
    return Charge(tuple(dict.fromkeys(named + more)), _LEADS.search(flat) is not None, _partners(text, flat))


def _subject(text: str, flat: str, from_above: bool) -> tuple[str, ...]:
    opened = _ORDER_START.match(flat)
    start = opened.end() if opened and not _is_tone_giao(text, opened.start()) else len(flat) - len(flat.lstrip(' "“'))
    if allowed := _ALLOWS.match(flat):
        start = allowed.end()
    first = names_at(text, start)
    if first is not None and from_above and not opened and speaks(flat, first.end):
        return _after_order(text, flat, first.end) or _ordered_by(text, flat, first.end) or _told(text, flat)
    if first is not None:
        return _done_by(text, flat, first)
    if opened and not flat[start:].startswith(("noi dung", "cac nhiem vu")):
        ordered = _after_order(text, flat, start)
        if ordered:
            return ordered
    if from_above or _LEADING_CLAUSE.match(flat):
        return _after_order(text, flat, 0) or _after_clause(text, flat) or (_told(text, flat) if from_above else ())
    return ()


def _later_orders(text: str, flat: str) -> tuple[str, ...]:
    """Those a later sentence of the paragraph charges: "… Giao Sở X theo dõi …"."""
    out: list[str] = []
    for found in re.finditer(r"[.;]\s+(?=(?:giao|de nghi|yeu cau)\s)", flat):
        order = _ORDER_START.match(flat, found.end())
        names = names_at(text, order.end()) if order and not _is_tone_giao(text, found.end()) else None
        out += names.items if names else ()
    return tuple(out)


def _is_tone_giao(text: str, at: int) -> bool:
    """ "Giáo dục …" is no "Giao …"."""
    return re.match(r"\W*gi[áảãạà]o", text[at:].lower()) is not None


def _done_by(text: str, flat: str, first: Names) -> tuple[str, ...]:
    """ "Đơn vị chủ trì: Phòng Nội vụ" charges whom it names behind the colon."""
    colon = re.match(r"\s*(?:chu tri|thuc hien|phu trach|dau moi)(?: \w+){0,2}\s*:\s*", flat[first.end :])
    named = names_at(text, first.end + colon.end()) if colon else None
    return named.items if named else first.items


def _ordered_by(text: str, flat: str, end: int) -> tuple[str, ...]:
    """Whom the sender, whose name ends at ``end``, tells: "Sở Y tế thông báo … như sau: Các cơ sở …"."""
    told = _TOLD.search(flat, end)
    if told is None and flat[end : end + 12].strip().startswith("thong bao") and ":" in text[end:]:
        names = names_at(text, text.index(":", end) + 1)
        return names.items if names else ()
    if told is not None and "thong bao" in flat[end : told.end()]:
        names = names_at(text, told.end())
        return names.items if names else ()
    return ()


def _after_order(text: str, flat: str, start: int) -> tuple[str, ...]:
    for found in _ORDER_INSIDE.finditer(flat, start):
        if _is_tone_giao(text, found.start()) or _NOT_ORDER.search(flat[: found.start()]):
            continue
        names = names_at(text, found.end())
        if names is not None:
            return names.items
    return ()


def _after_clause(text: str, flat: str) -> tuple[str, ...]:
    """The subject behind an opening clause: "Trong thời gian tới, UBND các xã tăng cường …"."""
    if not _LEADING_CLAUSE.match(flat):
        return ()
    for found in re.finditer(r"[,;]\s+", flat):
        if starts_with_verb(text, found.end()):
            return ()
        names = names_at(text, found.end())
        if names is not None and names.end < len(text) and text[names.end] == " ":
            return names.items
    return ()


def _told(text: str, flat: str) -> tuple[str, ...]:
    for found in _TOLD.finditer(flat):
        names = names_at(text, found.end())
        if names is not None:
            return names.items
    return ()


def _partners(text: str, flat: str) -> tuple[str, ...]:
    out: list[str] = []
    for found in _TOGETHER.finditer(flat):
        if find_head(text, found.end()) and not flat[: found.start()].endswith("de "):
            out += split_names(text[found.end() : name_end(text, found.end())])
    return tuple(dict.fromkeys(out))
