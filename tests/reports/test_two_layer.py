"""The two-layer PDF: the scanner's own picture, the words where they stand, and what an archive asks for."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from desktop.core.page_words import words_to_json
from desktop.core.readings import Box, PageWord
from desktop.reports.two_layer import two_layer, write_two_layer

AT = datetime(2026, 11, 21, 9, 30)
WORDS = (
    (PageWord("ỦY", Box(0.2, 0.07, 0.23, 0.085)), PageWord("BAN", Box(0.24, 0.07, 0.29, 0.085))),
    (PageWord("Nơi", Box(0.14, 0.8, 0.17, 0.812)), PageWord("nhận:", Box(0.175, 0.8, 0.22, 0.812))),
)
TURNED: dict[int, Callable[[Box], Box]] = {
    0: lambda b: b,
    90: lambda b: Box(1 - b.y1, b.x0, 1 - b.y0, b.x1),
    180: lambda b: Box(1 - b.x1, 1 - b.y1, 1 - b.x0, 1 - b.y0),
    270: lambda b: Box(b.y0, 1 - b.x1, b.y1, 1 - b.x0),
}


def sheet(mode: str = "RGB") -> Image.Image:
    """A page that looks different each way it is turned: black where the words stand, a red seal at the foot."""
    image = Image.new("RGB", (850, 1100), "white")
    pen = ImageDraw.Draw(image)
    for line in WORDS:
        for word in line:
            x0, y0, x1, y1 = word.box
            pen.rectangle((x0 * 850, y0 * 1100, x1 * 850, y1 * 1100), fill="black")
    if mode == "RGB":
        pen.ellipse((500, 900, 640, 1040), outline="red", width=8)
    return image.convert(mode)


def saved(tmp_path: Path, name: str, image: Image.Image, **how: Any) -> Path:
    image.save(tmp_path / name, dpi=(100, 100), **how)
    return tmp_path / name


def made(path: Path, rotations: tuple[int, ...] = (0,), **change: Any) -> bytes:
    words = {1: words_to_json(WORDS)}
    told = ("2167/UBND-KTTH · V/v <thử> & nghiệm", "ỦY BAN NHÂN DÂN TỈNH", "Bản số hóa hai lớp")
    data, _ = two_layer(path, change.get("words", words), rotations, change.get("span", (1, 99)), told, AT)
    return data


def shown(data: bytes, page: int = 0) -> np.ndarray:
    document = pdfium.PdfDocument(data)
    try:
        width = document[page].get_width()
        scale = round(width * 100 / 72) / width * (1 - 1e-6)  # a hundred dots an inch, no pixel more
        return np.asarray(document[page].render(scale=scale).to_pil().convert("RGB"), np.int16)
    finally:
        document.close()


def places(data: bytes) -> dict[str, Box]:
    """Where each word can be selected, as fractions of the page."""
    document = pdfium.PdfDocument(data)
    page = document[0]
    width, height = page.get_size()
    text = page.get_textpage()
    found = {}
    for word in ("ỦY", "BAN", "Nơi", "nhận:"):
        start, count = text.search(word, match_case=True).get_next()
        boxes = [text.get_charbox(i, loose=True) for i in range(start, start + count)]
        left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
        found[word] = Box(left / width, 1 - top / height, right / width, 1 - bottom / height)
    document.close()
    return found


def test_words_lie_where_they_stand_and_are_not_seen(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", sheet(), quality=90)
    data = made(path)
    for line in WORDS:
        for word in line:
            found = places(data)[word.text]
            assert found.x0 == pytest.approx(word.box.x0, abs=0.006)
            assert found.x1 == pytest.approx(word.box.x1, abs=0.006)
            assert found.y0 < (word.box.y0 + word.box.y1) / 2 < found.y1
    assert np.abs(shown(data) - np.asarray(sheet(), np.int16)).mean() < 4
    text = pdfium.PdfDocument(data)[0].get_textpage().get_text_range()
    assert text.split() == ["ỦY", "BAN", "Nơi", "nhận:"]


def test_a_jpeg_stays_the_same_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", sheet(), quality=75)
    assert path.read_bytes() in made(path)
    scanned = saved(tmp_path, "scan.pdf", sheet(), resolution=100, quality=75)
    own = re.search(rb"\xff\xd8\xff.*?\xff\xd9(?=\s*endstream)", scanned.read_bytes(), re.DOTALL)
    assert own
    assert own[0] in made(scanned)


def test_black_and_white_stays_group_4_pixel_by_pixel(tmp_path: Path) -> None:
    page = sheet("1")
    for name, how in (("a.tif", {"compression": "group4"}), ("a.png", {}), ("a.pdf", {"resolution": 100})):
        data = made(saved(tmp_path, name, page, **how))
        assert b"CCITTFaxDecode" in data
        assert len(data) < 60_000
        assert np.array_equal(shown(data)[:1100, :850, 0] > 127, np.asarray(page)), name


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("name", ["a.jpg", "a.pdf"])
def test_a_page_that_lay_askew_stands_upright(tmp_path: Path, turn: int, name: str) -> None:
    lying = sheet().rotate(turn, expand=True)  # counter-clockwise: ``turn`` clockwise sets it right
    data = made(saved(tmp_path, name, lying, **({"resolution": 100} if name == "a.pdf" else {})), (turn,))
    picture = shown(data)
    assert picture.shape[:2] == (1100, 850)
    assert np.abs(picture - np.asarray(sheet(), np.int16)).mean() < 6
    assert places(data)["BAN"].x0 == pytest.approx(0.24, abs=0.006)


def test_a_page_turned_by_the_pdf_itself_or_a_camera(tmp_path: Path) -> None:
    lying = sheet().rotate(90, expand=True)
    path = saved(tmp_path, "a.pdf", lying, resolution=100)
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(90)
    document.save(tmp_path / "turned.pdf")
    exif = Image.Exif()
    exif[0x0112] = 6
    for file in (tmp_path / "turned.pdf", saved(tmp_path, "b.jpg", lying, exif=exif)):
        assert np.abs(shown(made(file)) - np.asarray(sheet(), np.int16)).mean() < 6, file.name


def test_what_lies_over_the_scan_is_kept(tmp_path: Path) -> None:
    """A page that is more than one image is drawn whole: a number stamped on it by the sending system stays."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "over.pdf"), pagesize=(595, 842))
    canvas.drawImage(str(saved(tmp_path, "a.jpg", sheet())), 0, 0, 595, 842)
    canvas.setFillColorRGB(0, 0, 1)
    canvas.rect(300, 400, 60, 30, fill=1)
    canvas.save()
    blue = shown(made(tmp_path / "over.pdf"))
    assert (blue[:, :, 2] - blue[:, :, 0] > 150).sum() > 3000


def test_what_an_archive_asks_for(tmp_path: Path) -> None:
    data = made(saved(tmp_path, "a.jpg", sheet()))
    assert data.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in data.split(b"\n")[1][1:5])
    assert b"/Encrypt" not in data
    assert b"/ID" in data.rsplit(b"trailer", 1)[1]
    for never in (b"/JavaScript", b"/SMask", b"/AcroForm", b"LZWDecode", b"/Helvetica"):
        assert never not in data
    assert re.search(rb"/OutputIntents \[ <<\s.*?/S /GTS_PDFA1", data, re.DOTALL)
    profile = next(s for s in streams(data) if s[36:40] == b"acsp")
    assert profile[16:20] == b"RGB "
    xmp = next(s for s in streams(data) if b"xpacket" in s).decode()
    assert "<pdfaid:part>2<" in xmp
    assert "<pdfaid:conformance>B<" in xmp
    assert "V/v &lt;thử&gt; &amp; nghiệm" in xmp
    assert "2026-11-21T09:30:00" in xmp
    assert b"D:20261121093000" in data
    fonts = re.findall(rb"/Type /Font\b.*?>>", data, re.DOTALL)
    assert len(fonts) == data.count(b"/ToUnicode")
    assert data.count(b"/FontFile2") == len(fonts), "every face is in the file"
    assert made(saved(tmp_path, "a.jpg", sheet())) == data, "the same scan gives the same file"


def streams(data: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\n?endstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            found.append(match[1])
    return found


def test_pages_of_one_letter_alone(tmp_path: Path) -> None:
    pages = [sheet("L"), sheet("L").rotate(180), sheet("L")]
    path = saved(tmp_path, "batch.tif", pages[0], save_all=True, append_images=pages[1:])
    data = made(path, (0, 180, 0), words={2: words_to_json(WORDS)}, span=(2, 2))
    assert len(pdfium.PdfDocument(data)) == 1
    assert places(data)["Nơi"].y0 == pytest.approx(0.8, abs=0.02)
    assert np.abs(shown(data)[:, :, 0] - np.asarray(sheet("L"), np.int16)).mean() < 2


def test_rubbish_that_was_read_does_not_hold_it_up(tmp_path: Path) -> None:
    odd = ((PageWord("\u0000\uffff\U0001f600", WORDS[0][0].box), PageWord("中文", Box(0.5, 0.5, 0.5, 0.5))),)
    made(saved(tmp_path, "a.jpg", sheet()), words={1: words_to_json(odd)})


def test_it_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", sheet())
    how: dict[str, Any] = {
        "words": {},
        "rotations": [0],
        "first": 1,
        "last": 1,
        "title": "",
        "author": "",
        "subject": "",
    }
    told = write_two_layer(path, target=str(tmp_path / "out.pdf"), at=AT.isoformat(), **how)
    assert told == {"pages": 1, "size": (tmp_path / "out.pdf").stat().st_size}
    (tmp_path / "bad.jpg").write_bytes(path.read_bytes()[:400])
    with pytest.raises(OSError, match=r"(?i)trunca"):
        write_two_layer(tmp_path / "bad.jpg", target=str(tmp_path / "bad.pdf"), at=AT.isoformat(), **how)
    assert sorted(p.name for p in tmp_path.glob("*.p*")) == ["out.pdf"]
