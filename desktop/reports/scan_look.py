"""Paper as a scanner sees it: ink and a stamp on the printed page, then skew, shade, blur, noise. For sample letters."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from desktop.reports.fonts import font_file
from desktop.reports.letter_form import InkPlaces, LetterText

Picture = NDArray[np.uint8]
DPI = 200
_BLUE, _RED = (38, 52, 140), (205, 38, 44)
_UNIT = DPI / 72

# Digits as strokes on a box 1 high, drawn by hand once; each list is one movement of the pen.
_DIGITS: dict[str, list[list[tuple[float, float]]]] = {
    "0": [[(0.30, 0.02), (0.08, 0.25), (0.06, 0.70), (0.28, 0.98), (0.52, 0.72), (0.50, 0.25), (0.28, 0.02)]],
    "1": [[(0.12, 0.25), (0.34, 0.02), (0.32, 0.50), (0.30, 0.99)]],
    "2": [[(0.08, 0.24), (0.26, 0.02), (0.48, 0.22), (0.34, 0.55), (0.06, 0.94), (0.30, 0.90), (0.56, 0.96)]],
    "3": [[(0.10, 0.10), (0.36, 0.02), (0.46, 0.24), (0.24, 0.46), (0.50, 0.62), (0.44, 0.92), (0.06, 0.94)]],
    "4": [[(0.36, 0.03), (0.08, 0.58), (0.54, 0.60)], [(0.42, 0.34), (0.40, 0.70), (0.38, 1.02)]],
    "5": [[(0.50, 0.04), (0.16, 0.05), (0.12, 0.42), (0.40, 0.44), (0.48, 0.74), (0.28, 0.97), (0.06, 0.90)]],
    "6": [[(0.44, 0.03), (0.16, 0.34), (0.08, 0.74), (0.28, 0.98), (0.48, 0.78), (0.34, 0.56), (0.10, 0.70)]],
    "7": [[(0.06, 0.07), (0.30, 0.08), (0.52, 0.05), (0.34, 0.50), (0.22, 1.00)], [(0.18, 0.52), (0.46, 0.50)]],
    "8": [
        [(0.44, 0.12), (0.22, 0.04), (0.14, 0.26), (0.44, 0.62), (0.36, 0.94), (0.10, 0.86), (0.24, 0.52), (0.44, 0.14)]
    ],
    "9": [[(0.46, 0.20), (0.26, 0.04), (0.10, 0.26), (0.28, 0.46), (0.46, 0.22), (0.42, 0.62), (0.30, 1.00)]],
}


@dataclass(frozen=True)
class Wear:
    """How a page was scanned: ``look`` is scan, photo, copy, tiff or png; ``skew`` in degrees; ``stamp`` a red seal."""

    look: str = "scan"
    skew: float = 0.0
    stamp: bool = False
    seed: int = 1


def scan_pages(pdf: bytes, letter: LetterText, places: InkPlaces, wear: Wear) -> list[Picture]:
    """Return the pages of the printed letter as RGB pictures at 200 dpi, inked and worn."""
    rng = np.random.default_rng(wear.seed)
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [np.array(page.render(scale=_UNIT).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()
    inked = [_ink(page, number, letter, places, wear, rng) for number, page in enumerate(pages, 1)]
    return [_wear(page, wear, rng) for page in inked]


def as_pdf(pages: Sequence[Picture]) -> bytes:
    """Return the pictures as one PDF of JPEG pages, as a scanner writes it."""
    out = io.BytesIO()
    first, *rest = [Image.fromarray(page) for page in pages]
    first.save(out, "PDF", resolution=DPI, quality=72, save_all=True, append_images=rest)
    return out.getvalue()


def as_tiff(pages: Sequence[Picture]) -> bytes:
    """Return the pictures as one black-and-white multi-page TIFF (fax group 4)."""
    out = io.BytesIO()
    first, *rest = [Image.fromarray(page).convert("1", dither=Image.Dither.NONE) for page in pages]
    first.save(out, "TIFF", compression="group4", dpi=(DPI, DPI), save_all=True, append_images=rest)
    return out.getvalue()


def as_image(page: Picture, kind: str) -> bytes:
    """Return one picture as ``JPEG`` or ``PNG`` bytes."""
    out = io.BytesIO()
    extra: dict[str, Any] = {"quality": 78} if kind == "JPEG" else {"optimize": True}
    Image.fromarray(page).save(out, kind, dpi=(DPI, DPI), **extra)
    return out.getvalue()


def _ink(
    page: Picture, number: int, letter: LetterText, places: InkPlaces, wear: Wear, rng: np.random.Generator
) -> Picture:
    if places.number and places.number[0] == number:
        _write(page, letter.number, places.number[1] * _UNIT, places.number[2] * _UNIT, rng)
    if places.day and places.day[0] == number:
        _write(page, f"{letter.issued_on.day:02d}", places.day[1] * _UNIT, places.day[2] * _UNIT, rng)
    if places.urgency and places.urgency[0] == number:
        page = _red_box(page, letter.urgency, places.urgency[1] * _UNIT, places.urgency[2] * _UNIT)
    if places.signature and places.signature[0] == number:
        x, y = places.signature[1] * _UNIT, places.signature[2] * _UNIT
        _sign(page, x, y, rng)
        if wear.stamp:
            page = _seal(page, " ".join(letter.issuer), x - 42 * _UNIT, y)
    return page


def _smooth(points: Sequence[tuple[float, float]], steps: int = 12) -> NDArray[np.float64]:
    """Return a Catmull-Rom curve through the points."""
    p = np.array([points[0], *points, points[-1]], dtype=float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*parts, p[-1:]])


def _stroke(page: Picture, points: NDArray[np.float64], colour: tuple[int, int, int], width: int) -> None:
    fixed = np.round(points * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(page, [fixed], False, colour, width, cv2.LINE_AA, 4)


def _write(page: Picture, digits: str, x: float, baseline: float, rng: np.random.Generator) -> None:
    height = 15 * _UNIT
    for digit in digits:
        for stroke in _DIGITS.get(digit, []):
            shaken = [(px + rng.normal(0, 0.02), py + rng.normal(0, 0.02)) for px, py in stroke]
            curve = _smooth(shaken) * height
            curve[:, 0] += x + (height - curve[:, 1]) * 0.12
            curve[:, 1] += baseline - height + 2
            _stroke(page, curve, _BLUE, 3)
        x += height * (0.40 if digit == "1" else 0.58)


def _sign(page: Picture, x: float, y: float, rng: np.random.Generator) -> None:
    turns = 9
    xs = np.linspace(-48, 46, turns) + rng.normal(0, 5, turns)
    ys = np.array([(-1) ** n * rng.uniform(6, 24) for n in range(turns)])
    curve = _smooth(list(zip(xs * _UNIT + x, ys * _UNIT + y, strict=True)))
    _stroke(page, curve, _BLUE, 4)


def _seal(page: Picture, issuer: str, x: float, y: float) -> Picture:
    radius = int(48 * _UNIT)
    side = 2 * radius + 8
    plate = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(plate)
    middle = side / 2
    draw.ellipse((4, 4, side - 4, side - 4), outline=255, width=6)
    draw.ellipse((40, 40, side - 40, side - 40), outline=255, width=2)
    star = [
        (middle + r * math.sin(n * math.pi / 5), middle - r * math.cos(n * math.pi / 5))
        for n, r in enumerate([radius * 0.34, radius * 0.13] * 5)
    ]
    draw.polygon(star, fill=255)
    _ring_text(plate, issuer, middle, radius - 20)
    left, top = int(x - middle), int(y - middle)
    return _blend(page, np.array(plate), left, top, _RED, 0.78)


def _ring_text(plate: Image.Image, text: str, middle: float, radius: float) -> None:
    font = ImageFont.truetype(str(font_file("bold")), 26)
    span = min(300.0, 9.5 * len(text))
    for n, char in enumerate(text):
        angle = -span / 2 + span * (n + 0.5) / len(text)
        glyph = Image.new("L", (44, 44), 0)
        ImageDraw.Draw(glyph).text((22, 22), char, fill=255, font=font, anchor="mm")
        turned = glyph.rotate(-angle, resample=Image.Resampling.BICUBIC)
        at = (
            int(middle + radius * math.sin(math.radians(angle)) - 22),
            int(middle - radius * math.cos(math.radians(angle)) - 22),
        )
        plate.paste(255, at, turned)


def _red_box(page: Picture, text: str, x: float, y: float) -> Picture:
    font = ImageFont.truetype(str(font_file("bold")), int(14 * _UNIT))
    width, height = int(font.getlength(text)) + 30, int(24 * _UNIT)
    plate = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(plate)
    draw.rectangle((2, 2, width - 3, height - 3), outline=255, width=4)
    draw.text((width / 2, height / 2), text, fill=255, font=font, anchor="mm")
    turned = plate.rotate(2.5, expand=True, resample=Image.Resampling.BICUBIC)
    return _blend(page, np.array(turned), int(x - turned.width / 2), int(y), _RED, 0.85)


def _blend(
    page: Picture, mask: NDArray[np.uint8], left: int, top: int, colour: tuple[int, int, int], force: float
) -> Picture:
    height, width = mask.shape
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + width, page.shape[1]), min(top + height, page.shape[0])
    if x0 >= x1 or y0 >= y1:
        return page
    part = page[y0:y1, x0:x1].astype(np.float32)
    alpha = mask[y0 - top : y1 - top, x0 - left : x1 - left, None].astype(np.float32) / 255 * force
    ink = np.minimum(part, np.array(colour, dtype=np.float32) + part * 0.05)
    page[y0:y1, x0:x1] = (part * (1 - alpha) + ink * alpha).astype(np.uint8)
    return page


def _wear(page: Picture, wear: Wear, rng: np.random.Generator) -> Picture:
    height, width = page.shape[:2]
    paper = 246 if wear.look != "photo" else 236
    image = page.astype(np.float32) * (paper / 255)
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew, 1.0), [0, 0, 1]])
    if wear.look == "photo":
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
        moved = corners + rng.uniform(-0.012, 0.012, (4, 2)).astype(np.float32) * width
        matrix = np.asarray(cv2.getPerspectiveTransform(corners, moved.astype(np.float32))) @ matrix
    image = np.asarray(
        cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper, paper, paper)),
        dtype=np.float32,
    )
    image = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.6), dtype=np.float32)
    if wear.look == "photo":
        shade = np.linspace(1.0, 0.78, width, dtype=np.float32)[None, :, None]
        image *= shade * np.linspace(0.97, 1.0, height, dtype=np.float32)[:, None, None]
    image += rng.normal(0, 3.0, (height, width, 1)).astype(np.float32)
    worn = image.clip(0, 255).astype(np.uint8)
    if wear.look == "copy":
        grey = np.asarray(cv2.cvtColor(worn, cv2.COLOR_RGB2GRAY))
        worn = np.repeat(np.where(grey < 150, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    return worn
