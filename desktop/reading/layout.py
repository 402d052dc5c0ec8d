"""Words with their places → lines in reading order. The head's two halves and the foot's two columns (recipients,
signature) are read one after the other; everything else runs over the whole width, top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from rapidfuzz import fuzz

from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.reading.pages import Line, Word, hull

#: width of a page in units of its height, to compare distances across with heights (A4)
_ASPECT = 210 / 297
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_MOTTO_STARTS = frozenset({"cong", "doc", "dang"})
_RECIPIENTS = re.compile(r"^\W{0,3}(?:no[il1]\s*nh[ae][nm]|nhan\s*:)")
_DUST = 0.6
_STRAY = 0.25
_STRAY_LETTERS = 4
_ADDRESS = re.compile(r"^kinh\s*g[uo]i")


@dataclass(frozen=True)
class Marked:
    """A word with what its source tells of its letters."""

    word: Word
    bold: bool | None = None
    italic: bool | None = None


Run = list[Marked]


def lines_of(words: Sequence[Marked], aspect: float = _ASPECT) -> tuple[Line, ...]:
    """Return the lines of a page in reading order; ``aspect`` is the page's width over its height."""
    runs = [_clean_label(part) for run in _runs(words, aspect) for part in _cut_at_motto(run)]
    return tuple(_line(run) for run in _ordered(runs))


def is_recipients(text: str) -> bool:
    """Tell whether a line begins the list of recipients («Nơi nhận:»)."""
    return bool(_RECIPIENTS.match(fold(text)))


def _runs(words: Sequence[Marked], aspect: float) -> list[Run]:
    """Chain each word to the nearest one right of it on the same line, unless the gap is a column's."""
    rest = sorted(words, key=lambda m: m.word.box.x0)
    runs: list[Run] = []
    for marked in rest:
        top, bottom = marked.word.box.y0, marked.word.box.y1
        beside = (r for r in runs if r[-1].word.box.y0 < bottom and r[-1].word.box.y1 > top)
        home = min(
            (r for r in beside if _follows(r, marked, aspect)), key=lambda r: _distance(r, marked, aspect), default=None
        )
        if home is None:
            runs.append([marked])
        else:
            home.append(marked)
    return runs


def _cut_at_motto(run: Run) -> list[Run]:
    """Cut a run whose end is the motto and whose start is the issuer: a narrow gap joined the head's halves."""
    for start in range(1, len(run)):
        if fold(run[start].word.text) in _MOTTO_STARTS and _is_motto(run[start:]) and run[start].word.box.x0 > 0.3:
            return [run[:start], run[start:]]
    return [run]


def _clean_label(run: Run) -> Run:
    """Give «Nơi nhận:» its own spelling where it was misread («Nơi nhậm»), and drop unsure words (dust) after it."""
    if len(run) < 2 or not _RECIPIENTS.match(fold(_text(run[:2]))) or fold(run[0].word.text).startswith("nhan"):
        return run
    label = [replace(m, word=replace(m.word, text=text)) for m, text in zip(run[:2], ("Nơi", "nhận:"), strict=True)]
    return label + [m for m in run[2:] if m.word.confidence >= _DUST]


def _gap(run: Run, marked: Marked) -> float:
    return marked.word.box.x0 - run[-1].word.box.x1


def _distance(run: Run, marked: Marked, aspect: float) -> float:
    """How far a word is from going on a run: along the line, and twice as dear across it (a tall misread box may reach
    into the next line)."""
    box = marked.word.box
    middle = median((m.word.box.y0 + m.word.box.y1) / 2 for m in run[-3:])
    return abs(_gap(run, marked)) * aspect + 2 * abs((box.y0 + box.y1) / 2 - middle)


def _follows(run: Run, marked: Marked, aspect: float) -> bool:
    last, box = run[-1].word.box, marked.word.box
    height = max(_height(last), _height(box))
    shared = min(last.y1, box.y1) - max(last.y0, box.y0)
    if shared < 0.45 * min(_height(last), _height(box)):
        return False
    gap = (box.x0 - last.x1) * aspect
    return -1.0 * height < gap < 1.1 * max(height, _letter_height(run))


def _letter_height(run: Run) -> float:
    return float(median(_height(m.word.box) for m in run))


def _height(box: Box) -> float:
    return box.y1 - box.y0


def _box(run: Run) -> Box:
    return hull([m.word.box for m in run])


def _text(run: Run) -> str:
    return " ".join(m.word.text for m in run)


def _ordered(runs: list[Run]) -> list[Run]:
    head = _head(runs)
    rest = [r for r in runs if r not in head[0] and r not in head[1]]
    foot = _foot(rest)
    body = [r for r in rest if r not in foot[0] and r not in foot[1] and not _is_stray(r)]
    blocks = [(_top(head), head), (_top(foot), foot)]
    ordered: list[Run] = []
    for top, columns in blocks:
        if not any(columns):
            continue
        above = [r for r in body if _box(r).y0 < top]
        body = [r for r in body if _box(r).y0 >= top]
        ordered += _rows(above) + _rows(columns[0]) + _rows(columns[1])
    return ordered + _rows(body)


def _is_stray(run: Run) -> bool:
    """A few letters hardly read that stand by themselves: a piece of a stamp or a stroke beside the text."""
    return sum(len(m.word.text) for m in run) < _STRAY_LETTERS and all(m.word.confidence < _STRAY for m in run)


def _top(columns: tuple[list[Run], list[Run]]) -> float:
    return min((_box(r).y0 for column in columns for r in column), default=0.0)


def _head(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """Split the head at the motto: what ends left of it, what starts with it; ([], []) on a page without one."""
    mottos = [r for r in runs if _is_motto(r) and _box(r).x0 > 0.3]
    if not mottos:
        return [], []
    top, bottom = min(_box(r).y0 for r in mottos), max(_box(r).y1 for r in mottos)
    height = _letter_height(mottos[0])
    beside = [r for r in runs if r not in mottos and _box(r).y0 < bottom and _box(r).y1 > top - height]
    left_end = max((_box(r).x1 for r in beside if _box(r).x1 < min(_box(m).x0 for m in mottos) + 0.02), default=0.3)
    gutter = (left_end + min(_box(m).x0 for m in mottos)) / 2
    left: list[Run] = []
    right: list[Run] = []
    edge = bottom
    for run in sorted((r for r in runs if _box(r).y1 > top - height), key=lambda r: _box(r).y0):
        box = _box(run)
        if _ends_head(run, gutter, bottom) or box.y0 > edge + 4.5 * height:
            break
        (left if (box.x0 + box.x1) / 2 < gutter else right).append(run)
        edge = max(edge, box.y1)
    return left, right


def _ends_head(run: Run, gutter: float, bottom: float) -> bool:
    box = _box(run)
    if box.y0 < bottom:
        return False
    crosses = box.x0 < gutter - 0.03 and box.x1 > gutter + 0.06
    return crosses or bool(_ADDRESS.match(fold(_text(run))))


def _is_motto(run: Run) -> bool:
    text = fold(_text(run))
    return len(text) > 14 and any(fuzz.ratio(text, motto) > 70 for motto in _MOTTO)


def _foot(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """Split the foot at «Nơi nhận»: the recipients below it, the signature beside; ([], []) where it is not found."""
    anchor = recipients_start(runs)
    if anchor is None:
        return [], []
    height = _height(anchor)
    below = [r for r in runs if _box(r).y1 > anchor.y0 - 2.0 * height]
    left, right = _sides(below, anchor)
    left = [r for r in left if _box(r).y1 > anchor.y0 and not _is_dust_beside(r, anchor)]
    return left, [r for r in right if _box(r).x0 > anchor.x0 + 0.15]


def _is_dust_beside(run: Run, anchor: Box) -> bool:
    """Unsure words in the label's own row: nothing is printed there."""
    box = _box(run)
    return box.x0 > anchor.x1 and _same_row(anchor, box) and all(m.word.confidence < _DUST for m in run)


def recipients_start(runs: Sequence[Run]) -> Box | None:
    """Return the place of «Nơi nhận:», the last on the page (an annex's may follow a letter's), None without one."""
    found = [r for r in runs if is_recipients(_text(r)) and _box(r).x0 < 0.4 and _is_label(r, runs)]
    return _box(found[-1]) if found else None


def _is_label(run: Run, runs: Sequence[Run]) -> bool:
    """«nhận:» without «Nơi» is the label only when it stands alone: not «… đã tiếp nhận: 49» in a sentence."""
    if not fold(_text(run)).startswith("nhan"):
        return True
    row = [r for r in runs if r is not run and _same_row(_box(r), _box(run))]
    return len(run) == 1 and not any(_box(r).x0 < _box(run).x1 + 0.1 for r in row)


def _sides(runs: list[Run], anchor: Box) -> tuple[list[Run], list[Run]]:
    """What is flush with the anchor stands left, and what goes on in its row; the rest is told by the gutter."""
    gutter = _gutter([r for r in runs if _box(r).y0 > anchor.y0 - 0.5 * _height(anchor)], anchor)
    left = [r for r in runs if abs(_box(r).x0 - anchor.x0) < 0.05]
    for run in sorted((r for r in runs if r not in left), key=lambda r: _box(r).x0):
        goes_on = any(_same_row(_box(x), _box(run)) and _box(run).x0 - _box(x).x1 < 0.025 for x in left)
        if goes_on or _middle(run) < gutter:
            left.append(run)
    return left, [r for r in runs if r not in left]


def foot_sides(words: Sequence[Marked], aspect: float = _ASPECT) -> tuple[Box, float] | None:
    """Return (the place of «Nơi nhận:», where the recipients' longest line ends), None on a page without a foot."""
    runs = _runs(words, aspect)
    anchor = recipients_start(runs)
    if anchor is None:
        return None
    below = [r for r in runs if 0 <= _box(r).y0 - anchor.y0 < 0.35]
    left, _ = _sides(below, anchor)
    return anchor, max((_box(r).x1 for r in left if _middle(r) < 0.5), default=anchor.x1)


def _middle(run: Run) -> float:
    box = _box(run)
    return (box.x0 + box.x1) / 2


def _gutter(runs: list[Run], anchor: Box) -> float:
    """Return the upright that the fewest runs cross, right of the anchor."""
    places = [0.36 + step / 100 for step in range(26)]
    crossed = {x: sum(1 for r in runs if _box(r).x0 < x < _box(r).x1) for x in places if x > anchor.x1}
    if not crossed:
        return 0.5
    least = min(crossed.values())
    best = [x for x, n in crossed.items() if n == least]
    return float(median(best))


def _rows(runs: list[Run]) -> list[Run]:
    """Join the runs that stand on one row; rows top to bottom."""
    rows: list[Run] = []
    for run in sorted(runs, key=lambda r: (_box(r).y0 + _box(r).y1) / 2):
        box = _box(run)
        row = next((r for r in reversed(rows[-4:]) if _same_row(_box(r), box)), None)
        if row is None:
            rows.append(list(run))
        else:
            row.extend(run)
    return [sorted(row, key=lambda m: m.word.box.x0) for row in rows]


def _same_row(a: Box, b: Box) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    apart = b.x0 >= a.x1 - 0.01 or a.x0 >= b.x1 - 0.01
    return apart and shared > 0.5 * min(_height(a), _height(b))


def _line(run: Run) -> Line:
    words = _without_doubled_hyphens([m.word for m in run])
    return Line(tuple(words), _most([m.bold for m in run]), _most([m.italic for m in run]))


def _without_doubled_hyphens(words: list[Word]) -> list[Word]:
    """The engine cuts «QĐ-TTg» in two overlapping words and gives the hyphen to both: they are one word."""
    kept: list[Word] = []
    for word in words:
        last = kept[-1] if kept else None
        if last and last.text.endswith("-") and word.text.startswith("-") and len(last.text) > 1 < len(word.text):
            surer = min(last.confidence, word.confidence)
            kept[-1] = Word(last.text + word.text[1:], hull([last.box, word.box]), surer)
        else:
            kept.append(word)
    return kept


def _most(flags: list[bool | None]) -> bool | None:
    told = [f for f in flags if f is not None]
    return sum(told) * 2 > len(told) if told else None
