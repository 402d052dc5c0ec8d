"""Made-up letters set as a printer would: wrapped, indented, justified, over pages, with head and foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from desktop.core.readings import Box, DirectiveReading, FieldReading, Reference
from desktop.reading.directives import read_body
from desktop.reading.pages import Line, Page, Word

LEFT, RIGHT, INDENT, PITCH = 0.143, 0.925, 0.06, 0.0215
LETTER = 0.0098  # mean width of a letter of 14 points


@dataclass
class Sheet:
    """One page being set."""

    number: int
    lines: list[Line] = field(default_factory=list)
    y: float = 0.08

    def put(
        self, text: str, x0: float = LEFT, x1: float | None = None, *, letter: float = LETTER, pitch: float = PITCH
    ) -> None:
        end = x1 if x1 is not None else x0 + letter * len(text)
        self.lines.append(line(text, x0, end, self.y, pitch * 0.8))
        self.y += pitch


def line(text: str, x0: float, x1: float, y: float, height: float = 0.017) -> Line:
    words = text.split()
    letters = sum(len(word) for word in words) + max(0, len(words) - 1)
    step = (x1 - x0) / max(1, letters)
    out, x = [], x0
    for word in words:
        out.append(Word(word, Box(x, y, x + step * len(word), y + height)))
        x += step * (len(word) + 1)
    return Line(tuple(out))


def wrap(text: str, first: int, rest: int) -> list[str]:
    lines, room = [""], first
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
            room = rest
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@dataclass
class Printer:
    """Sets paragraphs one under the other; ``notes`` are footnotes by page, ``rows`` of a table start with ``|``."""

    bottom: float = 0.92
    notes: dict[int, list[str]] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet(1)])

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def head(self, kinh_gui: Sequence[str]) -> None:
        self.sheet.put("ỦY BAN NHÂN DÂN", 0.2)
        self.sheet.put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.48)
        self.sheet.put("Số: 99/UBND-TH", 0.22)
        if kinh_gui:
            self.sheet.put("Kính gửi:", 0.28)
            for name in kinh_gui:
                self.sheet.put(f"- {name};", 0.36)
        self.sheet.y += 0.02

    def paragraph(self, text: str) -> None:
        if text.startswith("|"):
            self._row(text)
            return
        lines = wrap(text, 73, 80)
        for n, words in enumerate(lines):
            self._room()
            self.sheet.put(words, LEFT + (0 if n else INDENT), RIGHT if n + 1 < len(lines) else None)
        self.sheet.y += 0.005

    def _row(self, text: str) -> None:
        self._room()
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        words: list[Word] = []
        for n, cell in enumerate(cells):
            words += line(cell, LEFT + 0.28 * n, LEFT + 0.28 * n + 0.009 * len(cell), self.sheet.y).words
        self.sheet.lines.append(Line(tuple(words)))
        self.sheet.y += PITCH

    def _room(self) -> None:
        notes = self.notes.get(self.sheet.number, [])
        if self.sheet.y + PITCH <= self.bottom - 0.016 * len(notes):
            return
        self._footnotes(notes)
        number = self.sheet.number + 1
        self.sheets.append(Sheet(number))
        self.sheet.lines.append(line(str(number), 0.5, 0.51, 0.036))

    def _footnotes(self, notes: list[str]) -> None:
        for note in notes:
            self.sheet.put(note, letter=LETTER * 0.71, pitch=0.0155)

    def foot(self, recipients: Sequence[str]) -> None:
        self._room()
        self.sheet.y += 0.01
        self.sheet.put("Nơi nhận:")
        self.sheet.lines.append(line("CHỦ TỊCH", 0.66, 0.78, self.sheet.y - PITCH))
        for name in recipients:
            self.sheet.put(f"- {name};", letter=0.0078, pitch=0.016)
        self.sheet.lines.append(line("Nguyễn Văn Mẫu", 0.64, 0.8, self.sheet.y))

    def pages(self) -> list[Page]:
        return [Page(s.number, 595.0, 842.0, tuple(s.lines), "ocr") for s in self.sheets]


@dataclass(frozen=True)
class Body:
    """What was read from a made-up letter, with short ways to look at it."""

    references: tuple[Reference, ...]
    directives: tuple[DirectiveReading, ...]

    @property
    def paths(self) -> list[str]:
        return [d.path for d in self.directives]

    def __getitem__(self, path: str) -> DirectiveReading:
        return next(d for d in self.directives if d.path == path)


ReadLetter = Callable[..., Body]


@pytest.fixture
def read_letter() -> ReadLetter:
    """Set a body (one paragraph a line), read it back."""

    def read(
        body: str,
        *,
        kinh_gui: Sequence[str] = ("Các phòng, ban, ngành huyện", "UBND các xã, phường"),
        recipients: Sequence[str] = ("Như trên", "Lưu: VT"),
        issued_on: str | None = "2024-08-12",
        type_name: str = "Công văn",
        notes: dict[int, list[str]] | None = None,
        commune: str | None = None,
        bottom: float = 0.92,
    ) -> Body:
        printer = Printer(bottom=bottom, notes=notes or {})
        printer.head(kinh_gui)
        for text in body.strip().splitlines():
            printer.paragraph(text.strip())
        printer.foot(recipients)
        pages = printer.pages()
        fields = {
            "issued_on": FieldReading(issued_on, 1.0),
            "type": FieldReading(type_name, 1.0),
            "addressees": FieldReading(list(kinh_gui) or None, 1.0),
            "recipients": FieldReading(list(recipients), 1.0),
        }
        references, directives = read_body(pages, 1, len(pages), fields, commune=commune)  # type: ignore[arg-type]
        return Body(references, directives)

    return read
