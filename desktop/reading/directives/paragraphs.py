"""Lines → paragraphs, by the first line's indent, the mark it opens with, how full the line above is, and the spacing."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.core.readings import Box
from desktop.reading.directives.body import INDENT, BodyLine
from desktop.reading.directives.folded import folded
from desktop.reading.directives.markers import Marker, find_marker, odd_number
from desktop.reading.pages import hull

_ENDS = re.compile(r"[.;:!?…][\"'”’)\]]*\W{0,2}$")
_OWN_START = re.compile(r"\W*(?:luu y|ghi chu|noi nhan|yeu cau|de nghi|nay,? thong bao|tren day)\b")
_JOIN_HYPHEN = re.compile(r"\S[-–/]$")
_DOTS = re.compile(r"[.…]{5,}(?:\s*[.…]+)*")
_STRAY_STOP = re.compile(
    r"(?<=[,;])\.(?=\s)|(?<=\svà)\.(?=\s)|(?<=\scác)\.(?=\s)|(?<=\scủa)\.(?=\s)|(?<=\svới)\.(?=\s)"
)
_BLANKS = re.compile(r"\s+")
_SUPERSCRIPT = re.compile(r"(?<=[^\W\d_])[¹²³⁴⁵⁶⁷⁸⁹]+(?=[\s;,.:)]|$)")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph without its mark. ``page`` and ``box`` are those of its start; ``split`` when it runs over a page end."""

    text: str
    marker: Marker | None
    page: int
    box: Box
    lines: tuple[BodyLine, ...]
    lost_mark: bool = False

    @property
    def printed(self) -> str:
        """The text with its mark."""
        return f"{self.marker.text} {self.text}" if self.marker is not None else self.text

    @property
    def split(self) -> bool:
        return self.lines[-1].page != self.page

    @property
    def indent(self) -> float:
        return self.lines[0].indent


def paragraphs(lines: Sequence[BodyLine]) -> list[Paragraph]:
    """Return the paragraphs of the body's ``lines``, in order."""
    layout = _Layout.of(lines)
    groups: list[list[BodyLine]] = []
    for line in lines:
        if groups and not layout.starts(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, layout) for group in groups]


@dataclass(frozen=True)
class _Layout:
    """How the letter sets its paragraphs: the usual indent (None: none is used) and distance between lines."""

    indent: float | None
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[BodyLine]) -> _Layout:
        indents = [a.indent for a, b in pairwise(lines) if 0.02 < a.indent < 0.13 and abs(b.indent) < 0.014]
        gaps = [b.box.y1 - a.box.y1 for a, b in pairwise(lines) if a.page == b.page]
        return cls(statistics.median(indents) if indents else None, statistics.median(gaps) if gaps else 0.02)

    def starts(self, above: Sequence[BodyLine], line: BodyLine) -> bool:
        """Whether ``line`` opens a new paragraph under the lines ``above`` of the current one."""
        last = above[-1]
        mark = find_marker(line.text)
        if self.is_indented(line):
            return not _runs_on(last, line, mark)
        if line.page != last.page:
            return _ENDS.search(last.text) is not None and not last.full and not line.text[:1].islower()
        spaced = line.box.y1 - last.box.y1 > 1.38 * self.pitch
        if mark is not None and self.indent is None and (not last.full or spaced or _ENDS.search(last.text)):
            return True
        if self.is_hanging(above, line):
            return False
        return _ENDS.search(last.text) is not None and (not last.full or spaced) and not line.text[:1].islower()

    def is_indented(self, line: BodyLine) -> bool:
        return line.indent > max(0.019, 0.5 * (self.indent or INDENT))

    def lacks_mark(self, line: BodyLine) -> bool:
        """Whether a first line starts where the text behind a dash would: OCR lost the dash."""
        return self.indent is not None and 0.009 < line.indent - self.indent < 0.024

    def is_hanging(self, above: Sequence[BodyLine], line: BodyLine) -> bool:
        """A line set in under a marked first line that runs to the margin."""
        return above[-1].full and abs(line.indent - above[-1].indent) < 0.02 and len(above) > 1


def _runs_on(last: BodyLine, line: BodyLine, mark: Marker | None) -> bool:
    """An indented line that still belongs to the line above: small letter after a full line without an end."""
    if _OWN_START.match(folded(line.text)):
        return False
    if mark is not None and mark.kind != "dash":
        return False
    open_end = _ENDS.search(last.text) is None
    if mark is not None:
        return open_end and last.full and line.text[mark.length : mark.length + 1].islower() and last.indent > 0.02
    return open_end and line.text[:1].islower() and (last.full or last.page != line.page)


def _paragraph(lines: Sequence[BodyLine], layout: _Layout) -> Paragraph:
    text = joined([line.text for line in lines])
    marker = find_marker(text)
    start = lines[0].page
    box = hull([line.box for line in lines if line.page == start])
    lost = marker is None and layout.lacks_mark(lines[0])
    return Paragraph(text[marker.length :] if marker else text, marker, start, box, tuple(lines), lost)


def joined(lines: Sequence[str]) -> str:
    """Return soft-broken ``lines`` as one text: a blank between, none behind a hyphen or slash inside a symbol."""
    text = ""
    for line in lines:
        glue = "" if not text or (_JOIN_HYPHEN.search(text) and not line[:1].islower()) else " "
        text += glue + line.strip()
    text = _STRAY_STOP.sub("", _DOTS.sub(".....", _SUPERSCRIPT.sub("", text)))
    return _BLANKS.sub(" ", text).strip()


def with_odd_number(paragraph: Paragraph, expected: int) -> Paragraph:
    """Return ``paragraph`` with its misread number taken as the mark, if it says ``expected``; else as it is."""
    taken = paragraph.marker.length if paragraph.marker is not None else 0
    whole = paragraph.printed
    found = odd_number(whole)
    if found is None or found.value != expected:
        return paragraph
    text = paragraph.text if taken else whole[found.length :]
    return Paragraph(text, found, paragraph.page, paragraph.box, paragraph.lines)
