"""A scan as pages of lines: embedded text where the file has good text, OCR elsewhere; read lazily, kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import numpy as np

from desktop.core.readings import Box
from desktop.reading import clean, layers, ocr_page, orientation, overlays, seals
from desktop.reading.layout import Marked, lines_of
from desktop.reading.open_file import Image, OpenFile, open_file, sha256
from desktop.reading.pages import Line, Look, Page, Word
from desktop.reading.pdf_file import PdfFile
from desktop.reading.placing import placed_lines
from desktop.reading.raster import READ_DPI, Raster, Rasters
from desktop.reading.together import together

_LARGE_DPI = 300.0
_LOOK_PAD = 0.04  # inches
_LEGIBLE = 0.35
_GLANCE_DPI = 60.0
_GLANCE_RED = 30


class Source:
    """An open scan: its pages, and second looks at parts of them. A context manager. Pages are one thread's; ``look`` and
    ``ink`` may be called from two."""

    def __init__(self, path: Path) -> None:
        self._file = open_file(path)
        self.sha256 = sha256(path)
        self.pages = self._file.pages
        self._rasters = Rasters(self._file)
        self._drawing = threading.RLock()  # pdfium and the pages kept are one thread's at a time; the engine is not
        self._whole: dict[int, Page] = {}
        self._tops: dict[int, tuple[int, list[Marked]]] = {}
        self._layers: dict[int, layers.Layer] = {}
        self._looks: dict[tuple[int, Box, Look], tuple[Line, ...]] = {}
        self._inks: dict[tuple[int, Box], float] = {}
        self._upright: set[int] = set()
        self._stamps: dict[int, tuple[tuple[str, Box], ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def file(self) -> OpenFile:
        """The scan's pages as images."""
        return self._file

    def page(self, number: int, region: Box | None = None) -> Page:
        """Return a page; with ``region`` only what stands above its lower edge (the head, read first)."""
        if number in self._whole:
            return self._whole[number]
        if self._layer(number).words is None and region is not None and region.y1 < 0.9:
            return self._top(number, region.y1)
        self._whole[number] = self._embedded(number) or self._read(number)
        return self._whole[number]

    def embedded_text(self, number: int) -> str | None:
        """Return the text a page brings along, None where it must be read from its picture."""
        if self._layer(number).words is None:
            return None
        return self.page(number).text

    def grey(self, number: int) -> tuple[Image, float]:
        """Return the picture that a page is read from, and its resolution."""
        raster = self._rasters.get(number)
        return raster.grey, raster.dpi

    def to_scan(self, page: int, box: Box) -> Box:
        """Return a box of a ``Page`` (level) as a box of the upright scan (as it is shown)."""
        whole = self._whole.get(page)
        return box if whole and whole.source != "ocr" else self._rasters.to_scan(page, box)

    def look(self, page: int, box: Box, how: Look = "block") -> Sequence[Line]:
        """Read ``box`` again in another way; see ``pages.SecondLook``. A look is remembered: the head is looked at
        when it is told, and again with the whole letter."""
        asked = (page, Box(*(round(v, 3) for v in box)), how)
        if asked not in self._looks:
            self._looks[asked] = tuple(self._look(page, box, how))
        return self._looks[asked]

    def _look(self, page: int, box: Box, how: Look) -> Sequence[Line]:
        with self._drawing:
            part, seen = self._part(page, box, how)
        if how == "large":
            return placed_lines(part, "block", _LARGE_DPI, seen)
        return placed_lines(part, how if how in ("line", "sparse") else "block", READ_DPI, seen)

    def _part(self, page: int, box: Box, how: Look) -> tuple[Image, Box]:
        """Return the picture of a part of a page for a look, and the part itself, whole pixels of the page."""
        raster = self._rasters.get(page)
        x0, y0, x1, y1 = raster.pixels(box, _LOOK_PAD)
        seen = Box(x0 / raster.width, y0 / raster.height, x1 / raster.width, y1 / raster.height)
        if how == "large":
            return self._rasters.region(page, seen, _LARGE_DPI), seen
        if how == "no_blue":
            return ocr_page.without_blue(raster, x0, y0, x1, y1), seen
        if how == "red":
            return clean.only_red(raster.colour(x0, y0, x1, y1)), seen
        return raster.grey[y0:y1, x0:x1], seen

    def ink(self, page: int, box: Box) -> float:
        """Return the share of dark or coloured pixels inside ``box``; remembered, as looks are."""
        asked = (page, box)
        if asked not in self._inks:
            self._inks[asked] = self._ink(page, box)
        return self._inks[asked]

    def _ink(self, page: int, box: Box) -> float:
        with self._drawing:
            raster = self._rasters.get(page)
            x0, y0, x1, y1 = raster.pixels(box)
            part = raster.colour(x0, y0, x1, y1)
        if part.size == 0:
            return 0.0
        return float(np.mean(clean.flatten_shade(part.min(axis=2)) < 140)) if min(part.shape[:2]) > 15 else 0.0

    def _layer(self, number: int) -> layers.Layer:
        if number not in self._layers:
            file = self._file
            self._layers[number] = layers.layer_of(file, number) if isinstance(file, PdfFile) else layers.NOTHING
        return self._layers[number]

    def _embedded(self, number: int) -> Page | None:
        layer = self._layer(number)
        if layer.words is None:
            return None
        width, height = self._file.size(number)
        lines, signatures = overlays.split_signatures(lines_of(layer.words, width / height))
        stamps = self._boxed(number) if self._has_red(number) else ()
        return Page(number, width, height, lines, "embedded", 0, layer.overlays + signatures, stamps)

    def _top(self, number: int, share: float) -> Page:
        raster = self._rasters.get(number)
        if number not in self._tops:
            cut = _white_row(raster.grey, round(share * raster.height))
            self._tops[number] = cut, ocr_page.read_head(raster, cut)
            if self._turned_over(number, self._tops[number][1]):
                del self._tops[number]
                return self._top(number, share)
        words, stamps = ocr_page.without_arrival_stamps(raster, self._tops[number][1])
        return self._page(number, raster, ocr_page.Found(words, stamps))

    def _read(self, number: int) -> Page:
        raster = self._rasters.get(number)
        cut, words = self._tops.pop(number, (0, []))
        words = words + self._while_next_is_drawn(number, partial(ocr_page.read_band, raster, cut, raster.height))
        if self._turned_over(number, words):
            return self._read(number)
        return self._page(number, raster, ocr_page.finished(raster, words))

    def _while_next_is_drawn(self, number: int, read: Callable[[], list[Marked]]) -> list[Marked]:
        """Read while the other core draws and cleans the next page: reading leaves pdfium and the pages kept alone."""
        work: list[Callable[[], list[Marked]]] = [read, partial(self._draw, number + 1)]
        return together(work)[0]

    def _draw(self, number: int) -> list[Marked]:
        """Make a page's picture ready, where it is read from one; it holds no words yet."""
        if number <= self.pages and self._layer(number).words is None:
            self._rasters.make_room()
            self._rasters.get(number)
        return []

    def _turned_over(self, number: int, words: list[Marked]) -> bool:
        """A page that reads as nothing may stand on its head: then it is turned, once, and must be read again."""
        if number in self._upright or orientation.legible([m.word for m in words]) > _LEGIBLE:
            return False
        self._upright.add(number)
        return self._rasters.turn_over(number)

    def _page(self, number: int, raster: Raster, found: ocr_page.Found) -> Page:
        layer = self._layer(number)
        width, height = raster.width * 72 / raster.dpi, raster.height * 72 / raster.dpi
        lines, signatures = overlays.split_signatures(lines_of(found.words + layer.extra, width / height))
        laid_over = layer.overlays + signatures + found.overlays
        kind: Literal["ocr", "none"] = "ocr" if lines else "none"
        return Page(number, width, height, lines, kind, raster.turn, laid_over, self._boxed(number))

    def _boxed(self, number: int) -> tuple[tuple[str, Box], ...]:
        if number not in self._stamps:
            found = seals.boxed_words(self._rasters.get(number))
            self._stamps[number] = tuple((boxed.word, boxed.box) for boxed in found)
        return self._stamps[number]

    def _has_red(self, number: int) -> bool:
        """Tell whether a drawn page has red on it, at a low resolution: most have not."""
        return bool(np.count_nonzero(clean.red_mask(self._file.render(number, _GLANCE_DPI))) > _GLANCE_RED)


def dump(pages: Sequence[Page]) -> str:
    """Return pages as JSON, to tune the reading of fields without reading the images again."""
    return json.dumps([asdict(page) for page in pages], ensure_ascii=False)


def undump(text: str) -> list[Page]:
    """Return the pages that ``dump`` wrote."""
    return [_page_from(value) for value in json.loads(text)]


def _page_from(value: dict[str, Any]) -> Page:
    known = dict(value)
    known["lines"] = tuple(_line_from(line) for line in value["lines"])
    known["overlays"] = tuple(_line_from(line) for line in value["overlays"])
    known["red_stamps"] = tuple((text, Box(*box)) for text, box in value["red_stamps"])
    return Page(**known)


def _line_from(value: dict[str, Any]) -> Line:
    words = tuple(Word(w["text"], Box(*w["box"]), w["confidence"]) for w in value["words"])
    return Line(words, value["bold"], value["italic"])


def _white_row(grey: Image, near: int) -> int:
    """Return the row near ``near`` that cuts through no letter: the whitest of those around it."""
    reach = max(8, grey.shape[0] // 40)
    first, last = max(0, near - reach), min(grey.shape[0], near + reach)
    dark = (grey[first:last] < 128).sum(axis=1)
    smooth = np.convolve(dark, np.ones(5), mode="same")
    return int(first + np.argmin(smooth))
