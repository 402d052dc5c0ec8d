"""The picture of each page of a scan, as it can stand in a PDF: the scanner's own stream where it may be taken as it is.

A JPEG stays the very same bytes and black-and-white stays fax group 4; only what is neither is packed anew. Opens files
that strangers made: call it in a limited process.
"""

from __future__ import annotations

import ctypes
import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageSequence, TiffImagePlugin
from pypdfium2 import raw

#: From a picture's unit square, y up, to the page's: x' = a·x + c·y + e, y' = b·x + d·y + f.
Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)

_A4_LONG_SIDE = 11.69
_LIKELY_DPI = (95.0, 1300.0)
_FILLS = 0.6
_RENDER_DPI = (150.0, 300.0)
_MOST_PACKED = 3 << 20  # a page that packs worse than this without loss is kept as JPEG
_QUALITY = 90
_LEAST_TONES = 0.985
_COLOURED = 48
_SMALL = 220.0  # pixels of the long side where a stream is compared with its page
_ALIKE = 14.0  # grey levels
_EXIF_TURNS: dict[int, Matrix] = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True)
class Stream:
    """A picture as a PDF holds it. ``black_is_one`` matters for group 4 only."""

    data: bytes
    width: int
    height: int
    kind: Literal["jpeg", "group4", "flate"]
    grey: bool
    bits: int = 8
    black_is_one: bool = False


@dataclass(frozen=True)
class Picture:
    """A page: its size in points as it is shown, the stream, and where that lies on the page."""

    width: float
    height: float
    stream: Stream
    place: Matrix = UPRIGHT


@contextmanager
def pictures(path: Path) -> Iterator[Iterator[Picture]]:
    """Give the pages of a scan one by one, each ready before the next is touched."""
    if path.suffix.lower() == ".pdf":
        document = pdfium.PdfDocument(path)
        document.init_forms()  # what a form or a signature shows is drawn, too
        try:
            yield (_pdf_page(document[number]) for number in range(len(document)))
        finally:
            document.close()
    else:
        with Image.open(path) as image:
            yield _frames(image, path)


# -- PDF ---------------------------------------------------------------------------------------------------------------


def _pdf_page(page: Any) -> Picture:
    width, height = (float(v) for v in page.get_size())
    found = _only_image(page)
    stream = _own_stream(found) if found is not None else None
    if found is not None and stream is not None:
        picture = Picture(width, height, stream, _place_of(found, page))
        if _looks_like(picture, page):
            return picture
    dpi = _dpi_of(page, width, height)
    return Picture(width, height, packed(page.render(scale=dpi / 72).to_pil()))


def _only_image(page: Any) -> Any:
    """Return the page's image when nothing else is seen on it, None otherwise."""
    if raw.FPDFPage_GetAnnotCount(page):
        return None
    images = []
    for item in page.get_objects(max_depth=1):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(item)
        elif not (item.type == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(item) == 3):
            return None
    if len(images) != 1 or raw.FPDFPageObj_HasTransparency(images[0]):
        return None
    left, bottom, right, top = images[0].get_bounds()
    width, height = page.get_size()
    return images[0] if (right - left) * (top - bottom) >= _FILLS * width * height else None


def _own_stream(found: Any) -> Stream | None:
    """Return the image's stream: the bytes of its JPEG, or its pixels packed without loss; None when it is neither."""
    width, height = found.get_px_size()
    if list(found.get_filters()) == ["DCTDecode"]:
        return _jpeg(bytes(found.get_data(decode_simple=False)), (width, height))
    metadata = found.get_metadata()
    if metadata.bits_per_pixel == 1:
        return group4(found.get_bitmap(render=False).to_pil().convert("L").point(lambda v: 255 * (v > 127), "1"))
    return None


def _jpeg(data: bytes, size: tuple[int, int] | None = None) -> Stream | None:
    with Image.open(io.BytesIO(data)) as image:
        if image.format != "JPEG" or image.mode not in ("L", "RGB") or (size and image.size != size):
            return None
        return Stream(data, *image.size, "jpeg", image.mode == "L")


def _place_of(found: Any, page: Any) -> Matrix:
    """Return where the image lies on the page as it is shown."""
    a, b, c, d, e, f = found.get_matrix().get()
    corners = [_shown(page, x, y) for x, y in ((e, f), (a + e, b + f), (c + e, d + f))]
    (x0, y0), (x1, y1), (x2, y2) = corners
    return (x1 - x0, y1 - y0, x2 - x0, y2 - y0, x0, y0)


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    fine = 1_000_000
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, fine, fine, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / fine, 1 - down.value / fine


def _looks_like(picture: Picture, page: Any) -> bool:
    """Tell whether the taken stream shows what the page shows: a decode array or a colour space may stand between."""
    small = np.asarray(page.render(scale=_SMALL / max(picture.width, picture.height)).to_pil().convert("L"), np.int16)
    with Image.open(io.BytesIO(_as_file(picture.stream))) as image:
        ours = image.convert("L")
    a, b, c, d, e, f = picture.place
    height, width = small.shape
    # from the small page's pixels (y down) back to the picture's
    forward = np.array([[a, c, e], [b, d, f], [0, 0, 1]])
    flip = np.array([[1 / width, 0, 0], [0, -1 / height, 1], [0, 0, 1]])
    grow = np.array([[ours.width, 0, 0], [0, -ours.height, ours.height], [0, 0, 1]])
    back = grow @ np.linalg.inv(forward) @ flip
    shrink = max(1, round(min(ours.width / width, ours.height / height)))
    ours = ours.reduce(shrink)
    back[0] *= 1 / shrink
    back[1] *= 1 / shrink
    same = ours.transform((width, height), Image.Transform.AFFINE, back[:2].ravel().tolist(), fillcolor=255)
    return float(np.mean(np.abs(np.asarray(same, np.int16) - small))) < _ALIKE


def _dpi_of(page: Any, width: float, height: float) -> float:
    sizes = [item.get_px_size() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    finest = max((max(size) for size in sizes), default=0)
    return min(_RENDER_DPI[1], max(_RENDER_DPI[0], 72 * finest / max(width, height)))


# -- TIFF, JPEG, PNG ---------------------------------------------------------------------------------------------------


def _frames(image: Image.Image, path: Path) -> Iterator[Picture]:
    for frame in ImageSequence.Iterator(image):
        dpi = _told_dpi(frame)
        turn = int(frame.getexif().get(0x0112, 1))
        width, height = frame.width * 72 / dpi, frame.height * 72 / dpi
        if turn >= 5:
            width, height = height, width
        whole = _jpeg(path.read_bytes()) if frame.format == "JPEG" else None
        yield Picture(width, height, whole or packed(frame), _EXIF_TURNS.get(turn, UPRIGHT))


def _told_dpi(frame: Image.Image) -> float:
    told = float(frame.info.get("dpi", (0, 0))[0] or 0)
    long_side = max(frame.size)
    likely = _LIKELY_DPI[0] <= told <= _LIKELY_DPI[1] and 5 <= long_side / told <= 25
    return told if likely else long_side / _A4_LONG_SIDE


# -- packing -----------------------------------------------------------------------------------------------------------


def packed(image: Image.Image) -> Stream:
    """Return a picture packed: two tones as group 4, what packs well without loss so, the rest as JPEG."""
    if image.mode == "1":
        return group4(image)
    plain = _on_white(image)
    if _is_two_tone(plain):
        return group4(plain.convert("L").point(lambda v: 255 * (v > 127), "1"))
    data = zlib.compress(plain.tobytes(), 6)
    if len(data) <= _MOST_PACKED:
        return Stream(data, *plain.size, "flate", plain.mode == "L")
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return Stream(out.getvalue(), *plain.size, "jpeg", plain.mode == "L")


def group4(image: Image.Image) -> Stream:
    """Return a black-and-white picture as one strip of fax group 4, without loss."""
    out = io.BytesIO()
    image.save(out, "TIFF", compression="group4", tiffinfo={TiffImagePlugin.ROWSPERSTRIP: image.height})
    with Image.open(out) as made:
        assert isinstance(made, TiffImagePlugin.TiffImageFile)
        tags = made.tag_v2
        (start,), (size,) = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
        black_is_zero = tags[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] == 1
    return Stream(out.getvalue()[start : start + size], *image.size, "group4", True, 1, black_is_zero)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith("I"):  # 16 bits a sample
        return Image.fromarray((np.asarray(image, np.float32) / 257).clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
    return image.convert("RGB")


def _is_two_tone(image: Image.Image) -> bool:
    """Tell whether a picture is black on white with nothing between but the edges of letters, and no colour at all."""
    pixels = np.asarray(image)
    if image.mode == "RGB":
        if int((pixels.max(axis=2) - pixels.min(axis=2)).max()) > _COLOURED:
            return False
        pixels = pixels[:, :, 1]
    return float(((pixels < 8) | (pixels > 247)).mean()) > _LEAST_TONES


def _as_file(stream: Stream) -> bytes:
    """Return a stream as a file that Pillow opens."""
    if stream.kind == "jpeg":
        return stream.data
    out = io.BytesIO()
    if stream.kind == "flate":
        mode = "L" if stream.grey else "RGB"
        Image.frombytes(mode, (stream.width, stream.height), zlib.decompress(stream.data)).save(out, "PPM")
        return out.getvalue()
    return _tiff_head(stream) + stream.data


def _tiff_head(stream: Stream) -> bytes:
    """Return the head of a TIFF of one group 4 strip: the stream follows it."""
    tags = {256: stream.width, 257: stream.height, 258: 1, 259: 4, 262: int(stream.black_is_one), 273: 0, 277: 1,
            278: stream.height, 279: len(stream.data)}  # fmt: skip
    start = 8 + 2 + 12 * len(tags) + 4
    entries = [struct.pack("<HHII", tag, 4, 1, start if tag == 273 else value) for tag, value in tags.items()]
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(entries) + bytes(4)
