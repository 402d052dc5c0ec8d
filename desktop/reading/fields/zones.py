"""The parts of one letter: head, title, addressees, body, recipients, signature; each as rows with their places.

``zones`` cuts; what stands in the parts is read elsewhere. Rows of the body are the page's own lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.readings import Box
from desktop.reading.fields.alike import capitals, likeness, plain
from desktop.reading.fields.catalogue import Catalogue, shipped
from desktop.reading.fields.foot_zone import Foot, find_foot
from desktop.reading.fields.head_zone import Head, find_head
from desktop.reading.fields.rows import area, cut, height, margins, middle, rows, text_height
from desktop.reading.fields.stamps import is_mark
from desktop.reading.fields.texts import clean
from desktop.reading.pages import Line, Page, Word

_ADDRESS = ("kinh gui", "kinh goi", "kinh gmi", "kinh gm")
_BODY_STARTS = (
    "can cu", "thuc hien", "thuc hién", "theo", "ngay", "xet", "trien khai", "de", "nham", "trong", "tiep theo",
    "phuc dap", "sau khi", "thoi gian", "duoc su", "vua qua", "tren co so", "hien nay", "qua", "co",
)  # fmt: skip
_CLOSE_TITLE = ("can cu", "thuc hien", "kinh gui", "theo de nghi", "xet de nghi", "chu tich uy ban", "thuc hién")


@dataclass(frozen=True)
class Zones:
    """One letter cut into its parts. ``body`` holds (page number, line) in reading order, addressees and title left
    out; ``title`` the row that names the kind of document, ``under_title`` the rows of its subject."""

    first_page: int
    last_page: int
    head: Head | None
    title: Line | None
    under_title: tuple[Line, ...]
    addressees: tuple[Line, ...]
    body: tuple[tuple[int, Line], ...]
    foot: Foot | None


def zones(pages: Sequence[Page], catalogue: Catalogue | None = None) -> Zones:
    """Cut the pages of one letter into its parts; ``pages`` begin with the page of its head and may run past its end."""
    names = catalogue or shipped()
    first = pages[0]
    head = find_head(first)
    foot = find_foot(pages)
    top = _below_head(first, head, foot)
    title, under, rest = _title(first, top, names)
    addressees, rest = _addressees(first, rest)
    last = foot.page if foot else pages[-1].number
    body = [(first.number, x) for x in rest if x.box.y0 < _end(first, foot)]
    for page in pages[1:]:
        if page.number <= last:
            body += [(page.number, x) for x in page.lines if x.box.y0 < _end(page, foot) and not _page_number(x)]
    return Zones(first.number, last, head, title, under, addressees, tuple(body), foot)


def _end(page: Page, foot: Foot | None) -> float:
    return foot.top if foot and foot.page == page.number else 2.0


def _page_number(line: Line) -> bool:
    box = line.box
    return len(line.text.strip("-– .")) <= 3 and plain(line.text).isdigit() and (box.y1 < 0.08 or box.y0 > 0.9)


def _below_head(page: Page, head: Head | None, foot: Foot | None) -> list[Line]:
    """Return the lines of the first page that stand under the head's two halves, rows rejoined, top to bottom."""
    end = foot.top if foot and foot.page == page.number else 2.0
    lines = [x for x in page.lines if x.box.y0 < end]
    if head is None:
        return rows(lines)
    used = {id(w) for row in head.left for w in row.words} | {id(w) for w in (head.date.words if head.date else ())}
    kept = [x for x in lines if x.confidence > 0.12]
    fresh = [c for x in kept if (c := cut(x, lambda w: id(w) not in used))]
    return rows([x for x in fresh if x.box.y0 > head.bottom - 0.3 * height(x.box)])


def _title(page: Page, lines: list[Line], names: Catalogue) -> tuple[Line | None, tuple[Line, ...], list[Line]]:
    """Find the row that names the kind of document, and its subject under it."""
    for at, line in enumerate(lines[:8]):
        if _is_address(line):
            break
        named = cut(line, lambda w: capitals(w.text) > 0.5) or line
        if capitals(named.text) > 0.75 and names.type_named(named.text) and abs(middle(named.box) - 0.53) < 0.13:
            under = _under_title(page, lines[at + 1 :], named)
            taken = {id(w) for x in under for w in x.words}
            rest = [x for x in lines[at + 1 :] if not any(id(w) in taken for w in x.words)]
            return named, tuple(under), rest
    return None, (), lines


def _under_title(page: Page, lines: list[Line], title: Line) -> list[Line]:
    left, right = margins(page)
    centre = middle(title.box)
    under: list[Line] = []
    tall = text_height(lines)
    bottom = title.box.y1
    for whole in lines:
        line = _about(whole, centre, left, right)
        if line is None or is_mark(line.text):
            continue
        box = line.box
        gap = box.y0 - bottom
        if _is_address(line) or _starts_body(line, left, right, centre) or gap > (1.6 if under else 2.5) * tall:
            break
        full = box.x1 > right - 0.015 and (box.x0 > left + 0.03 or len(under) > 1) and box.x0 < left + 0.1
        if under and full and under[-1].box.x1 < right - 0.08:
            break  # a short row ended the subject; this one runs to the margin
        if under and under[-1].bold and line.bold is False:
            break
        if under and capitals(line.text) > 0.9 and capitals(under[-1].text) < 0.7:
            break
        under.append(line)
        bottom = box.y1
    return under


def _about(line: Line, centre: float, left: float, right: float) -> Line | None:
    """Return the part of a row that stands about the middle: what a stamp of the receiver left beside it is cut off."""
    words = [w for w in line.words if _says(w) or w.text in {"-", "–", "—"}]
    while words and not _says(words[0]):
        words.pop(0)
    while words and not _says(words[-1]) and not _is_dash(words[-1]):
        words.pop()
    while len(words) > 1 and words[0].confidence < 0.3 and words[1].box.x0 - words[0].box.x1 > 0.04:
        words.pop(0)  # a speck in the margin
    if not words:
        return None
    line = Line(tuple(words), line.bold, line.italic)
    if line.box.x0 > left - 0.02 or line.box.x1 > right - 0.02 or abs(middle(line.box) - centre) < 0.03:
        return line
    ends = [Line(tuple(words[at:]), line.bold, line.italic) for at in range(1, len(words))]
    near = [e for e in ends if abs(middle(e.box) - centre) < 0.03 and e.box.x0 > left - 0.02]
    return near[0] if near else line


def _says(word: Word) -> bool:
    """Tell whether a word holds a letter or digit; a lone circumflex counts as a letter in Unicode, and is a speck."""
    return any(c.isalnum() for c in clean(word.text))


def _is_dash(word: Word) -> bool:
    return word.text in {"-", "–", "—"} and word.confidence > 0.5


def _starts_body(line: Line, left: float, right: float, centre: float) -> bool:
    """A first row of a paragraph is indented and runs to the right margin: its middle is right of the page's."""
    box = line.box
    folded = plain(line.text)
    off = middle(box) - centre
    if folded.startswith(_CLOSE_TITLE) and not (folded.startswith("thuc hi") and _stands_apart(box, left, right, off)):
        return True
    indented = box.x0 > left + 0.03 and box.x1 > right - 0.035
    if indented and folded.startswith(_BODY_STARTS) and off > 0.008:
        return True
    return (indented and off > 0.018) or abs(off) > 0.06


def _stands_apart(box: Box, left: float, right: float, off: float) -> bool:
    """A row of a subject is set about the middle, as far from one margin as from the other."""
    return abs(off) < 0.02 and box.x0 > left + 0.02 and box.x1 < right - 0.02


def _is_address(line: Line) -> bool:
    folded = plain(line.text)[:9]
    return folded.startswith(_ADDRESS) or likeness(folded, "kinh gui") >= 84


def _addressees(page: Page, lines: list[Line]) -> tuple[tuple[Line, ...], list[Line]]:
    """Take the rows of «Kính gửi» off the body."""
    at = next((i for i, x in enumerate(lines[:14]) if _is_address(_without_mark(x))), None)
    if at is None:
        return (), lines
    left = margins(page)[0]
    taken = [_without_mark(lines[at])]
    start = _text_start(taken[0])
    tall = text_height(lines)
    rest_at = at + 1
    for line in lines[at + 1 :]:
        row = _without_mark(line)
        if is_mark(line.text) or not plain(row.text):
            rest_at += 1
            continue
        if _leaves_list(taken, row, start, left, tall=tall):
            break
        taken.append(row)
        start = min(start, row.box.x0) if start is not None else row.box.x0
        rest_at += 1
    above = [x for x in lines[:at] if not is_mark(x.text) and len(plain(x.text)) > 3]
    return tuple(taken), [*above, *lines[rest_at:]]


def _without_mark(line: Line) -> Line:
    """Leave out what a stamp left beside a row: words far left of the rest, in capitals or no words at all."""
    words = list(line.words)
    while len(words) > 1 and not _says(words[0]) and not any(c in "-–—~_•+*:" for c in words[0].text):
        words.pop(0)  # a speck
    line = Line(tuple(words), line.bold, line.italic)
    for at in range(len(words) - 1, 0, -1):
        gap = words[at].box.x0 - words[at - 1].box.x1
        early = " ".join(w.text for w in words[:at])
        if gap > 0.05 and (is_mark(early) or len(plain(early)) < 3):
            return Line(tuple(words[at:]), line.bold, line.italic)
    return line


def _text_start(row: Line) -> float | None:
    """Return where the first addressee starts in the row of «Kính gửi:», None when they start under it."""
    words = [w for w in row.words[2:] if plain(w.text) or w.text.strip() in "-–—+•"]
    return words[0].box.x0 if any(len(plain(w.text)) > 1 for w in words) else None


def _leaves_list(taken: list[Line], row: Line, start: float | None, left: float, *, tall: float) -> bool:
    box = row.box
    last = taken[-1]
    if box.y0 - last.box.y1 > 3.2 * tall or row.text.lstrip().startswith("("):
        return True
    if start is None:
        return box.x0 < left + 0.09 and not row.text.lstrip().startswith(("-", "–", "+", "~"))
    if box.x0 >= start - 0.02:
        return False
    unfinished = not last.text.rstrip().endswith((".", ";", ":")) and row.text[:1].islower()
    return not (unfinished and box.x0 > left - 0.02) and box.x0 < start - 0.035


def heading_area(found: Zones) -> tuple[float, float]:
    """Return the y of the head's top and of where the body begins, for showing the head alone."""
    box = area(found.head.left) if found.head else None
    first = found.body[0][1].box.y0 if found.body else 1.0
    return (box.y0 if box else 0.0), first
