"""Sổ đăng ký văn bản đến: a cover, then ten columns (Decree 30/2020/NĐ-CP, annex IV), to be printed, signed and bound.

Each book and year is its own run of numbers and gets its own cover. A voided entry keeps its number and stays
readable: struck through, with the reason in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.core.names import show_date
from desktop.core.records import Letter
from desktop.reports import labels
from desktop.reports.flow import Flow
from desktop.reports.fonts import BOLD, ITALIC, REGULAR
from desktop.reports.furniture import Imprint, Signer, feet, office_lines, signatures
from desktop.reports.grid import Grid, Value, workbook_bytes
from desktop.reports.output import Watch, pdf_bytes
from desktop.reports.page import LANDSCAPE, Page
from desktop.reports.table import Band, Column, Row, Table
from desktop.reports.typeset import BODY, Style

COLUMNS = (
    Column("Ngày đến", 21, "center"),
    Column("Số đến", 13, "center"),
    Column("Tác giả", 36),
    Column("Số, ký hiệu văn bản", 28, "center"),
    Column("Ngày tháng văn bản", 21, "center"),
    Column("Tên loại và trích yếu nội dung văn bản", 57),
    Column("Đơn vị hoặc người nhận", 26),
    Column("Ngày chuyển", 21, "center"),
    Column("Ký nhận", 13),
    Column("Ghi chú", 21),
)
NOTES = 9
_CELL = Style(REGULAR, 10.5, 12.8)
_COVER_TITLE = Style(BOLD, 26, 34, "center")
_COVER_OFFICE = Style(BOLD, 15, 20, "center")
_COVER_LINE = Style(REGULAR, 15, 24, "center")
_COVER_HINT = Style(ITALIC, 13, 18, "center")


@dataclass(frozen=True)
class Volume:
    """What is printed: the letters of a period, by book, year and number; ``number`` is the Quyển số, '' to be written.
    ``numbers``: the first and last number that belong to this volume, where the year is parted into several."""

    letters: Sequence[Letter]
    first: date
    last: date
    number: str = ""
    numbers: tuple[int, int] | None = None


def register(imprint: Imprint, volume: Volume | Sequence[Volume], watch: Watch | None = None) -> bytes:
    """Return the register as PDF: cover and pages for each volume, and in it for each book and year.

    OfficeError: missing glyph, cancelled.
    """
    volumes = [volume] if isinstance(volume, Volume) else list(volume)
    watch = watch or Watch(sum(len(one.letters) for one in volumes))

    def printed() -> Iterator[Sequence[Page]]:
        for one in volumes:
            for (book, year), letters in _runs(one):
                yield _cover(imprint, one, book, year, letters)
                part = f", quyển {one.number}" if one.numbers else ""
                yield _pages(imprint, f"{book} năm {year}{part}", letters, watch)

    return pdf_bytes(printed(), _title(volumes), imprint.office.name)


def register_workbook(imprint: Imprint, volume: Volume) -> bytes:
    """Return the register as XLSX, one sheet a book and year."""
    grids = [
        Grid(
            f"{n}. {year}" if book else str(year),
            f"{book.upper()} NĂM {year}",
            COLUMNS,
            [_values(letter) for letter in letters],
            labels.period_text(volume.first, volume.last).capitalize(),
            frozenset(i for i, letter in enumerate(letters) if letter.state == "void"),
        )
        for n, ((book, year), letters) in enumerate(_runs(volume), 1)
    ]
    return workbook_bytes(imprint, grids)


def _title(volumes: Sequence[Volume]) -> str:
    books = {letter.book for volume in volumes for letter in volume.letters}
    return books.pop() if len(books) == 1 else "Sổ đăng ký văn bản đến"


def _runs(volume: Volume) -> list[tuple[tuple[str, int], list[Letter]]]:
    """Part the letters by book and year; without letters there is still one empty book to show."""
    every = sorted(volume.letters, key=lambda letter: (letter.book_id, letter.year, letter.arrival_number))
    runs = [
        ((group[0].book, year), group)
        for (_, year), group in (
            (key, list(letters)) for key, letters in groupby(every, key=lambda letter: (letter.book_id, letter.year))
        )
    ]
    return runs or [(("Sổ đăng ký văn bản đến", volume.first.year), [])]


def _cover(imprint: Imprint, volume: Volume, book: str, year: int, letters: Sequence[Letter]) -> Sequence[Page]:
    flow = Flow(LANDSCAPE)
    office = imprint.office
    flow.page.drawings.append(_frame)
    flow.gap(6 * mm)
    for line in (*([office.superior.upper()] if office.superior else []), *office_lines(office.name.upper())):
        flow.centred(line, _COVER_OFFICE, 25 * mm)
    flow.y = max(flow.y + 8 * mm, 68 * mm)
    flow.centred(_cover_name(book), _COVER_TITLE, 20 * mm)
    flow.gap(6 * mm)
    first, last = _days(volume, year, letters)
    numbers = [letter.arrival_number for letter in letters]
    flow.centred(f"Năm: {year}", _COVER_LINE.at(17), 20 * mm)
    flow.gap(4 * mm)
    flow.centred(f"Từ ngày {show_date(first)} đến ngày {show_date(last)}", _COVER_LINE, 20 * mm)
    span = f"Từ số {numbers[0]} đến số {numbers[-1]}" if numbers else "Từ số ……… đến số ………"
    flow.centred(span, _COVER_LINE, 20 * mm)
    flow.gap(4 * mm)
    flow.centred(f"Quyển số: {volume.number or '………'}", _COVER_LINE, 20 * mm)
    return flow.pages


def _days(volume: Volume, year: int, letters: Sequence[Letter]) -> tuple[date, date]:
    """The days on the cover: those of the period, or of the letters where a volume is a part of its year."""
    if volume.numbers and letters:
        arrived = [letter.arrived_on for letter in letters]
        return min(arrived), max(arrived)
    return max(volume.first, date(year, 1, 1)), min(volume.last, date(year, 12, 31))


def _cover_name(book: str) -> str:
    """The Decree's own title for the usual book; another book bears its own name."""
    plain = book.strip().upper()
    return "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" if plain in ("", "SỔ VĂN BẢN ĐẾN", "VĂN BẢN ĐẾN") else plain


def _frame(canvas: Canvas) -> None:
    for inset, width in ((14 * mm, 1.6), (16 * mm, 0.5)):
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, LANDSCAPE.width - 2 * inset, LANDSCAPE.height - 2 * inset)


def _pages(imprint: Imprint, title: str, letters: Sequence[Letter], watch: Watch) -> Sequence[Page]:
    flow = Flow(LANDSCAPE)
    Table(flow, COLUMNS, numbers=True, style=_CELL).set(_rows(letters), watch.step)
    if not letters:
        flow.gap(3 * mm)
        flow.para("Không có văn bản đến trong thời gian này.", BODY)
    flow.gap(3 * mm)
    void = sum(letter.state == "void" for letter in letters)
    ends = f"Tổng cộng: {len(letters)} số" + (f", trong đó {void} số đã hủy." if void else ".")
    flow.para(ends, Style(ITALIC, 12, 15))
    signatures(flow, (Signer("NGƯỜI LẬP SỔ"), Signer("THỦ TRƯỞNG CƠ QUAN", hint="(Ký, ghi rõ họ tên, đóng dấu)")))
    return feet(flow.pages, imprint, title)


def _rows(letters: Sequence[Letter]) -> Iterator[Row | Band]:
    for letter in letters:
        cells = [value if isinstance(value, str) else _shown(value) for value in _values(letter)]
        yield Row(cells, struck=letter.state == "void", unstruck=frozenset({1, NOTES}))


def _shown(value: Value) -> str:
    return show_date(value) if isinstance(value, date) else str(value or "")


def _values(letter: Letter) -> list[Value]:
    return [
        letter.arrived_on,
        letter.arrival_number,
        letter.issuer,
        labels.symbol_of(letter),
        show_date(letter.issued_on),
        labels.type_and_subject(letter),
        letter.handed_to,
        letter.handed_on,
        "",
        _note(letter),
    ]


def _note(letter: Letter) -> str:
    parts = [f"ĐÃ HỦY: {letter.void_reason}"] if letter.state == "void" else []
    parts += [letter.urgency] if letter.urgency else []
    parts += [f"Vào sổ muộn, ngày {show_date(letter.registered_on)}"] if letter.late else []
    parts += [letter.note] if letter.note else []
    return ". ".join(parts)
