"""The stamp: its size, its words, and that on a copy it covers nothing, however the page is turned."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.core.errors import StorageError, UnreadableScan
from desktop.reports.arrival_stamp import HEIGHT, PLACES, WIDTH, Stamp, stamp_alone, stamped_copy
from desktop.reports.free_place import find_free_place

MM = 72 / 25.4


def _letter_page(rotation: int = 0) -> bytes:
    """A page full of text but for one hole under the number, at the left."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for line in range(40):
        top = 25 + 6.5 * line
        hole = 60 < top < 115
        canvas.drawString((95 if hole else 30) * MM, A4[1] - top * MM, "noi dung " * (7 if hole else 12))
    canvas.setPageRotation(rotation)
    canvas.save()
    return out.getvalue()


@pytest.fixture
def stamp(made: Any) -> Stamp:
    return Stamp(made.letter(412), "Phòng Kinh tế")


def _red(picture: Any) -> tuple[float, float, float, float]:
    """Return the box of red ink: left, top, right, bottom in millimetres of a picture at 2 dots a point."""
    colours = picture.astype(int)
    red = (colours[..., 0] > 140) & (colours[..., 1] < 110) & (colours[..., 2] < 110)
    rows, columns = np.nonzero(red)
    return tuple(round(float(v) / 2 / MM, 1) for v in (columns.min(), rows.min(), columns.max(), rows.max()))  # type: ignore[return-value]


def _seen(data: bytes) -> Any:
    document = pdfium.PdfDocument(data)
    picture = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return np.asarray(picture)


@pytest.mark.parametrize("corner", PLACES)
def test_alone_it_stands_where_asked_and_measures_35_by_50(made: Any, stamp: Stamp, corner: Any) -> None:
    left, top, right, bottom = _red(_seen(stamp_alone(made.imprint(), stamp, corner)))
    assert right - left == pytest.approx(50, abs=0.8)
    assert bottom - top == pytest.approx(35, abs=0.8)
    assert (left, top) == (pytest.approx(PLACES[corner][0], abs=0.6), pytest.approx(PLACES[corner][1], abs=0.6))


def test_it_says_what_the_decree_asks(made: Any, printed: Any, stamp: Stamp) -> None:
    text = printed(stamp_alone(made.imprint(), stamp, "left")).text()
    for said in (
        "ỦY BAN NHÂN DÂN",
        "XÃ AN BÌNH",
        "ĐẾN",
        "Số:",
        "412",
        "Ngày:",
        "16/11/2026",
        "Chuyển:",
        "Phòng Kinh tế",
    ):
        assert said in text
    assert "Số và ký hiệu HS:" in text


def test_the_longest_names_stay_in_the_box(made: Any, printed: Any) -> None:
    pdf = printed(stamp_alone(made.long_imprint(), Stamp(made.letter(99999), made.long_title), "left"))
    left, top = PLACES["left"]
    for line in pdf.lines:
        assert left <= line.x0 < line.x1 <= left + 50
        assert top <= line.y0 < line.y1 <= top + 35
    assert not pdf.overlapping()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_on_a_copy_it_is_upright_and_covers_nothing(made: Any, stamp: Stamp, rotation: int, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(_letter_page(rotation))
    copy = stamped_copy(made.imprint(), stamp, scan, 0)
    left, top, right, bottom = _red(_seen(copy))
    assert right - left == pytest.approx(50, abs=0.8)
    assert bottom - top == pytest.approx(35, abs=0.8)
    dots = 2 * MM
    under = _seen(scan.read_bytes())[round(top * dots) : round(bottom * dots), round(left * dots) : round(right * dots)]
    assert under.min() > 200
    document = pdfium.PdfDocument(copy)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "noi dung" in text
    assert "412" in text


def test_a_picture_is_stamped_too(made: Any, stamp: Stamp, tmp_path: Path) -> None:
    pages = [Image.new("L", (827, 1169), 250), Image.new("L", (827, 1169), 250)]
    ImageDraw.Draw(pages[1]).rectangle((100, 900, 700, 1000), fill=0)
    scan = tmp_path / "scan.tiff"
    pages[0].save(scan, save_all=True, append_images=pages[1:])
    seen = _seen(stamped_copy(made.imprint(), stamp, scan, 1))
    left, top, right, bottom = _red(seen)
    assert (round(right - left), round(bottom - top)) == (50, 35)
    assert seen[int(950 / 1169 * seen.shape[0]), seen.shape[1] // 2].max() < 60


def test_what_does_not_open_is_told(made: Any, stamp: Stamp, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(UnreadableScan):
        stamped_copy(made.imprint(), stamp, broken, 0)
    broken.write_bytes(b"neither")
    with pytest.raises(UnreadableScan):
        stamped_copy(made.imprint(), stamp, broken, 0)
    with pytest.raises(StorageError) as told:
        stamped_copy(made.imprint(), stamp, tmp_path / "gone.pdf", 0)
    assert told.value.code == "missing"


def test_a_blank_page_takes_the_wanted_place_and_a_full_one_the_least_ink() -> None:
    blank = np.full((842, 595), 255, np.uint8)
    x, y = find_free_place(blank, 1.0, WIDTH, HEIGHT)
    assert (x / MM, y / MM) == (pytest.approx(28, abs=2), pytest.approx(62, abs=2))
    full = np.full((842, 595), 255, np.uint8)
    full[::3] = 0
    full[600:690, 300:440] = 255
    x, y = find_free_place(full, 1.0, WIDTH, HEIGHT)
    assert 280 < x < 320
    assert 580 < y < 610
