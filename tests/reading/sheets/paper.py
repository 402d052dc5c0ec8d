"""Printed sheets as they come back: written on with some pen, then scanned badly. Places are in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image as Pictures

from desktop.core.returned import Returned
from desktop.core.sheet_code import BOX_SIZE, BOX_STEP, BOXES, SheetCode
from desktop.reading.sheets.among import Sheets
from desktop.reading.source import Source

FINE = 300 / 25.4
STYLES = ("tick", "cross", "filled", "stroke", "leaving", "small")


@dataclass(frozen=True)
class Pen:
    """A pen: its colour (RGB), its width, and the share of the paper its stroke covers (a pencil's is grainy)."""

    colour: tuple[int, int, int]
    width: float
    cover: float = 1.0


PENS = {
    "ballpoint": Pen((35, 50, 150), 0.45),
    "gel": Pen((20, 20, 25), 0.65),
    "pencil": Pen((120, 120, 122), 0.5, 0.8),
    "red": Pen((200, 40, 40), 0.8),
}


@dataclass(frozen=True)
class Scanner:
    """What a scanner does to a sheet. ``skew`` in degrees, ``turn`` clockwise by quarters, ``clip`` what it cuts off each
    edge, ``copied``: photocopied first, to black and white with specks."""

    dpi: int = 200
    skew: float = 0.0
    turn: int = 0
    scale: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    noise: float = 4.0
    blur: float = 0.5
    shade: float = 0.0
    copied: bool = False
    clip: float = 0.0
    quality: int = 75
    seed: int = 0


def pages_of(pdf: bytes) -> list[Any]:
    """Return the printed pages as RGB at 300 dpi."""
    document = pdfium.PdfDocument(pdf)
    pages = [
        np.asarray(page.render(scale=300 / 72, rev_byteorder=True).to_numpy())[:, :, :3].copy() for page in document
    ]
    document.close()
    return pages


def read_sheets(file: Path) -> Returned | None:
    """Return the weekly sheets among the pages of a scan, without reading the letters beside them."""
    with Source(file) as source:
        sheets = Sheets(source)
        for number in range(1, source.pages + 1):
            sheets.at(number)
        return sheets.returned()


@dataclass
class Writer:
    """Marks sheets by hand, never twice alike."""

    rng: np.random.Generator
    pen: Pen = field(default_factory=lambda: PENS["ballpoint"])

    def note(self, page: Any, code: SheetCode, long: float = 70.0) -> None:
        """Write a line into the room for difficulties and proposals."""
        assert code.notes is not None
        self._words(page, code.notes.left + 3, code.notes.top + 5.6, long)

    def mark(self, page: Any, code: SheetCode, row: int, box: str, style: str) -> None:
        """Mark a box of a row in a style."""
        top = code.rows[row].box_top + BOX_STEP * BOXES.index(box)
        self._strokes(page, [np.add(stroke, (code.box_left, top)) for stroke in self._shape(style)])

    def write(self, page: Any, code: SheetCode, row: int, long: float = 32.0) -> None:
        """Write a line of words."""
        place = code.rows[row]
        self._words(page, code.write_left + 1 + self.rng.uniform(0, 3), place.write_top + 5.6, long)

    def _words(self, page: Any, x: float, base: float, long: float) -> None:
        end = x + long
        while x < end:
            wide = self.rng.uniform(2.5, 7)
            steps = np.arange(0, wide, 0.35)
            ups = base - 1.1 - 1.1 * np.sin(steps * self.rng.uniform(2.5, 3.5)) + self.rng.normal(0, 0.25, len(steps))
            self._strokes(page, [np.stack([x + steps, ups], axis=1)])
            x += wide + self.rng.uniform(1, 2)

    def _shape(self, style: str) -> list[Any]:
        r, side = self.rng, BOX_SIZE
        j = lambda *points: np.array(points, float) + r.normal(0, 0.25, (len(points), 2))  # noqa: E731
        if style == "tick":
            return [j((0.6, 2.0), (1.6, 3.4), (3.9, 0.4))]
        if style == "cross":
            return [j((0.5, 0.6), (3.5, 3.5)), j((3.5, 0.5), (0.5, 3.5))]
        if style == "filled":
            return [j((0.3, y), (side - 0.3, y + 0.1)) for y in np.arange(0.5, side - 0.2, 0.45)]
        if style == "stroke":
            return [j((0.5, 3.4), (3.5, 0.6))]
        if style == "leaving":
            return [j((0.2, 1.6), (1.6, 3.6), (5.6, -1.2))]
        return [j((1.2, 2.0), (1.9, 2.8), (3.1, 1.1))]

    def _strokes(self, page: Any, strokes: Sequence[Any]) -> None:
        thick = max(1, round(self.pen.width * FINE))
        every = np.concatenate([np.asarray(stroke) for stroke in strokes]) * FINE
        x0, y0 = np.maximum(0, np.floor(every.min(axis=0)).astype(int) - 2 * thick)
        x1, y1 = np.ceil(every.max(axis=0)).astype(int) + 2 * thick
        page = page[y0:y1, x0:x1]
        mask = np.zeros(page.shape[:2], np.uint8)
        for stroke in strokes:
            points = np.round((np.asarray(stroke) * FINE - (x0, y0)) * 8).astype(np.int32)
            cv2.polylines(mask, [points.reshape(-1, 1, 2)], False, 255, thick, cv2.LINE_AA, 3)
        cover = mask.astype(np.float32) / 255
        if self.pen.cover < 1:
            cover *= self.rng.uniform(2 * self.pen.cover - 1, 1, mask.shape).astype(np.float32)
        ink = np.array(self.pen.colour, np.float32)
        page[:] = np.minimum(page, page * (1 - cover[..., None]) + ink * cover[..., None]).astype(np.uint8)


def scanned(page: Any, how: Scanner) -> Any:
    """Return a page (RGB at 300 dpi) as the scanner gives it."""
    rng = np.random.default_rng(how.seed)
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), how.skew, how.scale)
    matrix[:, 2] += np.array(how.shift) * FINE
    seen = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    if how.clip:
        cut = round(how.clip * FINE)
        seen[:cut] = seen[-cut:] = 255
        seen[:, :cut] = seen[:, -cut:] = 255
    seen = cv2.resize(seen, None, fx=how.dpi / 300, fy=how.dpi / 300, interpolation=cv2.INTER_AREA)
    values = seen.astype(np.float32)
    if how.shade:
        values *= np.linspace(1 - how.shade, 1, values.shape[1], dtype=np.float32)[None, :, None]
    if how.blur:
        values = cv2.GaussianBlur(values, (0, 0), how.blur * how.dpi / 200)
    values = values * 0.94 + 8 + rng.normal(0, how.noise, values.shape).astype(np.float32)
    seen = np.clip(values, 0, 255).astype(np.uint8)
    if how.copied:
        grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
        black = grey < 165
        black |= rng.random(grey.shape) < 0.002
        seen = np.where(black[..., None], 0, 255).astype(np.uint8).repeat(3, axis=2)
    return np.ascontiguousarray(np.rot90(seen, -how.turn))


def save(pages: Sequence[Any], file: Path, how: Scanner) -> Path:
    """Write scanned pages as the file a scanner makes: a PDF of JPEGs, a TIFF, or a single JPEG or PNG."""
    pictures = [Pictures.fromarray(page) for page in pages]
    more: dict[str, Any] = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    if file.suffix == ".pdf":
        more |= {"resolution": float(how.dpi), "quality": how.quality}
    elif file.suffix == ".jpg":
        more |= {"dpi": (how.dpi, how.dpi), "quality": how.quality}
    else:
        more |= {"dpi": (how.dpi, how.dpi)}
    pictures[0].save(file, **more)
    return file


def rough(seed: int, **fixed: Any) -> Scanner:
    """Return a scanner with a bad day of its own."""
    r = np.random.default_rng(seed)
    usual = Scanner(
        skew=float(r.uniform(-2.2, 2.2)),
        scale=float(r.uniform(0.975, 1.015)),
        shift=(float(r.uniform(-2, 2)), float(r.uniform(-2, 2))),
        noise=float(r.uniform(2, 12)),
        blur=float(r.uniform(0.3, 0.9)),
        shade=float(r.uniform(0, 0.2)),
        clip=float(r.choice([0, 0, 3, 7])),
        quality=int(r.integers(45, 90)),
        seed=seed,
    )
    return replace(usual, **fixed)
