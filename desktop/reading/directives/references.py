"""The numbered documents a letter cites: type, number, symbol, day and issuer, each document once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.readings import Box, Reference
from desktop.reading.directives.bodies import find_head
from desktop.reading.directives.dates import number
from desktop.reading.directives.folded import folded
from desktop.reading.directives.symbols import Symbol, corrected, find_symbols, type_of_symbol

_TYPE_NAMES = (
    "Chương trình hành động|Chương trình phối hợp|Chương trình công tác|Thông tư liên tịch|Thông báo kết luận"
    "|Nghị quyết liên tịch|Kế hoạch phối hợp|Luật|Bộ luật|Pháp lệnh|Lệnh|Nghị định|Nghị quyết"
    "|Quyết định|Chỉ thị|Kế hoạch|Công văn|Văn bản|Thông báo|Kết luận|Thông tư|Tờ trình|Báo cáo|Hướng dẫn|Giấy mời"
    "|Công điện|Chương trình|Đề án|Dự án|Quy chế|Quy định"
    "|Phương án|Biên bản|Thư công|Giấy chuyển đơn|Phiếu chuyển|Phiếu trình|Phiếu gửi|Công thư|Điện|Bản án|Hợp đồng"
    "|Văn bản hợp nhất|Kiến nghị|Thông cáo"
)
_TYPES = {folded(name): name for name in _TYPE_NAMES.split("|")}
_TYPE = re.compile(rf"(?<!\w)({'|'.join(sorted(_TYPES, key=len, reverse=True))})(?!\w)")
_NUMBERED = re.compile(r"\s*(?:\w+ ){0,12}?s[o0]\s*[:;.]?\s*$|\s*$")
_OPENER = re.compile(r"(?:s[oóốôơồổỗộ0]|(?<=s)[^\W\d_])\s*[:;.]?\s*$", re.IGNORECASE)
_SEP = r"\s?[/.\-]\s?"
_DATE = (
    rf"(?P<d>[0-3oO]?\d){_SEP}(?P<m>[01oO]?\d){_SEP}(?P<y>(?:19|20)\d\d)"
    rf"|(?P<d2>[0-3oO]?\d)\s*thang\s*(?P<m2>[01oO]?\d)\s*(?:nam|/)\s*(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m3>[01]?\d){_SEP}(?P<y3>(?:19|20)\d\d)|thang\s*(?P<m4>[01]?\d)\s*(?:nam|/)\s*(?P<y4>(?:19|20)\d\d)"
)
_DATED = re.compile(rf"\s*[,(]?\s*(?:(?:ky|ban hanh|de)\s+)?ngay[:.]?\s*(?:{_DATE})(?!\d)")
_MONTHED = re.compile(r"\s*[,(]?\s*(?P<x>)thang\s*(?P<m4>[01]?\d)\s*(?:nam|/)\s*(?P<y4>(?:19|20)\d\d)")
_BARE_DATE = re.compile(rf"\s*\(?\s*(?:{_DATE.split('|thang', maxsplit=1)[0]})(?!\d)")
_ISSUER = re.compile(r"\s*[,;]?\s*cua\s+")
_ISSUER_END = re.compile(
    r"\s*(?:[,;:()\"]|\.(?:\s|$)|(?<!\w)(?:ve|v/v|quy dinh|huong dan|ban hanh|phe duyet|sua doi|trien khai|tai"
    r"|doi voi|de|thi|thuc hien|da|co|nham|ngay|o|yeu cau|giao|thong bao|ket luan|cong bo"
    r"|chi dao|dieu chinh|thong qua|thay the|bai bo|kem theo|va (?:cac|nhung)?\s*(?:"
    + "|".join(_TYPES)
    + r"|y kien|chi dao|quy dinh|van ban|noi dung|huong dan)|va cac van ban|, va|gui|tham muu"
    r"|trong|theo|den|tren|neu|duoc|la|nhu|lien quan|dinh|cho|chinh phu quy|khoa [xivl]+ (?:ve|tai)|bo sung|quan ly"
    r"|phan cong|kien toan|thanh lap|cho y|dong y|thong nhat|chap thuan|trinh|bao cao|xin|cong nhan|cung|va)(?!\w))"
)
_ISSUED_BEFORE = re.compile(
    rf"(?:ngay\s*(?:{_DATE}),?\s*)?(?P<who>[^,;:.()]{{4,80}}?)\s*(?:da |co |vua |cung da ){{0,2}}(?:kip thoi )?"
    r"(?:ban hanh|trien khai|co|phe duyet|ky|gui|thong bao|ket luan"
    r"|chi dao)(?P<rest>(?:[ ,-]+[\w]+){0,40}?)\s*(?:tai |bang |theo )?(?:cac )?$"
)
_TONED = {
    "co": "có",
    "de": "để",
    "da": "đã",
    "la": "là",
    "o": "ở",
    "den": "đến",
    "tai": "tại",
    "dinh": "định",
    "thi": "thì",
    "cho": "cho",
    "va": "và",
    "giao": "giao",
    "tren": "trên",
}
_LINKED = re.compile(r"[\s,;]*(?:(?:va|cung|hoac|cac)\s+)*(?:cac\s+)?")


@dataclass(frozen=True)
class Source:
    """One paragraph to look through, with where it stands."""

    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class _Mention:
    symbol: Symbol
    type_name: str | None
    typed: bool
    start: int
    end: int
    day: str | None
    issuer: str | None
    issuer_start: int


def find_references(sources: Sequence[Source], subject: str = "", own: str | None = None) -> tuple[Reference, ...]:
    """Return the documents cited in ``sources``, in order, each once with the best that any mention says of it.

    ``subject`` only completes what the body leaves out; ``own`` is the letter's own number and symbol, never a citation.
    """
    found: dict[str, Reference] = {}
    days: dict[str, list[str]] = {}
    own_key = re.sub(r"[^a-z0-9]", "", folded(own or ""))
    for source in sources:
        for mention in _mentions(source.text):
            if mention.symbol.key == own_key and own_key:
                continue
            key = _key(mention, days)
            cited = _reference(mention, source)
            found[key] = _merged(found[key], cited) if key in found else cited
    for mention in _mentions(subject):
        key = _key(mention, days)
        if key in found:
            found[key] = _merged(found[key], _reference(mention, Source(subject)))
    return tuple(found.values())


def _key(mention: _Mention, days: dict[str, list[str]]) -> str:
    """One key a document: numbers come back each year, so two different days are two documents."""
    base = mention.symbol.key
    known = days.setdefault(base, [])
    if mention.day is None:
        return base + "@"
    same = next((d for d in known if d.startswith(mention.day) or mention.day.startswith(d)), None)
    if same is None and known == []:
        known.append(mention.day)
        return base + "@"
    if same is None:
        known.append(mention.day)
        return f"{base}@{mention.day}"
    return base + "@" if same == known[0] else f"{base}@{same}"


def _merged(first: Reference, later: Reference) -> Reference:
    return replace(
        first,
        type=first.type or later.type,
        issued_on=first.issued_on if len(first.issued_on or "") >= len(later.issued_on or "") else later.issued_on,
        issuer=first.issuer or later.issuer,
    )


def _reference(mention: _Mention, source: Source) -> Reference:
    raw = source.text[mention.start : mention.end].strip(" ,;.(")
    symbol = corrected(mention.symbol.symbol, mention.type_name)
    return Reference(
        mention.type_name, mention.symbol.number, symbol, mention.day, mention.issuer, raw, source.page, source.box
    )


def _mentions(text: str) -> list[_Mention]:
    flat = folded(text)
    out: list[_Mention] = []
    for symbol in find_symbols(text):
        mention = _mention(text, flat, symbol, out[-1] if out else None)
        if mention is not None:
            out.append(mention)
    return _context(text, flat, _shared(text, out))


def _mention(text: str, flat: str, symbol: Symbol, before: _Mention | None) -> _Mention | None:
    typed = _type_before(flat, symbol.start, before.end if before else 0)
    numbered = _OPENER.search(text[max(0, symbol.start - 8) : symbol.start]) is not None
    listed = (
        before is not None
        and _LINKED.fullmatch(flat[before.end : symbol.start].replace("so", " ").replace(":", " ")) is not None
    )
    if not (typed or numbered or listed) and "-" not in symbol.symbol:
        return None
    if typed is None and not numbered and not listed and "/" not in symbol.number and symbol.symbol.count("-") < 1:
        return None
    name = typed[0] if typed else _untyped(symbol, before if listed else None)
    start = typed[1] if typed else _number_start(text, symbol.start)
    day, end = _day_after(flat, symbol.end)
    issuer, issuer_start, end = _issuer_after(text, flat, end)
    if day is None:
        day, end = _day_after(flat, end)
    return _Mention(symbol, _public_type(name, symbol), typed is not None, start, end, day, issuer, issuer_start)


def _untyped(symbol: Symbol, before: _Mention | None) -> str | None:
    """The type of a number without one: its own code tells, else it is that of the list it stands in."""
    own = type_of_symbol(symbol.symbol)
    if before is None or own not in (None, "Công văn"):
        return own
    return before.type_name if type_of_symbol(before.symbol.symbol) in (None, "Công văn") else own


def _public_type(name: str | None, symbol: Symbol) -> str | None:
    if name in (None, "Văn bản"):
        return type_of_symbol(symbol.symbol)
    return "Thông báo" if name == "Thông báo kết luận" else name


def _number_start(text: str, at: int) -> int:
    found = _OPENER.search(text[max(0, at - 8) : at])
    return max(0, at - 8) + found.start() if found else at


def _type_before(flat: str, at: int, after: int) -> tuple[str, int] | None:
    """The type named right before the number ("Luật Đầu tư công số …" may hold the law's name), and where it stands."""
    begin = max(after, at - 130)
    found = [m for m in _TYPE.finditer(flat, begin, at) if _NUMBERED.fullmatch(flat[m.end() : at])]
    if not found:
        return None
    near = [m for m in found if re.fullmatch(r"\s*(?:so|s\w)?\s*[:;.]?\s*", flat[m.end() : at])]
    chosen = near[-1] if near else found[-1]
    if not near and chosen[1] not in ("luat", "bo luat", "phap lenh"):
        return None
    return _TYPES[chosen[1]], chosen.start()


def _day_after(flat: str, at: int) -> tuple[str | None, int]:
    for pattern in (_DATED, _MONTHED, _BARE_DATE):
        if found := pattern.match(flat, at):
            return _iso(found), found.end()
    return None, at


def _iso(found: re.Match[str]) -> str | None:
    g = found.groupdict()
    year = g.get("y") or g.get("y2") or g.get("y3") or g.get("y4")
    month = number((g.get("m") or g.get("m2") or g.get("m3") or g.get("m4") or "").lower() or None)
    day = number((g.get("d") or g.get("d2") or "").lower() or None)
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return year
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def _issuer_after(text: str, flat: str, at: int) -> tuple[str | None, int, int]:
    found = _ISSUER.match(flat, at)
    if found is None or not _names_issuer(text, flat, found.end()):
        return None, at, at
    end = _issuer_end(text, flat, found.end())
    name = text[found.end() : end].strip(" ,;.")
    return (name, found.end(), end) if name else (None, at, at)


def _names_issuer(text: str, flat: str, at: int) -> bool:
    return text[at : at + 1].isupper() or find_head(text, at) or flat.startswith(("lien", "cac ", "lanh dao"), at)


def _issuer_end(text: str, flat: str, at: int) -> int:
    for found in _ISSUER_END.finditer(flat, at + 2):
        word = found[0].strip()
        if word == "v/v":
            return found.start()
        if word[:1].isalpha() and not _is_small_word(text, flat, found, word):
            continue
        if found[0].strip().startswith("va") and re.match(
            r"\s*va (?:dau tu|moi truong|phat trien|xa hoi|dao tao|cong nghe|truyen thong|du lich|xay dung|thong tin"
            r"|tin hoc|ubnd|uy ban nhan|mien nui|doi ngoai|dan)",
            found.string[found.start() :],
        ):
            continue
        if re.match(r"\s*,\s*(?:the thao|ban bi thu|thuong binh|xay dung va)", found.string[found.start() :]):
            continue
        if word == "dinh" and flat[: found.start()].endswith("tham"):
            continue  # Hội đồng thẩm định
        if word in ("quan ly", "thong bao"):
            continue
        return found.start()
    return len(flat)


def _is_small_word(text: str, flat: str, found: re.Match[str], word: str) -> bool:
    """In small letters, and with the accents that make a linking word of it ("có", not "cố")."""
    at = flat.index(word, found.start())
    said = text[at : at + len(word)]
    return said[0].islower() and (word not in _TONED or said == _TONED[word])


def _shared(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """Day and issuer said once at the end of a list go to each of it."""
    flat = folded(text)
    out = list(mentions)
    for n in range(len(out) - 2, -1, -1):
        here, after = out[n], out[n + 1]
        between = re.sub(r"(?<!\w)so(?!\w)|:", " ", flat[here.end : after.start])
        if here.issuer is not None or not _LINKED.fullmatch(between):
            continue
        day = here.day or (after.day if not after.typed or (here.day is None and _adjacent(here, after)) else None)
        out[n] = replace(here, day=day, issuer=after.issuer)
    return out


def _adjacent(here: _Mention, after: _Mention) -> bool:
    return after.start - here.end < 12


def _context(text: str, flat: str, mentions: list[_Mention]) -> list[_Mention]:
    """What stands before the type: "Ngày 17/4/2018 Sở Y tế có ban hành Công văn số …", "đã được UBND tỉnh triển khai tại …"."""
    out: list[_Mention] = []
    for mention in mentions:
        clause = re.split(r"[;(]|\.\s", flat[: mention.start])[-1][-400:]
        found = _ISSUED_BEFORE.search(clause)
        owner = _owner(text, mention.start, clause)
        if mention.issuer is None and owner is not None:
            out.append(replace(mention, issuer=owner))
            continue
        if found is None or (mention.day and mention.issuer):
            out.append(mention)
            continue
        day = mention.day or (_iso(found) if found["y"] or found["y2"] else None)
        issuer = mention.issuer or _subject_issuer(text, mention.start, clause, found)
        out.append(replace(mention, day=day, issuer=issuer))
    return out


def _owner(text: str, start: int, clause: str) -> str | None:
    """ "theo đề nghị của Sở Tài chính tại Công văn số …"."""
    named = re.search(r".*(?<!\w)cua ([^,;:.()]{3,60}?)\s+tai\s*(?:cac )?$", clause)
    if named is None:
        return None
    at = start - len(clause) + named.start(1)
    return text[at : at + len(named[1])]


def _subject_issuer(text: str, start: int, clause: str, found: re.Match[str]) -> str | None:
    if len(found["rest"].split()) > 9 or re.search(r"(?<!\w)(?:theo|cua|ve)(?!\w)", found["who"]):
        return None
    at = start - len(clause) + found.start("who")
    name = text[at : at + len(found["who"])]
    last = re.search(
        r"(?:UBND|HĐND|Ủy ban nhân dân|Sở|Bộ|Thủ tướng|Chính phủ|Chủ tịch|Ban|Tỉnh ủy|Thành ủy|Huyện ủy|Văn phòng|Cục"
        r"|Công an)\b.*$",
        name,
    )
    return last[0].strip() if last else None
