"""Paragraphs → the tree of items: which stands under which, and the path each one has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from desktop.reading.directives.kinds import directs, is_note_mark, is_statement, opens_items
from desktop.reading.directives.markers import ALPHABET, Marker, odd_letter, roman_one
from desktop.reading.directives.paragraphs import Paragraph, with_odd_number

Role = Literal["item", "note", "plain"]


_NUMBERS = ("number", "paren_number")


@dataclass
class Node:
    """An item with what stands under it. ``extra`` are unmarked paragraphs that belong to its text."""

    paragraph: Paragraph
    marker: Marker | None
    name: str
    role: Role
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    extra: list[Paragraph] = field(default_factory=list)
    heading: str | None = None
    heading_paragraph: Paragraph | None = None
    under_statement: bool = False

    @property
    def path(self) -> str:
        return f"{self.parent.path}-{self.name}" if self.parent else self.name

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in (self.paragraph, *self.extra))

    def walk(self) -> Iterator[Node]:
        """This item and all under it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Outline:
    """A body as found: what stands before the first item, the items, and the last paragraph if it closes the letter."""

    before: list[Paragraph]
    roots: list[Node]
    closing: Paragraph | None = None


def mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return ``paragraphs`` with misread numbers read as the next one expected at their place."""
    out: list[Paragraph] = []
    expected = 1
    romans = sum(p.marker is not None and p.marker.kind == "roman" for p in paragraphs)
    for n, paragraph in enumerate(paragraphs):
        fixed = paragraph
        if _may_be_number(paragraph.marker, out, romans) and _next_number(paragraphs[n + 1 :]) in (
            None,
            1,
            expected + 1,
        ):
            fixed = with_odd_number(paragraph, expected)
        marker = fixed.marker
        if marker is not None and marker.kind == "number" and len(marker.parts) < 2 and marker.value == expected:
            expected += 1
        out.append(fixed)
    return _with_first_roman([_with_letter(out, n) for n in range(len(out))])


def _with_first_roman(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Where II has no I before it, the odd mark over the first number is that I."""
    romans = [n for n, p in enumerate(paragraphs) if p.marker is not None and p.marker.kind == "roman"]
    if not romans or getattr(paragraphs[romans[0]].marker, "value", 1) != 2:
        return paragraphs
    for n in range(romans[0] - 1):
        after = paragraphs[n + 1].marker
        found = roman_one(paragraphs[n].printed)
        if found is not None and after is not None and after.value == 1 and after.kind in ("number", "alpha"):
            text = paragraphs[n].printed[found.length :]
            return [*paragraphs[:n], replace(paragraphs[n], marker=found, text=text), *paragraphs[n + 1 :]]
    return paragraphs


def _may_be_number(marker: Marker | None, before: Sequence[Paragraph], romans: int) -> bool:
    """No mark, a lone "I." or an "l." that goes on with no letters may be a misread number."""
    if marker is None:
        return True
    if marker.kind == "roman":
        return romans == 1
    letters = [p.marker for p in before if p.marker is not None and p.marker.kind == "alpha"]
    return marker.kind == "alpha" and marker.style == "." and not (letters and letters[-1].value == marker.value - 1)


def _next_number(paragraphs: Sequence[Paragraph]) -> int | None:
    marks = (p.marker for p in paragraphs)
    return next((m.value for m in marks if m is not None and m.kind == "number" and len(m.parts) < 2), None)


def _with_letter(paragraphs: Sequence[Paragraph], n: int) -> Paragraph:
    """A digit before ")" between letters is the letter that is missing there."""
    marker = paragraphs[n].marker
    if marker is None or marker.kind != "paren_number" or marker.style != ")":
        return paragraphs[n]
    before = next((p.marker.value for p in reversed(paragraphs[:n]) if p.marker and p.marker.kind == "alpha"), 0)
    after = next(
        (p.marker.value for p in paragraphs[n + 1 :] if p.marker and p.marker.kind in ("alpha", "paren_number")), 0
    )
    found = odd_letter(marker, after - 1 if after > 1 else before + 1)
    return replace(paragraphs[n], marker=found) if found is not None and (after > 1 or before) else paragraphs[n]


def build(paragraphs: Sequence[Paragraph]) -> list[Node]:
    """Return the items of ``paragraphs``, the first of which is marked; unmarked ones are put where they belong."""
    builder = _Builder(
        has_numbers=any(_is_number(p.marker) for p in paragraphs),
        last_number=_last_number(paragraphs),
        markers=[p.marker for p in paragraphs],
    )
    for n, paragraph in enumerate(paragraphs):
        builder.add(n, paragraph, paragraphs[n + 1] if n + 1 < len(paragraphs) else None)
    return builder.roots


def _is_number(marker: Marker | None) -> bool:
    return marker is not None and marker.kind in ("roman", "number", "paren_number", "article")


def _last_number(paragraphs: Sequence[Paragraph]) -> int:
    numbered = [n for n, p in enumerate(paragraphs) if _is_number(p.marker)]
    return numbered[-1] if numbered else -1


@dataclass
class _Builder:
    has_numbers: bool
    last_number: int
    markers: list[Marker | None]
    roots: list[Node] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    below_statement: bool = False

    def add(self, n: int, paragraph: Paragraph, following: Paragraph | None) -> None:
        if is_note_mark(paragraph.text) and (
            paragraph.marker is None or paragraph.marker.kind in ("star", "dash", "plus")
        ):
            self._note(n, paragraph)
        elif paragraph.marker is not None:
            self._item(paragraph, paragraph.marker)
        else:
            self._plain(n, paragraph, following)

    def _note(self, n: int, paragraph: Paragraph) -> None:
        parent = next((node for node in reversed(self.open) if node.role != "note"), None)
        while parent is not None and parent.parent is not None and not self._sibling_follows(n, parent):
            if parent.marker is not None and parent.marker.kind in ("roman", "number", "article"):
                break
            parent = parent.parent
        self._place(Node(paragraph, paragraph.marker, "note", "note", parent), keep=parent)

    def _item(self, paragraph: Paragraph, marker: Marker) -> None:
        above, marker = self._above(marker)
        parent = above[-1] if above else None
        siblings = parent.children if parent else self.roots
        name = _name(marker, siblings)
        self.below_statement = self.below_statement and marker.kind in ("dash", "plus", "star")
        self._place(Node(paragraph, marker, name, "item", parent, under_statement=self.below_statement), keep=parent)

    def _above(self, marker: Marker) -> tuple[list[Node], Marker]:
        """The open items that ``marker`` stands under, and the marker with a misread letter put right."""
        if len(marker.parts) > 1:
            return self._under_dotted(marker), marker
        for depth in range(len(self.open) - 1, -1, -1):
            node = self.open[depth]
            if node.marker is None or not _same_sort(node.marker, marker):
                continue
            if marker.kind == "alpha":
                marker = _in_order(marker, node.marker)
            if self._restarts(marker, node):
                break
            return self.open[:depth], marker
        return self._open_parent(marker), marker

    def _restarts(self, marker: Marker, node: Node) -> bool:
        """1. under an open 3. whose last words ask for items is a list of its own."""
        if marker.value != 1 or node.marker is None or node.marker.value == 0:
            return False
        deeper = self.open[-1]
        return opens_items(deeper.text) and (deeper is not node or node.marker.value > 1)

    def _under_dotted(self, marker: Marker) -> list[Node]:
        """1.2 stands under 1, 1.2.1 under 1.2; under nothing when that item is not open."""
        for depth in range(len(self.open) - 1, -1, -1):
            kept = self.open[depth].marker
            if kept is not None and kept.kind in _NUMBERS and kept.parts == marker.parts[:-1]:
                return self.open[: depth + 1]
            if kept is not None and kept.kind in _NUMBERS and len(kept.parts) == len(marker.parts):
                return self.open[:depth]
        return [node for node in self.open if node.marker is not None and node.marker.kind == "roman"]

    def _open_parent(self, marker: Marker) -> list[Node]:
        if marker.kind in ("roman", "article"):
            return []
        if (
            marker.kind == "number"
            and marker.value == 1
            and not any(
                node.marker and node.marker.kind in ("roman", "alpha", "number", "paren_number", "article")
                for node in self.open
            )
        ):
            return [node for node in self.open if node.role == "plain" and opens_items(node.text)]
        return list(self.open)

    def _plain(self, n: int, paragraph: Paragraph, following: Paragraph | None) -> None:
        items_follow = following is not None and following.marker is not None and not _is_number(following.marker)
        if (lost := self._lost_mark(n, paragraph, following)) is not None:
            self._item(paragraph, lost)
            return
        leaf = self.open[-1] if self.open else None
        if leaf is not None and not leaf.children and _is_heading(leaf) and _can_head(leaf, paragraph):
            self._under_heading(leaf, paragraph)
        elif (
            leaf is None
            or not self.has_numbers
            or (n > self.last_number and _stands_apart(paragraph, leaf, items_follow))
        ):
            self._free(paragraph, None, items_follow)
        elif leaf.children or leaf.role != "item":
            self._free(paragraph, self._numbered_above(), items_follow)
        elif (
            leaf.parent is not None and not self._sibling_follows(n, leaf) and (items_follow or directs(paragraph.text))
        ):
            self._free(paragraph, leaf.parent, items_follow)
        else:
            leaf.extra.append(paragraph)

    def _sibling_follows(self, n: int, leaf: Node) -> bool:
        """Whether the next mark goes on with the list that ``leaf`` stands in."""
        after = next((marker for marker in self.markers[n + 1 :] if marker is not None), None)
        return after is not None and leaf.marker is not None and _same_sort(after, leaf.marker)

    def _lost_mark(self, n: int, paragraph: Paragraph, following: Paragraph | None) -> Marker | None:
        """The dash or letter OCR lost before ``paragraph``, seen from its indent or from the items about it."""
        leaf = self.open[-1] if self.open else None
        if leaf is not None and self._lists_notes(n, leaf):
            return Marker("dash", "-", 0, 0, odd=True)
        if leaf is None or leaf.marker is None or opens_items(paragraph.text):
            return None
        after = following.marker if following is not None else None
        dashes = leaf.marker.kind in ("dash", "plus")
        if dashes and paragraph.lost_mark:
            return leaf.marker
        if not dashes and _is_heading(leaf) and after is not None:
            if after.kind in ("dash", "plus"):
                return after
            if after.kind == "alpha" and after.value == 2:
                return Marker("alpha", "a" + after.text[-1], 1, 0, style=after.style, odd=True)
        return None

    def _lists_notes(self, n: int, leaf: Node) -> bool:
        """Under a bare "Lưu ý:" with dashes still to come, a paragraph without one has lost it."""
        note = leaf if leaf.role == "note" else leaf.parent
        if note is None or note.role != "note" or not opens_items(note.text):
            return False
        after = next((marker for marker in self.markers[n + 1 :] if marker is not None), None)
        return after is not None and after.kind == "dash"

    def _numbered_above(self) -> Node | None:
        return next(
            (
                node
                for node in reversed(self.open)
                if node.marker is not None and node.marker.kind not in ("dash", "plus", "star")
            ),
            None,
        )

    def _under_heading(self, leaf: Node, paragraph: Paragraph) -> None:
        """A heading with one paragraph under it: that paragraph is the item's text."""
        leaf.heading, leaf.heading_paragraph = leaf.paragraph.text, leaf.paragraph
        leaf.paragraph = paragraph

    def _free(self, paragraph: Paragraph, parent: Node | None, items_follow: bool) -> None:
        if parent is not None and not parent.children and not items_follow:
            parent.extra.append(paragraph)
            return
        siblings = parent.children if parent else self.roots
        if is_statement(paragraph.text) or (not directs(paragraph.text) and not items_follow):
            self.open = self.open[: self.open.index(parent) + 1] if parent in self.open else []
            self.below_statement = items_follow
            return
        count = sum(node.role == "plain" for node in siblings) + 1
        node = Node(paragraph, None, f"p{count}", "plain", parent)
        self._place(node, keep=parent)

    def _place(self, node: Node, keep: Node | None) -> None:
        (keep.children if keep else self.roots).append(node)
        self.open = self.open[: self.open.index(keep) + 1] if keep in self.open else []
        self.open.append(node)


def _is_heading(node: Node) -> bool:
    """Whether an item's own text is a heading over what follows: short, without an order of its own, no full stop."""
    text = node.paragraph.text.rstrip()
    if node.heading is not None or node.extra:
        return False
    return len(text) < 220 and (text.endswith(":") or (len(text) < 130 and text[-1:] not in ".;!?…"))


def _can_head(node: Node, paragraph: Paragraph) -> bool:
    """A number, letter or Roman may head the paragraph under it; a dash only what is no order of its own."""
    if node.marker is None or node.role == "note":
        return False
    return node.marker.kind not in ("dash", "plus", "star") or not directs(paragraph.text)


def _stands_apart(paragraph: Paragraph, leaf: Node, items_follow: bool) -> bool:
    return items_follow or directs(paragraph.text) or not leaf.marker


def _same_sort(a: Marker, b: Marker) -> bool:
    if a.kind != b.kind:
        return False
    if a.kind == "number":
        return len(a.parts) == len(b.parts)
    return a.kind != "alpha" or (a.style == "()") == (b.style == "()")


def _in_order(marker: Marker, before: Marker) -> Marker:
    """The letter expected behind ``before`` where OCR took one for its like: d for đ, e for c, d for a."""
    value = marker.value
    if value == before.value and ALPHABET[value - 1] == "d":
        value += 1
    elif ALPHABET[value - 1] == "e" and before.value == 2:
        value = 3
    elif ALPHABET[value - 1] == "đ" and before.value == 3:
        value = 4
    if value == marker.value:
        return marker
    letter = ALPHABET[value - 1]
    return Marker("alpha", letter + marker.text[-1], value, marker.length, style=marker.style, odd=True)


def _name(marker: Marker, siblings: Sequence[Node]) -> str:
    if marker.kind in ("dash", "plus", "star"):
        return str(sum(node.role == "item" and not _is_named(node) for node in siblings) + 1)
    if marker.kind == "alpha":
        return ALPHABET[marker.value - 1] if marker.value else marker.text.strip("()")
    if marker.kind == "roman":
        return marker.text.rstrip(".")
    return str(marker.value)


def _is_named(node: Node) -> bool:
    return node.marker is not None and node.marker.kind not in ("dash", "plus", "star")
