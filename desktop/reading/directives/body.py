"""The body of a letter: its lines from under the addressees or the title down to the recipients and the signature.

Page numbers, marks in the margins and the initials written behind the closing ``./.`` are left out.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.core.readings import Box, FieldReading
from desktop.core.text import nfc
from desktop.reading.directives.folded import folded
from desktop.reading.directives.markers import find_marker
from desktop.reading.pages import Line, Page, Word, hull

INDENT = 0.06  # usual indent of a first line (1-1.27 cm of a 21 cm page)
_HEAD_FIELDS = ("addressees", "subject", "type", "symbol", "issued_on", "issuer")
_FOOT_FIELDS = ("recipients", "signer_title", "signing_authority")
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*")
_KINH_GUI = re.compile(r"\W*k[il1][nm]h\s*g[uo][il1]\b")
_RECIPIENTS = re.compile(r"\W*(?:n[o0]i\s*nh[aâ]n\b|[-.]?\s*nh[uư]\s+tr[eê]n\b)")
_AUTHORITY = re.compile(r"\W*(?:(?:tm|kt|tl|tuq|q)\s*\.|t/m|k/t|t/l)\s*[a-z]")
_SIGNER = re.compile(
    r"\W*(?:pho\s+)?(?:chu tich|giam doc|bi thu|chanh van phong|cuc truong|truong ban|truong phong|thu truong"
    r"|tong giam doc"
    r"|chi cuc truong|hieu truong|chanh thanh tra|chu nhiem|vien truong|chanh an|chi huy truong|truong doan)\b.{0,30}$"
)
_OPENER = re.compile(
    r"\W*(?:thuc hien|can cu|theo|trien khai|de |nham|ngay \d|tiep theo|qua |xet |trong |thoi gian|sau khi|vua qua"
    r"|hien nay"
    r"|duoc su|tai |ubnd|uy ban|so |phong |chu tich|giam doc|ban |thuong truc|1\s*[./]|i\s*\.|hoa |phuc dap|lien quan"
    r"|hung)"
)
_LEAD_SPECK = re.compile(r"[:.,;'`´‘|!¡^°\\\\]{1,2}")
_GLUED_SPECK = re.compile(r"['`´‘.,:|](?=\d{1,2}[.)]$|[a-zđ]\)$|[-+]$)")
_CLOSE = re.compile(r"[./,]{0,2}\s?/\s?\.|\./[,l1|]?|\)\.l\.")
_TITLE = re.compile(
    r"\W*(?:thong bao|chi thi|ke hoach|bao cao|to trinh|quyet dinh|giay moi|cong dien|huong dan|ket luan|nghi quyet"
    r"|chuong trinh)\W*$"
)


@dataclass(frozen=True)
class BodyLine:
    """A line of the body: where it starts and ends across the page, beside the page's own text margins."""

    text: str
    page: int
    box: Box
    left: float
    right: float
    words: tuple[Word, ...] = ()

    @property
    def indent(self) -> float:
        return self.box.x0 - self.left

    @property
    def full(self) -> bool:
        """Whether it runs to the right margin."""
        return self.box.x1 > self.right - 0.035

    @property
    def wide(self) -> bool:
        return self.box.x1 - self.box.x0 > 0.5


@dataclass(frozen=True)
class Margins:
    """Left and right edge of the text of one page, as fractions of its width."""

    left: float
    right: float


def body_lines(
    pages: Sequence[Page], first_page: int, last_page: int, fields: dict[str, FieldReading]
) -> list[BodyLine]:
    """Return the lines of the body of the letter on the pages ``first_page`` to ``last_page`` (1-based, inclusive)."""
    chosen = [page for page in pages if first_page <= page.number <= last_page]
    margins = _all_margins(chosen)
    lines = [
        line
        for page in chosen
        for source in page.lines
        for piece in level_pieces(source.words)
        if (line := _body_line(piece, page.number, margins[page.number])) is not None
    ]
    lines.sort(key=lambda line: (line.page, round((line.box.y0 + line.box.y1) / 2, 3), line.box.x0))
    start = _start(lines, fields, first_page)
    return _without_page_numbers(_until_foot(lines[start:], fields))


def _all_margins(pages: Sequence[Page]) -> dict[int, Margins]:
    lefts = {page.number: _left(page, 0.2 if n == 0 else 0.05) for n, page in enumerate(pages)}
    rights = {page.number: _right(page) for page in pages}
    usual_left = statistics.median([x for x in lefts.values() if x is not None] or [0.14])
    usual_right = statistics.median([x for x in rights.values() if x is not None] or [0.92])
    out = {}
    for page in pages:
        left = lefts[page.number]
        left = usual_left if left is None or left - usual_left > 0.03 else left
        right = rights[page.number]
        out[page.number] = Margins(left, usual_right + left - usual_left if right is None else right)
    return out


def _left(page: Page, top: float) -> float | None:
    """The leftmost place where several lines start: second lines of paragraphs, recipients. None without such lines."""
    starts = sorted(
        line.box.x0
        for line in page.lines
        if line.words
        and line.box.y0 > top
        and line.box.x0 < 0.3
        and (line.box.x1 - line.box.x0 > 0.2 or _at_margin(line))
    )
    least = max(2, len(starts) // 12)
    return next((x for x in starts if sum(abs(x - other) < 0.011 for other in starts) >= least), None)


def _at_margin(line: Line) -> bool:
    return _RECIPIENTS.match(folded(line.text)) is not None


def _right(page: Page) -> float | None:
    """Where long lines end, None when the page has too few of them."""
    ends = [line.box.x1 for line in page.lines if line.words and line.box.x1 - line.box.x0 > 0.55]
    return statistics.median(ends) if len(ends) > 2 else None


def level_pieces(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return ``words`` of a line cut where it steps from one row to another, as chains of words on tilted pages do."""
    if len(words) < 4:
        return [tuple(words)] if words else []
    middles = [(w.box.y0 + w.box.y1) / 2 for w in words]
    height = statistics.median(w.box.y1 - w.box.y0 for w in words)
    step, at = max((abs(b - a), n) for n, (a, b) in enumerate(pairwise(middles), start=1))
    apart = abs(statistics.median(middles[:at]) - statistics.median(middles[at:]))
    if step < 0.5 * height or apart < 0.7 * height:
        return [tuple(words)]
    return [*level_pieces(words[:at]), *level_pieces(words[at:])]


def _body_line(line: Sequence[Word], page: int, margins: Margins) -> BodyLine | None:
    """The line without what stands in the margins; None when nothing readable is left."""
    inside = [w for w in line if w.box.x1 > margins.left - 0.012 and w.box.x0 < margins.right + 0.02]
    words = _without_lead_specks(inside[:-1] if _is_speck(inside) else inside)
    text = nfc(" ".join(w.text for w in words)).strip()
    if (
        not any(c.isalnum() for c in text)
        or (len(text) < 3 and not text.isalnum())
        or (len(text) == 1 and text.isalpha())
    ):
        return None
    box = hull([w.box for w in words])
    if box.y1 - box.y0 < 0.004:
        return None
    return BodyLine(text, page, box, margins.left, margins.right, words)


def _without_lead_specks(words: Sequence[Word]) -> tuple[Word, ...]:
    """Dirt left of a paragraph is read as a colon or comma before its mark."""
    start = 0
    while start < len(words) - 1 and _LEAD_SPECK.fullmatch(words[start].text):
        start += 1
    if start < len(words) - 1 and re.fullmatch(r"_+", words[start].text) and find_marker(words[start + 1].text + " X"):
        start += 1
    rest = list(words[start:])
    if rest and (found := _GLUED_SPECK.match(rest[0].text)):
        rest[0] = replace(rest[0], text=rest[0].text[found.end() :])
    return tuple(rest)


def _is_speck(words: Sequence[Word]) -> bool:
    """Whether the last word is a speck read as a letter: alone behind the end of a sentence."""
    if len(words) > 2 and words[-2].text[-1] in ".:;" and len(words[-1].text) < 5 and words[-1].confidence < 0.55:
        return True
    if len(words) < 3 or len(words[-1].text) > 1:
        return False
    apart = words[-1].box.x0 - words[-2].box.x1 > 0.012
    return words[-2].text[-1] in ".:;" and (apart or words[-1].confidence < 0.6 or not words[-1].text.isalnum())


def _start(lines: Sequence[BodyLine], fields: dict[str, FieldReading], first_page: int) -> int:
    """The index of the first body line: the first that looks like a paragraph below the head."""
    floor = _head_floor(fields, first_page)
    after = _after_head_words(lines, first_page)
    low = [n for n, line in enumerate(lines) if line.page > first_page or line.box.y0 > floor - 0.006]
    begin = max(after, low[0] if low else len(lines))
    for n in range(begin, len(lines)):
        following = lines[n + 1] if n + 1 < len(lines) else None
        if _opens_body(lines[n], following):
            return n
    return len(lines)


def _head_floor(fields: dict[str, FieldReading], first_page: int) -> float:
    floors = [
        field.box.y1
        for name in _HEAD_FIELDS
        if (field := fields.get(name)) is not None and field.box is not None and field.page == first_page
    ]
    return max(floors, default=0.0)


def _after_head_words(lines: Sequence[BodyLine], first_page: int) -> int:
    """The index behind "Kính gửi", else behind the document's title, else 0."""
    first = [n for n, line in enumerate(lines) if line.page == first_page and line.box.y0 < 0.7]
    flat = {n: folded(lines[n].text) for n in first}
    greeted = [n for n in first if _KINH_GUI.match(flat[n])]
    if greeted:
        return greeted[0] + 1
    titled = [n for n in first if _TITLE.match(flat[n]) and lines[n].text.upper() == lines[n].text]
    if titled:
        return titled[0] + 1
    dated = [n for n in first if re.search(r"ngay.{0,8}thang.{0,6}nam", flat[n]) and lines[n].box.y0 < 0.3]
    return dated[0] + 1 if dated else 0


def _opens_body(line: BodyLine, following: BodyLine | None) -> bool:
    flat = folded(line.text)
    if _KINH_GUI.match(flat) or not -0.02 < line.indent < 0.13:
        return False
    wraps = line.full and following is not None and abs(following.indent) < 0.014
    if line.indent > 0.02 and wraps:
        return True
    opens = _OPENER.match(flat) is not None and line.text != line.text.upper()
    return opens and not flat.startswith("-") and (line.full or line.indent > 0.02)


def _until_foot(lines: Sequence[BodyLine], fields: dict[str, FieldReading]) -> list[BodyLine]:
    """The lines above the recipients and the signature, the last without what was written behind its mark."""
    tops = {(f.page, f.box.y0) for n in _FOOT_FIELDS if (f := fields.get(n)) is not None and f.box and f.page}
    kept: list[BodyLine] = []
    for n, line in enumerate(lines):
        if _is_foot(line, tops) and (kept or n > 3):
            break
        closed = _closing_mark(line)
        if closed is not None and not any(_goes_on(after, tops) for after in _next_body(lines[n + 1 :], tops)):
            kept.append(closed)
            break
        kept.append(line)
    return kept


def _next_body(lines: Sequence[BodyLine], tops: set[tuple[int, float]]) -> list[BodyLine]:
    """The lines behind a closing mark, up to the foot."""
    out: list[BodyLine] = []
    for line in lines[:8]:
        if _is_foot(line, tops):
            break
        out.append(line)
    return out


def _goes_on(line: BodyLine, tops: set[tuple[int, float]]) -> bool:
    return line.wide and -0.02 < line.indent < 0.1 and not _is_foot(line, tops)


def _is_foot(line: BodyLine, tops: set[tuple[int, float]]) -> bool:
    flat = folded(line.text)
    if _RECIPIENTS.match(flat):
        return True
    capitals = line.text == line.text.upper() and len(line.text) > 5
    if capitals and (_AUTHORITY.match(flat) or (line.box.x0 > 0.4 and _SIGNER.match(flat))):
        return True
    return any(line.page == page and line.box.y0 > top - 0.006 for page, top in tops)


def _closing_mark(line: BodyLine) -> BodyLine | None:
    """The line cut behind its closing ``./.``, None when it has none."""
    found = list(_CLOSE.finditer(line.text))
    if not found or len(line.text) - found[-1].end() > 14:
        return None
    tail = line.text[found[-1].end() :]
    if re.search(r"\w{4}", tail) or "http" in line.text:
        return None
    return BodyLine(line.text[: found[-1].end()], line.page, line.box, line.left, line.right, line.words)


def _without_page_numbers(lines: Sequence[BodyLine]) -> list[BodyLine]:
    edge = {n for n, (a, b) in enumerate(pairwise(lines), start=1) if a.page != b.page}
    edge |= {n - 1 for n in edge}
    return [line for n, line in enumerate(lines) if not (_is_page_number(line) and (n in edge or line.box.y0 < 0.09))]


def _is_page_number(line: BodyLine) -> bool:
    return _PAGE_NUMBER.fullmatch(folded(line.text)) is not None and (line.box.y0 < 0.09 or line.box.y0 > 0.9)
