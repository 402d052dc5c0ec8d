"""The text a PDF page carries, sorted: the letter's own, a scanner's OCR layer (good or bad), what was laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.readings import Box
from desktop.reading import embedded, syllables
from desktop.reading.layout import Marked, lines_of
from desktop.reading.overlays import is_signature_text
from desktop.reading.pages import Line
from desktop.reading.pdf_file import PdfFile

_LEAST_LETTERS = 12
_LEAST_LETTERS_OVER_IMAGE = 400


@dataclass(frozen=True)
class Layer:
    """``words``: the page's text where it is worth reading, else None (then the image is read);
    ``extra``: single words laid over a scan (a number and a day filled in by the sending system);
    ``overlays``: the text of signature blocks."""

    words: list[Marked] | None
    extra: list[Marked]
    overlays: tuple[Line, ...]


NOTHING = Layer(None, [], ())


def layer_of(file: PdfFile, page: int) -> Layer:
    """Sort the text of a page."""
    letters = embedded.glyphs(file, page)
    shown = embedded.words([g for g in letters if not g.hidden])
    hidden = embedded.words([g for g in letters if g.hidden])
    width, height = file.size(page)
    shown, laid_over = _without_signatures(shown, file.widgets(page))
    overlays = tuple(line for group in laid_over for line in lines_of(group, width / height))
    if file.page_image(page) is None:
        enough = _letters(shown) >= _LEAST_LETTERS
        return Layer(shown if enough else None, [], overlays)
    if _letters(shown) >= _LEAST_LETTERS_OVER_IMAGE and syllables.is_good_text(_text(shown)):
        return Layer(shown, [], overlays)
    if syllables.is_good_text(_text(hidden)):
        return Layer(hidden + shown, [], overlays)
    return Layer(None, [m for m in shown if _letters(shown) < _LEAST_LETTERS_OVER_IMAGE], overlays)


def _without_signatures(words: list[Marked], widgets: Sequence[Box]) -> tuple[list[Marked], list[list[Marked]]]:
    """Take out the words of each widget that is a signature block; a widget with a number in it stays."""
    groups = [inside for widget in widgets if (inside := [m for m in words if _within(m, widget)])]
    signatures = [group for group in groups if is_signature_text(_text(group))]
    taken = {id(m) for group in signatures for m in group}
    apart: list[list[Marked]] = []
    for group in signatures:  # widgets may overlap: a word belongs to the first
        own = [m for m in group if id(m) in taken]
        taken -= {id(m) for m in own}
        apart += [own] if own else []
    gone = {id(m) for group in apart for m in group}
    return [m for m in words if id(m) not in gone], apart


def _within(marked: Marked, box: Box) -> bool:
    place = marked.word.box
    x, y = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _text(words: Sequence[Marked]) -> str:
    return " ".join(m.word.text for m in words)


def _letters(words: Sequence[Marked]) -> int:
    return sum(c.isalnum() for m in words for c in m.word.text)
