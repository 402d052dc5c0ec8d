"""Words to rows of one column, and how rows stand to each other; all lengths are fractions of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from desktop.core.readings import Box
from desktop.reading.pages import Line, Page, Word, hull

Keep = Callable[[Word], bool]


def height(box: Box) -> float:
    """Return how high a box is."""
    return box.y1 - box.y0


def middle(box: Box) -> float:
    """Return the x of a box's middle."""
    return (box.x0 + box.x1) / 2


def level(box: Box) -> float:
    """Return the y of a box's middle."""
    return (box.y0 + box.y1) / 2


def text_height(lines: Sequence[Line]) -> float:
    """Return the usual height of a row; a 13 pt row of A4 where nothing tells."""
    heights = [height(line.box) for line in lines if len(line.text) > 8]
    return median(heights) if heights else 0.017


def same_row(a: Box, b: Box) -> bool:
    """Tell whether two boxes stand side by side on one row."""
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > 0.5 * min(height(a), height(b))


def rows(lines: Iterable[Line], keep: Keep = lambda _: True) -> list[Line]:
    """Set the words that ``keep`` takes into rows anew, top to bottom: a row of a column is one line, gaps or not."""
    groups: list[list[tuple[Word, Line]]] = []
    marked = [(word, line) for line in lines for word in line.words if keep(word)]
    for word, line in sorted(marked, key=lambda pair: level(pair[0].box)):
        home = next((g for g in reversed(groups[-3:]) if same_row(_core(g), word.box)), None)
        if home is None:
            groups.append([(word, line)])
        else:
            home.append((word, line))
    return [_row(group) for group in sorted(groups, key=lambda g: level(_core(g)))]


def _core(group: list[tuple[Word, Line]]) -> Box:
    """The height of a row is that of its usual word: a tall scrawl must not swallow its neighbours."""
    top, bottom = median(w.box.y0 for w, _ in group), median(w.box.y1 for w, _ in group)
    return Box(0, top, 1, bottom)


def _row(group: list[tuple[Word, Line]]) -> Line:
    ordered = sorted(group, key=lambda pair: pair[0].box.x0)
    lines = [line for _, line in ordered]
    return Line(tuple(w for w, _ in ordered), _told([x.bold for x in lines]), _told([x.italic for x in lines]))


def _told(flags: list[bool | None]) -> bool | None:
    known = [flag for flag in flags if flag is not None]
    return sum(known) * 2 > len(known) if known else None


def cut(line: Line, keep: Keep) -> Line | None:
    """Return the part of a line that ``keep`` takes; None when nothing is left."""
    words = tuple(word for word in line.words if keep(word))
    return Line(words, line.bold, line.italic) if words else None


def segments(line: Line, gap: float = 0.05) -> list[Line]:
    """Part a line at gaps too wide for a blank: two columns that were read as one."""
    words = line.words
    cuts = [0, *(i for i in range(1, len(words)) if words[i].box.x0 - words[i - 1].box.x1 > gap), len(words)]
    return [Line(words[a:b], line.bold, line.italic) for a, b in pairwise(cuts) if words[a:b]]


def margins(page: Page) -> tuple[float, float]:
    """Return where full lines of the page start and end (left, right); usual margins of A4 where none is full. The row
    under a full line goes on with its paragraph: it starts at the margin even where all full lines are indented."""
    ordered = sorted((line.box for line in page.lines), key=lambda b: b.y0)
    full = [b for b in ordered if _is_full(b)]
    if len(full) < 3:
        return 0.14, 0.93
    going_on = [b.x0 for a, b in pairwise(ordered) if _is_full(a) and not _is_full(b) and _goes_on(a, b)]
    starts = sorted([*(b.x0 for b in full), *going_on])
    return starts[len(starts) // 4], sorted(b.x1 for b in full)[3 * len(full) // 4]


def _is_full(box: Box) -> bool:
    return box.x1 - box.x0 > 0.6


def _goes_on(full: Box, after: Box) -> bool:
    return (
        after.y0 - full.y1 < height(full) and after.x1 - after.x0 > 0.05 and full.x0 - 0.09 < after.x0 < full.x0 + 0.01
    )


def area(lines: Sequence[Line]) -> Box | None:
    """Return the smallest box around lines; None without lines."""
    return hull([line.box for line in lines]) if lines else None


def grow(box: Box, x: float = 0.01, y: float = 0.004) -> Box:
    """Return a box grown on each side, kept on the page."""
    return Box(max(0.0, box.x0 - x), max(0.0, box.y0 - y), min(1.0, box.x1 + x), min(1.0, box.y1 + y))
