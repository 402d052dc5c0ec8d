"""The engine's words put back where they stand on the page."""

from __future__ import annotations

from desktop.core.readings import Box
from desktop.reading import engine
from desktop.reading.open_file import Image
from desktop.reading.pages import Line, Word


def placed_words(grey: Image, mode: engine.Mode, dpi: float, box: Box) -> list[Word]:
    """Return the words of an image that shows ``box`` of a page, as fractions of that page."""
    return [_placed(word, box, grey) for word in engine.recognise(grey, mode, dpi)]


def placed_lines(grey: Image, mode: engine.Mode, dpi: float, box: Box) -> list[Line]:
    """Return the same as the engine's own lines."""
    groups: dict[int, list[Word]] = {}
    for word in engine.recognise(grey, mode, dpi):
        groups.setdefault(word.line, []).append(_placed(word, box, grey))
    return [Line(tuple(group)) for group in groups.values()]


def _placed(word: engine.RawWord, box: Box, grey: Image) -> Word:
    height, width = grey.shape
    across, down = (box.x1 - box.x0) / width, (box.y1 - box.y0) / height
    place = Box(box.x0 + word.x0 * across, box.y0 + word.y0 * down, box.x0 + word.x1 * across, box.y0 + word.y1 * down)
    return Word(word.text, place, word.confidence)
