"""Texts and lines put into a PDF page by the shortest way: every letter's code is asked for once a file, not once a word.

reportlab looks up, splits and escapes each text letter by letter; a week's sheets hold a million letters of two hundred
kinds. Which letters a file's fonts must hold is still its business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

Line = tuple[float, float, float, float]


class _Face:
    """The letters of a face that stand in the file's first subset of it, and their codes, escaped."""

    def __init__(self, name: str, canvas: Any) -> None:
        self._canvas = canvas
        self._font: Any = pdfmetrics.getFont(name)
        self._known: set[str] = set()
        self._codes: dict[int, str] = {}

    def coded(self, text: str) -> list[tuple[int, str]]:
        """Return a text as runs of codes, each with the subset it belongs to: nearly always one."""
        if not self._known.issuperset(text):
            self._learn(text)
            if not self._known.issuperset(text):  # more letters than one subset holds
                runs = self._font.splitString(text, self._canvas._doc)
                return [(subset, self._canvas._escape(raw)) for subset, raw in runs]
        return [(0, text.translate(self._codes))]

    def name(self, subset: int) -> str:
        """Return what a subset is called on the page."""
        return str(self._font.getSubsetInternalName(subset, self._canvas._doc))

    def _learn(self, text: str) -> None:
        for letter in sorted(set(text) - self._known):
            [(subset, raw)] = self._font.splitString(letter, self._canvas._doc)
            if subset == 0:
                self._known.add(letter)
                self._codes[ord(letter)] = self._canvas._escape(raw)


class Ink:
    """Writes on the pages of one canvas; places in points from the lower left."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._code: Any = canvas
        self._faces: dict[str, _Face] = {}

    def texts(self, texts: Iterable[tuple[str, float, float, float, str]]) -> None:
        """Set lines of text: face, size, left end and baseline of each."""
        code = ["BT"]
        now: tuple[str, float, int] = ("", 0.0, -1)
        for font, size, x, y, text in texts:
            face = self._faces.get(font) or self._faces.setdefault(font, _Face(font, self.canvas))
            place = f"1 0 0 1 {x:.2f} {y:.2f} Tm"
            for subset, coded in face.coded(text):
                if (font, size, subset) != now:
                    now = (font, size, subset)
                    code.append(f"{face.name(subset)} {size:g} Tf")
                code.append(f"{place} ({coded}) Tj")
                place = ""
        code.append("ET")
        self._code._code.append("\n".join(code))

    def lines(self, lines: Iterable[Line]) -> None:
        """Draw lines from point to point."""
        parts = [f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" for x0, y0, x1, y1 in lines]
        if parts:
            self._code._code.append("\n".join([*parts, "S"]))

    def frames(self, frames: Iterable[Line]) -> None:
        """Draw rectangles: left, lower edge, width, height."""
        parts = [f"{x:.2f} {y:.2f} {wide:.2f} {tall:.2f} re" for x, y, wide, tall in frames]
        if parts:
            self._code._code.append("\n".join([*parts, "S"]))
