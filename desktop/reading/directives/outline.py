"""A body's paragraphs sorted out: grounds and lead-in, items, the closing call; accounts of what was are left out."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.reading.directives.folded import folded
from desktop.reading.directives.kinds import (
    asks,
    directs,
    has_day_to_keep,
    is_appraisal,
    is_closing,
    is_grounds,
    opens_items,
    praises,
)
from desktop.reading.directives.paragraphs import Paragraph
from desktop.reading.directives.tree import Node, Outline, build, mended

_TOP = frozenset({"roman", "article"})


def outline(body: Sequence[Paragraph]) -> Outline:
    """Return the outline of a body."""
    items = mended(body)
    closing = _closing(items)
    if closing is not None:
        items = items[:-1]
    begin = _first_item(items)
    before, rest = items[:begin], items[begin:]
    roots = _with_tasks(build(rest)) if rest else []
    if not roots and closing is not None and _is_the_only_order(closing, before):
        return Outline(before, build([closing]))
    return Outline(before, roots, closing)


def _first_item(items: Sequence[Paragraph]) -> int:
    """Where the items begin: at the first number where there are any, else at the first mark or paragraph that directs."""
    numbers = [n for n, p in enumerate(items) if p.marker is not None and p.marker.kind not in ("dash", "plus", "star")]
    if numbers:
        return _back_to_dashes(items, numbers[0])
    for n, paragraph in enumerate(items):
        if paragraph.marker is not None:
            return n
        leads_in = n + 1 < len(items) and opens_items(paragraph.text) and items[n + 1].marker is not None
        if not leads_in and directs(paragraph.text) and not is_grounds(paragraph.text):
            return n
    return len(items)


def _back_to_dashes(items: Sequence[Paragraph], first: int) -> int:
    """Dashes before the first number belong to the grounds, unless a lead-in opens them."""
    dashes = [n for n in range(first) if items[n].marker is not None]
    if dashes and dashes[0] > 0 and _asks_for_items(items[dashes[0] - 1]):
        return dashes[0]
    return first


def _asks_for_items(paragraph: Paragraph) -> bool:
    return opens_items(paragraph.text) and directs(paragraph.text)


def _closing(items: Sequence[Paragraph]) -> Paragraph | None:
    if len(items) < 2 or items[-1].marker is not None:
        return None
    last = items[-1]
    if not is_closing(last.text):
        return None
    return last


def _is_the_only_order(closing: Paragraph, before: Sequence[Paragraph]) -> bool:
    flat = folded(closing.text)
    return (
        not flat.startswith(("nay", "tren day", "tran trong", "thong bao"))
        and len(closing.text) > 180
        and not any(directs(p.text) for p in before)
    )


def _with_tasks(roots: list[Node]) -> list[Node]:
    """The items without the sections that only tell what was."""
    return [root for root in roots if not _tells_what_was(root)]


def _tells_what_was(root: Node) -> bool:
    if root.marker is None or root.marker.kind not in ("roman", "number"):
        return False
    heading = root.heading or root.paragraph.text
    is_head = bool(root.children) or root.heading is not None
    if not (is_appraisal(heading) if is_head else praises(heading)):
        return False
    return not any(asks(node.text) or has_day_to_keep(node.text) for node in root.walk())
