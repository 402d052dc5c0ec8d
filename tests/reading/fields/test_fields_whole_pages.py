"""Whole letters from their file: old spellings and encodings, pages turned, stamped, slanted; every field must come out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.core.errors import OfficeError
from desktop.core.readings import LetterReading
from desktop.reading import encodings, engine, fields
from desktop.reading.source import Source
from desktop.reports import letter_form
from desktop.reports.fonts import font_file
from desktop.reports.letter_form import LetterText, render_letter

DPI = 200
LETTER = LetterText(
    parent=("UBND TỈNH HÒA DƯƠNG",),
    issuer=("SỞ TƯ PHÁP",),
    number="738",
    symbol="STP-VP",
    place="Hòa Dương",
    issued_on=date(2025, 10, 21),
    subject="rà soát thủ tục chứng thực tại các xã, phường",
    body=(
        "Thực hiện Công văn số 318/UBND-NC ngày 12/3/2025 của Ủy ban nhân dân tỉnh về tăng cường công tác quản lý nhà "
        "nước, Sở Tư pháp đề nghị Ủy ban nhân dân các xã, phường thực hiện các nội dung sau:",
        "1. Tổ chức rà soát, thống kê hồ sơ chứng thực; báo cáo kết quả trước ngày 25/11/2025 để tổng hợp.",
        "2. Niêm yết công khai thủ tục hành chính tại trụ sở; khắc phục ngay những tồn tại đã được chỉ ra./.",
    ),
    signing=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Bùi Thị Ngọc Thảo",
    recipients=("Như trên", "Giám đốc, các PGĐ Sở", "Lưu: VT, VP"),
    addressees=("Ủy ban nhân dân các xã, phường",),
)


def check(letter: LetterReading, of: LetterText = LETTER) -> None:
    """Every field of the letter stands as printed, and none is wrong with confidence."""
    said = {name: field.value for name, field in letter.fields.items()}
    wanted = {
        "parent_issuer": of.parent[0],
        "issuer": of.issuer[0],
        "number": of.number,
        "symbol": of.symbol,
        "issued_on": of.issued_on.isoformat(),
        "place": of.place,
        "type": "Công văn",
        "subject": of.subject,
        "addressees": list(of.addressees),
        "signing_authority": of.signing[0],
        "signer_title": of.signing[1],
        "signer": of.signer,
        "recipients": list(of.recipients),
    }
    assert {name: said[name] for name in wanted} == wanted


def pdf_of(letter: LetterText) -> bytes:
    """Return the letter as typed; the test is skipped where no font with Vietnamese letters is."""
    try:
        return render_letter(letter)[0]
    except OfficeError as error:
        pytest.skip(str(error))


def picture(pdf: bytes) -> Image.Image:
    """Return the first page as a scanner gives it."""
    document = pdfium.PdfDocument(pdf)
    try:
        return document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()


def read(file: Path) -> list[LetterReading]:
    with Source(file) as source:
        return fields.letters([source.page(n + 1) for n in range(source.pages)], source)


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    """The letter's only page, as scanned."""
    return picture(pdf_of(LETTER))


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Return what saves pages as one scan."""

    def save(first: Image.Image, *more: Image.Image) -> Path:
        file = tmp_path / "scan.pdf"
        first.save(file, resolution=DPI, save_all=True, append_images=more)
        return file

    return save


@pytest.fixture(autouse=True, scope="module")
def engine_closed():
    yield
    engine.close()


def typed(tmp_path: Path, letter: LetterText) -> LetterReading:
    file = tmp_path / "typed.pdf"
    file.write_bytes(pdf_of(letter))
    (found,) = read(file)
    return found


def test_tone_marks_in_their_old_places_stay_as_printed(tmp_path):
    old = replace(LETTER, parent=("UBND TỈNH HOÀ DƯƠNG",), place="Hoà Dương", signer="Bùi Thị Thuý Hoà")
    check(typed(tmp_path, old), old)


def in_other_letters(monkeypatch: pytest.MonkeyPatch, encode: Callable[[str], str]) -> None:
    """Make letters be written in another encoding, as old word processors wrote them."""

    class Canvas(letter_form.Canvas):  # type: ignore[misc, name-defined]
        def drawString(self, x, y, text, **kind):
            super().drawString(x, y, encode(text), **kind)

        def drawCentredString(self, x, y, text, **kind):
            super().drawCentredString(x, y, encode(text), **kind)

    paragraph = letter_form.Paragraph
    monkeypatch.setattr(letter_form, "Canvas", Canvas)
    monkeypatch.setattr(letter_form, "Paragraph", lambda text, style: paragraph(encode(text), style))


def test_a_letter_in_decomposed_letters(tmp_path, monkeypatch):
    in_other_letters(monkeypatch, lambda text: unicodedata.normalize("NFD", text))
    check(typed(tmp_path, LETTER))


def test_a_letter_in_vni(tmp_path, monkeypatch):
    old = {new: code for code, new in encodings._VNI.items()}
    in_other_letters(monkeypatch, lambda text: "".join(old.get(c, c) for c in text))
    check(typed(tmp_path, LETTER))


def old_font(name: str) -> str:
    """Return a face registered under the name of an old one, so that the file names it so."""
    face = TTFont(name, str(font_file("regular")))
    face.face.name = name.encode()
    pdfmetrics.registerFont(face)
    return name


def test_a_letter_in_tcvn3_with_capitals_of_their_own(tmp_path, monkeypatch):
    """Old letters set capitals with marks in a second face, .VnTimeH, whose small letters look like capitals."""
    pdf_of(LETTER)
    small, large = old_font(".VnTime"), old_font(".VnTimeH")
    codes = {letter: chr(code) for code, letter in encodings._TCVN3.items()}

    def encode(text: str) -> str:
        return "".join(codes.get(c, c) for c in text)

    class Canvas(letter_form.Canvas):
        def drawCentredString(self, x, y, text, **more):
            self.draw(x - self.stringWidth(text, self._fontname, self._fontsize) / 2, y, text)

        def drawString(self, x, y, text, **more):
            self.draw(x, y, text)

        def draw(self, x, y, text):
            upper = text.isupper() and "/" not in text
            self.setFont(large if upper else small, self._fontsize * (0.85 if upper else 1))
            super().drawString(x, y, encode(text.lower() if upper else text))

    paragraph = letter_form.Paragraph

    def narrow(text, style):  # reportlab breaks lines at the code of ư, and drops it
        return paragraph(encode(text).replace("\xad", "u"), ParagraphStyle("old", parent=style, fontName=small))

    monkeypatch.setattr(letter_form, "Canvas", Canvas)
    monkeypatch.setattr(letter_form, "Paragraph", narrow)
    letter = replace(
        LETTER, subject="rà soát thủ tục chứng thực", recipients=("Như trên", "Đoàn Luật sư", "Lưu: VT, VP")
    )
    check(typed(tmp_path, letter), letter)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_or_head(turn, scan, saved):
    (letter,) = read(saved(scan.rotate(turn, expand=True)))
    check(letter)


def test_blank_backs(scan, saved):
    blank = Image.new("RGB", scan.size, "white")
    (letter,) = read(saved(scan, blank))
    check(letter)


def stamped(page: Image.Image, rows: tuple[str, ...], at: tuple[float, float], colour: str, turn: float) -> Image.Image:
    """Return the page with a framed stamp, its middle at a share of the page, turned by some degrees."""
    face = ImageFont.truetype(str(font_file("bold")), 34)
    wide = max(face.getbbox(row)[2] for row in rows) + 40
    stamp = Image.new("RGBA", (int(wide), 30 + 46 * len(rows)), (255, 255, 255, 0))
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((2, 2, stamp.width - 3, stamp.height - 3), outline=colour, width=4)
    for n, row in enumerate(rows):
        pen.text((stamp.width / 2, 36 + 46 * n), row, fill=colour, font=face, anchor="mm")
    turned = stamp.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    worn = page.copy()
    worn.paste(
        turned, (int(at[0] * page.width - turned.width / 2), int(at[1] * page.height - turned.height / 2)), turned
    )
    return worn


def test_the_arrival_stamp_of_another_office_gives_no_number(scan, saved):
    rows = ("CÔNG VĂN ĐẾN", "Số: 4127", "Ngày: 03/11/2025")
    (letter,) = read(saved(stamped(scan, rows, (0.27, 0.255), "#1f3a93", 0)))
    check(letter)


@pytest.mark.parametrize(("word", "turn"), [("HỎA TỐC", 7), ("KHẨN", -5)])
def test_a_slanted_box_of_urgency(word, turn, scan, saved):
    (letter,) = read(saved(stamped(scan, (word,), (0.27, 0.25), "#d21f2b", turn)))
    assert letter.text("urgency") == word
    check(letter)
