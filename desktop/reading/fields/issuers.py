"""Who issued a letter, and the body above it: the rows over the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from desktop.core.readings import FieldReading
from desktop.core.text import fold
from desktop.reading.fields.alike import capitals, plain, starts_like
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.confidence import ABSENT, share, worst
from desktop.reading.fields.known_issuers import Told, told_by
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.place_names import unusual_in
from desktop.reading.fields.rereading import Reread, reread
from desktop.reading.fields.rows import area
from desktop.reading.fields.texts import clean, without_specks
from desktop.reading.pages import Line

_NOT_OPEN_END = re.compile(r"(?:\b(?:va|cua|ve|cac|so|tai)|[-–,&])$")
_PARTY_PLACES = ("tinh uy", "thanh uy", "huyen uy", "thi uy", "quan uy", "tinh doan", "thanh doan", "huyen doan")


def read_issuer(head_rows: Sequence[Line], looker: Looker, catalogue: Catalogue) -> tuple[FieldReading, FieldReading]:
    """Return (parent issuer, issuer) as printed, the rows of each joined by one blank."""
    page = looker.page.number
    kept = [r for r in (without_specks(x) for x in head_rows) if r]
    box = area(kept)
    if box is None:
        gone = FieldReading(None, share("doubtful"), page)
        return gone, gone
    again = [_named(r, looker) for r in reread(kept, looker)]
    texts = [_mended(r, looker, catalogue) for r in again]
    texts = [_with_rank(at, texts, catalogue) for at in range(len(texts))]
    cut = _cut(kept, [t for t, _ in texts], catalogue)
    least = min((max(r.share, t[1]) for r, t in zip(again, texts, strict=True)), default=0.0)
    told = told_by([t for t, _ in texts], least, cut, catalogue.office_issuers, embedded=looker.sure)
    if told is not None:
        return _known_head(told, kept, texts, page)
    if not cut and least < share("single"):  # what cannot be read may be the issuer's own name
        above = FieldReading(None, share("single"), page)
        return above, _field(kept, texts, page, parent=False)
    return _field(kept[:cut], texts[:cut], page, parent=True), _field(kept[cut:], texts[cut:], page, parent=False)


def _field(part: Sequence[Line], texts: Sequence[tuple[str, float]], page: int, *, parent: bool) -> FieldReading:
    if not part:
        return FieldReading(None, ABSENT if parent else share("doubtful"), page)
    words = clean(" ".join(text for text, _ in texts)).split()
    value = " ".join(w for w in words if not _STROKE.fullmatch(w)).strip(" -–_*.,")
    return FieldReading(value or None, worst(*(s for _, s in texts)), page, area(part))


def _known_head(
    told: Told, kept: Sequence[Line], texts: Sequence[tuple[str, float]], page: int
) -> tuple[FieldReading, FieldReading]:
    """Return (parent issuer, issuer) of a head that the office knows."""
    cut = told.cut
    name = _cased(clean(" ".join(t for t, _ in texts[cut:])), told.issuer.name)
    issuer = FieldReading(name, told.share, page, area(kept[cut:]))
    if not told.whole or not told.issuer.parent:
        return _field(kept[:cut], texts[:cut], page, parent=True), issuer
    above = _cased(clean(" ".join(t for t, _ in texts[:cut])), told.issuer.parent)
    return FieldReading(above, told.share, page, area(kept[:cut])), issuer


def _mended(read: Reread, looker: Looker, catalogue: Catalogue) -> tuple[str, float]:
    """Return a row's text mended by the catalogue, and how sure it is."""
    if looker.sure:
        return read.text, read.share
    known = mended_body(read.text, catalogue)
    if known is None:
        return read.text, min(read.share, share("likely")) if unusual_in(read.text, catalogue) else read.share
    return known, share("agreed" if read.share > share("doubtful") or plain(read.text) == plain(known) else "single")


def _named(read: Reread, looker: Looker) -> Reread:
    """Names of bodies stand in capitals: strokes of a raised number among them are left out, and a row that another look
    took for the number's is as the page has it."""
    if looker.sure:
        return read
    if _LONE_DASH.match(read.text):
        read = replace(read, text=_LONE_DASH.sub("", read.text), share=min(read.share, share("likely")))
    if capitals(read.text) < 0.5 or re.search(r"\d.*/", read.text):
        words = [w for w in read.row.text.split() if capitals(w) == 1.0 and len(w) > 1]
        return replace(read, text=" ".join(words), share=share("doubtful")) if words else read
    words = [w for at, w in enumerate(read.text.split()) if at == 0 or len(w) > 3 or not _low(w)]
    kept = " ".join(words)
    return read if kept == read.text else replace(read, text=kept, share=min(read.share, share("likely")))


def _low(word: str) -> int:
    return sum(c.islower() for c in word)


#: a speck before the rank of a place
_LONE_DASH = re.compile(r"^[-–—]\s*(?=(?:TỈNH|HUYỆN|XÃ|PHƯỜNG|QUẬN|THÀNH PHỐ|THỊ)\s)")
#: no letter, or one consonant alone: a stroke beside the row
_STROKE = re.compile(r"(?![-–&])[\W_]+|[BCDĐGHKLMNPQRSTVXZ]")
_CITIES = frozenset({"ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue"})


def _with_rank(at: int, texts: Sequence[tuple[str, float]], catalogue: Catalogue) -> tuple[str, float]:
    """Put back the rank between «ỦY BAN NHÂN DÂN» and a province where OCR garbled it."""
    text, sure = texts[at]
    before = plain(texts[at - 1][0]) if at else ""
    words = text.split()
    if before not in {"uy ban nhan dan", "hoi dong nhan dan"} or len(words) < 2:
        return text, sure
    rest = plain(" ".join(words[1:]))
    known = rest in catalogue.folded_places.values()
    if known and plain(words[0]) not in catalogue.ranks and (words[0].islower() or len(plain(words[0])) < 4):
        rank = "THÀNH PHỐ" if rest in _CITIES else "TỈNH"
        return f"{rank} {' '.join(words[1:])}", share("single")
    return text, sure


def mended_body(text: str, catalogue: Catalogue) -> str | None:
    """Return a row with the accents of the known body and place it nearly is; None when it is neither.

    >>> from desktop.reading.fields.catalogue import shipped
    >>> mended_body("TĨNH QUANG NGÁI", shipped())
    'TỈNH QUẢNG NGÃI'
    """
    folded = plain(text)
    if not folded or any(c.isdigit() for c in folded):
        return None
    same = next((name for name, bare in catalogue.folded_names.items() if bare == folded), None)
    if same is not None:
        return _cased(text, same)
    ranked = _ranked(text, catalogue)
    if ranked is not None:
        return ranked
    if len(folded) > 7:
        hit = process.extractOne(folded, catalogue.folded_names, scorer=fuzz.ratio, score_cutoff=93)
        if hit and len(str(hit[0]).split()) == len(folded.split()):
            return _cased(text, str(hit[2]))
    return None


_RANKS = (
    "thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường", "tp",
    "ủy ban nhân dân tỉnh", "ủy ban nhân dân thành phố", "ubnd tỉnh", "ubnd thành phố", "ubnd tp", "đảng bộ tỉnh",
    "thành ủy", "tỉnh ủy",
    "đảng bộ thành phố", "công an tỉnh", "hội đồng nhân dân tỉnh", "hội đồng nhân dân thành phố", "tỉnh đoàn", "thành đoàn",
)  # fmt: skip


_LOCAL = ("thị xã", "thị trấn", "đặc khu", "huyện", "quận", "xã", "phường")


def _ranked(text: str, catalogue: Catalogue) -> str | None:
    """Mend ``TINH QUANG NGAI``: a rank or body of a place, then a province."""
    folded = plain(text)
    for rank in sorted(_RANKS, key=len, reverse=True):
        if rank in _LOCAL:
            continue  # Xã Vĩnh Thuận is no misread Bình Thuận: names of communes and districts are too many to list
        head = plain(rank)
        words = folded.split()
        size = len(head.split())
        if len(words) <= size or fuzz.ratio(" ".join(words[:size]), head) < 88:
            continue
        rest = " ".join(words[size:])
        hit = process.extractOne(rest, catalogue.folded_places, scorer=fuzz.ratio, score_cutoff=90)
        if hit:
            return _cased(text, f"{rank} {hit[2]}")
    return None


def _cased(printed: str, name: str) -> str:
    """Return a catalogue's name in the case, and with the signs, of the printed text where only accents differ."""
    letters = [c for c in printed if c.isalpha()]
    upper = sum(c.isupper() for c in letters) * 2 > len(letters)
    words, known = printed.split(), name.split()
    if len(words) != len(known):
        return name.upper() if upper else name
    return " ".join(_one(w, k.upper() if upper else k) for w, k in zip(words, known, strict=True))


_TONE_TWINS = {"HOÀ": "HÒA", "HOÁ": "HÓA", "UỶ": "ỦY", "THUỶ": "THỦY", "THUÝ": "THÚY", "XOÁ": "XÓA", "KHOẺ": "KHỎE"}


def _one(printed: str, known: str) -> str:
    """Keep the printed spelling where it only places the tone mark elsewhere (HOÀ, UỶ)."""
    bare = printed.strip(" .,;:-–_*\"'()")
    if _TONE_TWINS.get(bare.upper()) == known.upper() or fold(bare) != fold(known.strip(",")):
        return bare if _TONE_TWINS.get(bare.upper()) == known.upper() else known
    return known


def _cut(kept: Sequence[Line], texts: Sequence[str], catalogue: Catalogue) -> int:
    """Return at which row the issuer's own name begins."""
    bold = [row.bold for row in kept]
    first_bold = next((i for i, b in enumerate(bold) if b), None)
    told = first_bold and all(b is False for b in bold[:first_bold]) and all(bold[first_bold:])
    if first_bold and told and not _of_rank(texts[first_bold], catalogue):
        return first_bold
    at = 0
    for row in range(1, len(texts)):
        if _starts_body(texts[row], texts[at:row], catalogue):
            at = row
    return at


def _starts_body(text: str, before: Sequence[str], catalogue: Catalogue) -> bool:
    folded = plain(text)
    if folded.startswith(_PARTY_PLACES):
        return True
    first = folded.split(" ")[0] if folded else ""
    if not folded or text.lstrip().startswith("("):
        return False
    if _of_rank(text, catalogue):
        return False
    so_far = plain(" ".join(before))
    if so_far in catalogue.open_rows and not _closes(so_far, folded):
        return False
    if _NOT_OPEN_END.search(so_far) or re.search(r"[-–,&]\s*$", before[-1]):
        return False
    return first in catalogue.starters or starts_like(folded, sorted(catalogue.starters)) is not None


def _of_rank(text: str, catalogue: Catalogue) -> bool:
    """Tell whether a row is the place of the body above it (TỈNH …, XÃ …)."""
    folded = plain(text)
    if folded.startswith(_PARTY_PLACES):
        return False
    return any(folded == rank or folded.startswith(rank + " ") for rank in catalogue.ranks)


def _closes(so_far: str, folded: str) -> bool:
    """«ỦY BAN NHÂN DÂN» alone is followed by its place or, the place left out, by a body under it."""
    return so_far in {"uy ban nhan dan", "hoi dong nhan dan"} and folded.startswith(
        ("van phong", "phong ", "so ", "ban ")
    )
