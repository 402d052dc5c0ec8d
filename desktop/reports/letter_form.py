"""A letter as Decree 30/2020/NĐ-CP (annex I) or, for Party bodies, Guidance 36-HD/VPTW lays it out on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from desktop.core.names import PARTY
from desktop.reports.fonts import BOLD, FIRST, ITALIC, REGULAR, register_fonts
from desktop.reports.fonts import BOLD_ITALIC as BOTH

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 30 * mm, WIDTH - 16 * mm, 20 * mm, 20 * mm
_LEFT_AXIS = LEFT + 33 * mm
_RIGHT_AXIS = RIGHT - 46 * mm
_LEFT_WIDTH = 66 * mm
_BODY = ParagraphStyle(
    "body", fontName=REGULAR, fontSize=13.5, leading=18, firstLineIndent=10 * mm, alignment=TA_JUSTIFY
)
_CENTRED = ParagraphStyle("centred", fontName=REGULAR, fontSize=12.5, leading=15, alignment=TA_CENTER)
_TITLE = ParagraphStyle("title", parent=_CENTRED, fontName=BOLD, fontSize=13.5, leading=17)
_PARAGRAPH_GAP = 5.0


@dataclass(frozen=True)
class LetterText:
    """What a letter says. ``number`` or day are left blank on paper when named in ``by_hand``."""

    issuer: Sequence[str]
    number: str
    symbol: str
    place: str
    issued_on: date
    subject: str
    body: Sequence[str]
    signing: Sequence[str]
    signer: str
    recipients: Sequence[str]
    parent: Sequence[str] = ()
    addressees: Sequence[str] = ()
    type: str = ""
    system: str = "state"
    urgency: str = ""
    by_hand: Sequence[str] = ()


@dataclass
class InkPlaces:
    """Where ink goes on the printed paper, in points from the top left: (page, x, y), the baseline's start."""

    number: tuple[int, float, float] | None = None
    day: tuple[int, float, float] | None = None
    signature: tuple[int, float, float] | None = None
    urgency: tuple[int, float, float] | None = None


@dataclass
class _Press:
    canvas: Canvas
    places: InkPlaces = field(default_factory=InkPlaces)
    page: int = 1
    y: float = TOP

    def centre(self, text: str, axis: float, y: float, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(axis, HEIGHT - y, text)

    def rule(self, axis: float, y: float, width: float) -> None:
        self.canvas.setLineWidth(0.7)
        self.canvas.line(axis - width / 2, HEIGHT - y, axis + width / 2, HEIGHT - y)

    def flow(self, text: str, style: ParagraphStyle, left: float, width: float) -> None:
        """Set a paragraph at ``y``, going on to new pages where it does not fit."""
        rest: list[Flowable] = [Paragraph(text, style)]
        while rest:
            room = HEIGHT - BOTTOM - self.y
            parts = rest[0].split(width, room) if room > 2 * style.leading else []
            if not parts:
                self.new_page()
                continue
            _, height = parts[0].wrap(width, room)
            parts[0].drawOn(self.canvas, left, HEIGHT - self.y - height)
            self.y += height
            rest = parts[1:]

    def new_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self.y = TOP + 10
        self.centre(str(self.page), WIDTH / 2, 14 * mm, REGULAR, 13)


def render_letter(letter: LetterText) -> tuple[bytes, InkPlaces]:
    """Return the letter as PDF bytes and the places for ink; OfficeError when no fitting font is installed."""
    register_fonts()
    out = io.BytesIO()
    press = _Press(Canvas(out, pagesize=A4, invariant=1, initialFontName=FIRST))
    press.canvas.setTitle(letter.subject)
    _head(press, letter)
    _opening(press, letter)
    for paragraph in letter.body:
        press.flow(paragraph, _BODY, LEFT, RIGHT - LEFT)
        press.y += _PARAGRAPH_GAP
    _foot(press, letter)
    press.canvas.save()
    return out.getvalue(), press.places


def _head(press: _Press, letter: LetterText) -> None:
    party = letter.system == PARTY
    left = _issuer(press, letter, TOP + 10)
    left = _number_line(press, letter, left + 18)
    if party:
        press.centre("ĐẢNG CỘNG SẢN VIỆT NAM", _RIGHT_AXIS, TOP + 10, BOLD, 14)
        press.rule(_RIGHT_AXIS, TOP + 14, 62 * mm)
        right = TOP + 34
    else:
        press.centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _RIGHT_AXIS, TOP + 10, BOLD, 12.2)
        press.centre("Độc lập - Tự do - Hạnh phúc", _RIGHT_AXIS, TOP + 25, BOLD, 13)
        press.rule(_RIGHT_AXIS, TOP + 29, 54 * mm)
        right = TOP + 48
    _place_and_day(press, letter, right)
    if not letter.type:
        mark = "" if party else "V/v "
        left = _narrow(press, mark + letter.subject, left + 4)
    if letter.urgency:
        press.places.urgency = (press.page, _LEFT_AXIS, left + 12)
        left += 34
    press.y = max(left, right) + 14


def _issuer(press: _Press, letter: LetterText, y: float) -> float:
    for line in letter.parent:
        press.centre(line, _LEFT_AXIS, y, REGULAR, 12.5)
        y += 15
    for line in letter.issuer:
        size = 12.5 if len(line) < 30 else 11
        press.centre(line, _LEFT_AXIS, y, BOLD, size)
        y += 15
    if letter.system == PARTY:
        press.centre("*", _LEFT_AXIS, y, BOLD, 13)
        return y
    press.rule(_LEFT_AXIS, y - 10, 24 * mm)
    return y - 6


def _number_line(press: _Press, letter: LetterText, y: float) -> float:
    party = letter.system == PARTY
    lead, join = ("Số ", "-") if party else ("Số: ", "/")
    hand = "number" in letter.by_hand
    number = " " * 12 if hand else letter.number
    text = f"{lead}{number}{join}{letter.symbol}"
    canvas = press.canvas
    canvas.setFont(REGULAR, 13)
    start = _LEFT_AXIS - canvas.stringWidth(text, REGULAR, 13) / 2
    canvas.drawString(start, HEIGHT - y, text)
    if hand:
        press.places.number = (press.page, start + canvas.stringWidth(lead, REGULAR, 13) + 2, y)
    return y


def _place_and_day(press: _Press, letter: LetterText, y: float) -> None:
    hand = "day" in letter.by_hand
    day = letter.issued_on
    before = f"{letter.place}, ngày "
    shown = " " * 7 if hand else f"{day.day:02d}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    text = f"{before}{shown} tháng {month} năm {day.year}"
    canvas = press.canvas
    canvas.setFont(ITALIC, 13)
    start = _RIGHT_AXIS - canvas.stringWidth(text, ITALIC, 13) / 2
    canvas.drawString(start, HEIGHT - y, text)
    if hand:
        press.places.day = (press.page, start + canvas.stringWidth(before, ITALIC, 13) + 2, y)


def _narrow(press: _Press, text: str, y: float) -> float:
    paragraph = Paragraph(text, _CENTRED)
    _, height = paragraph.wrap(_LEFT_WIDTH, HEIGHT)
    paragraph.drawOn(press.canvas, _LEFT_AXIS - _LEFT_WIDTH / 2, HEIGHT - y - height)
    return y + height


def _opening(press: _Press, letter: LetterText) -> None:
    if letter.type:
        press.y += 8
        press.centre(letter.type, WIDTH / 2 + 7 * mm, press.y, BOLD, 14)
        press.y += 6
        press.flow(letter.subject, _TITLE, LEFT + 12 * mm, RIGHT - LEFT - 24 * mm)
        press.rule(WIDTH / 2 + 7 * mm, press.y + 5, 40 * mm)
        press.y += 16
    if not letter.addressees:
        return
    press.y += 12
    canvas = press.canvas
    canvas.setFont(REGULAR, 14)
    if len(letter.addressees) == 1:
        press.centre(f"Kính gửi: {letter.addressees[0]}.", WIDTH / 2 + 7 * mm, press.y, REGULAR, 14)
    else:
        canvas.drawString(LEFT + 30 * mm, HEIGHT - press.y, "Kính gửi:")
        for n, name in enumerate(letter.addressees, 1):
            press.y += 17
            mark = "." if n == len(letter.addressees) else ";"
            canvas.drawString(LEFT + 50 * mm, HEIGHT - press.y, f"- {name}{mark}")
    press.y += 14


def _foot(press: _Press, letter: LetterText) -> None:
    needed = max(16 * len(letter.recipients) + 30, 150)
    if HEIGHT - BOTTOM - press.y < needed:
        press.new_page()
        press.y += 8
    y = press.y + 12
    canvas = press.canvas
    canvas.setFont(BOTH if letter.system != PARTY else REGULAR, 12)
    label = "Nơi nhận:"
    canvas.drawString(LEFT, HEIGHT - y, label)
    if letter.system == PARTY:
        canvas.line(LEFT, HEIGHT - y - 2, LEFT + canvas.stringWidth(label, REGULAR, 12), HEIGHT - y - 2)
    canvas.setFont(REGULAR, 11)
    for n, name in enumerate(letter.recipients, 1):
        mark = "." if n == len(letter.recipients) else ";"
        canvas.drawString(LEFT, HEIGHT - y - 14 * n, f"- {name}{mark}")
    for n, line in enumerate(letter.signing):
        press.centre(line, _RIGHT_AXIS, y + 16 * n, BOLD, 13.5)
    signed = y + 16 * (len(letter.signing) - 1)
    press.places.signature = (press.page, _RIGHT_AXIS, signed + 46)
    press.centre(letter.signer, _RIGHT_AXIS, signed + 96, BOLD, 14)
