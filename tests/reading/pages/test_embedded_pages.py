"""Text that a PDF carries: taken where it is good, taken apart where it was laid over, left where it is rubbish."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.reading import encodings
from desktop.reading.pages import Page
from desktop.reading.source import Source
from desktop.reports.fonts import font_file

A4 = (595.28, 841.89)
BODY = (
    "Thực hiện Công văn số 318/UBND-NC ngày 12/3/2024 của Ủy ban nhân dân tỉnh về",
    "việc tăng cường công tác phòng, chống thiên tai, Ủy ban nhân dân huyện yêu cầu",
    "các xã, thị trấn tổ chức rà soát và báo cáo kết quả trước ngày 25/4/2024.",
)


@pytest.fixture
def typed(tmp_path: Path, faces: dict[bool, Path]) -> Callable[[Callable[[Canvas], None]], Page]:
    """Return a function that draws a PDF page and reads it."""
    for bold, path in faces.items():
        pdfmetrics.registerFont(TTFont("Serif-Bold" if bold else "Serif", str(path)))

    def read(draw: Callable[[Canvas], None]) -> Page:
        canvas = Canvas(str(tmp_path / "typed.pdf"), pagesize=A4)
        canvas.setFont("Serif", 13)
        draw(canvas)
        canvas.save()
        with Source(tmp_path / "typed.pdf") as source:
            return source.page(1)

    return read


def write_body(canvas: Canvas) -> None:
    for row, text in enumerate(BODY):
        canvas.drawString(85, 600 - 20 * row, text)


def test_words_bold_and_composed(typed: Any) -> None:
    def draw(canvas: Canvas) -> None:
        write_body(canvas)
        canvas.drawString(85, 500, unicodedata.normalize("NFD", "Kính gửi: Các xã"))
        canvas.setFont("Serif-Bold", 13)
        canvas.drawString(85, 700, "ỦY BAN NHÂN DÂN HUYỆN SƠN LÂM")

    page = typed(draw)
    assert page.source == "embedded"
    assert [line.text for line in page.lines][:2] == ["ỦY BAN NHÂN DÂN HUYỆN SƠN LÂM", BODY[0]]
    assert [line.bold for line in page.lines[:2]] == [True, False]
    assert unicodedata.is_normalized("NFC", page.text)
    first = page.lines[0].box
    assert first.x0 == pytest.approx(85 / A4[0], abs=0.005)
    assert first.y0 < 1 - 700 / A4[1] <= first.y1


def test_a_hyphen_at_a_lines_end_stays(typed: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(85, 600, "Căn cứ Quyết định số 1456/QĐ-")
        canvas.drawString(85, 580, "TTg ngày 22/11/2023 của Thủ tướng Chính phủ")

    assert typed(draw).lines[0].text == "Căn cứ Quyết định số 1456/QĐ-"


def test_a_number_in_a_form_field_is_text(typed: Any) -> None:
    def draw(canvas: Canvas) -> None:
        write_body(canvas)
        canvas.drawString(85, 700, "Số:")
        canvas.acroForm.textfield(
            name="number", value="1234", x=110, y=694, width=40, height=18, borderWidth=0, fontSize=12
        )
        canvas.drawString(152, 700, "/UBND-VP")

    assert typed(draw).lines[0].text.replace(" ", "") == "Số:1234/UBND-VP"


def test_a_signature_block_is_no_line_of_the_letter(typed: Any) -> None:
    def draw(canvas: Canvas) -> None:
        write_body(canvas)
        canvas.drawString(85, 740, "ỦY BAN NHÂN DÂN")
        canvas.setFont("Serif", 8)
        rows = ("Ký bởi: Ủy ban nhân dân huyện Sơn Lâm", "Cơ quan: Tỉnh Đông Sơn", "Thời gian ký: 18/03/2024 08:15:24")
        for row, text in enumerate(rows):
            canvas.drawString(400, 820 - 9 * row, text)

    page = typed(draw)
    assert [line.text for line in page.overlays][-1] == "Thời gian ký: 18/03/2024 08:15:24"
    assert len(page.overlays) == 3
    assert page.lines[0].text == "ỦY BAN NHÂN DÂN"


def hide(canvas: Canvas, rows: tuple[str, ...]) -> None:
    text = canvas.beginText(85, 600)
    text.setFont("Serif", 13)
    text.setTextRenderMode(3)
    text.setLeading(20)
    for row in rows:
        text.textLine(row)
    canvas.drawText(text)


def test_hidden_text_on_a_typed_page_is_left_out(typed: Any) -> None:
    def draw(canvas: Canvas) -> None:
        write_body(canvas)
        text = canvas.beginText(85, 400)
        text.setFont("Serif", 13)
        text.setTextRenderMode(3)
        text.textLine("Dòng chữ ẩn")
        canvas.drawText(text)

    assert "ẩn" not in typed(draw).text


def scanned(canvas: Canvas, sheet: Any) -> None:
    for row, text in enumerate(BODY):
        sheet.text(30, 85 + 7 * row, text)
    canvas.drawImage(ImageReader(sheet.image), 0, 0, *A4)


def test_a_bad_ocr_layer_is_not_believed(typed: Any, sheet: Any) -> None:
    def draw(canvas: Canvas) -> None:
        scanned(canvas, sheet)
        hide(
            canvas,
            ("Thuc hi$n COng van s6 318 ng<iy 12 cua Uy ban nhan dan tinh vS", "vi$c tang cuirng cOng tac phOng") * 4,
        )

    page = typed(draw)
    assert page.source == "ocr"
    assert page.lines[0].text == BODY[0]


def test_a_good_ocr_layer_is_used(typed: Any, sheet: Any) -> None:
    def draw(canvas: Canvas) -> None:
        scanned(canvas, sheet)
        hide(canvas, BODY)

    page = typed(draw)
    assert page.source == "embedded"
    assert page.lines[0].text == BODY[0]


def test_a_number_laid_over_a_scan_joins_its_lines(typed: Any, sheet: Any) -> None:
    def draw(canvas: Canvas) -> None:
        sheet.text(30, 50, "Số:              /UBND-VP")
        scanned(canvas, sheet)
        canvas.acroForm.textfield(
            name="number", value="77", x=105, y=692, width=24, height=16, borderWidth=0, fontSize=11
        )

    page = typed(draw)
    assert page.source == "ocr"
    assert "77" in page.lines[0].text.split()


def test_a_letter_that_pdfium_takes_for_a_hyphen(typed: Any) -> None:
    """In TCVN3 the code of ư is the soft hyphen: at a line's end it is no hyphen; a hyphen behind a symbol stays one."""
    face = TTFont(".VnTime", str(font_file("regular")))
    face.face.name = b".VnTime"
    pdfmetrics.registerFont(face)
    codes = {letter: chr(code) for code, letter in encodings._TCVN3.items()}

    def draw(canvas: Canvas) -> None:
        canvas.setFont(".VnTime", 13)
        for n, text in enumerate(
            ("Theo đề nghị của Đoàn Luật sư", "thành phố tại Thông tư 02/TT-", "BTP của Bộ Tư pháp")
        ):
            canvas.drawString(85, 600 - 20 * n, "".join(codes.get(c, c) for c in text))

    assert [line.text for line in typed(draw).lines] == [
        "Theo đề nghị của Đoàn Luật sư",
        "thành phố tại Thông tư 02/TT-",
        "BTP của Bộ Tư pháp",
    ]
