"""A page as read: words and lines with their places, whatever they came from (embedded text or OCR)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from desktop.core.readings import Box

Look = Literal["block", "sparse", "line", "large", "no_blue", "red"]


@dataclass(frozen=True)
class Word:
    """One printed word. ``confidence`` is the source's own, 0-1 (1.0 for embedded text)."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True)
class Line:
    """One printed line of one column, words left to right. ``bold``/``italic`` only where the source tells (embedded)."""

    words: tuple[Word, ...]
    bold: bool | None = None
    italic: bool | None = None

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        return hull([word.box for word in self.words])

    @cached_property
    def confidence(self) -> float:
        """The mean of the words' confidences, weighted by length."""
        weights = [max(1, len(word.text)) for word in self.words]
        return sum(w * word.confidence for w, word in zip(weights, self.words, strict=True)) / sum(weights)


@dataclass(frozen=True)
class Page:
    """One page upright. ``lines`` run in reading order: top to bottom, and the left of two columns that stand side by
    side first, wholly (the head's two halves, recipients and signature are never mixed in one line). Stamps' text of
    other offices and digital-signature blocks stand in ``overlays``, not in ``lines``."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    source: Literal["embedded", "ocr", "none"]
    rotation: int = 0
    overlays: tuple[Line, ...] = ()
    #: what the page's colours told: red boxes with text in them (urgency, secrecy), as (text, box)
    red_stamps: tuple[tuple[str, Box], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class SecondLook(Protocol):
    """Reads a part of a page again in another way; agreement between looks is the best confidence there is."""

    def look(self, page: int, box: Box, how: Look = "block") -> Sequence[Line]:
        """Return the lines inside ``box`` of page ``page`` (1-based), enlarged and read as ``how`` says.

        block: one column of text; sparse: scattered text; line: a single line; large: rendered at 300 dpi or more;
        no_blue: blue ink (handwriting, signature) dropped first; red: red ink alone (names and titles are rubber-stamped
        in red, too). Empty for a page without an image.
        """
        ...

    def ink(self, page: int, box: Box) -> float:
        """Return the share of dark or coloured pixels inside ``box`` (0-1): is something written there?"""
        ...


def hull(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around ``boxes`` (at least one)."""
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))
