"""What stands on every form: the office and the motto at the head, the foot of each page, the places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from desktop.core.names import show_date
from desktop.core.records import OfficeInfo
from desktop.reports.flow import Flow
from desktop.reports.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, width_of
from desktop.reports.page import Page
from desktop.reports.typeset import SMALL, Style, balanced, wrap

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_SUPERIOR = Style(REGULAR, 12, 15, "center")
_OFFICE = Style(BOLD, 12, 15, "center")
_NATION = Style(BOLD, 12, 15, "center")
_MOTTO = Style(BOLD, 13, 16, "center")
_PLACE = Style(ITALIC, 13, 17, "center")
_NUMBER = Style(REGULAR, 13, 17, "center")
_TO_HEAD = Style(BOLD_ITALIC, 12, 15)
_TO = Style(REGULAR, 11, 13.5)
_ROLE = Style(BOLD, 13, 16, "center")
_HINT = Style(ITALIC, 11, 14, "center")
_SIGNER = Style(BOLD, 13, 17, "center")
_RIGHT_HALF = 96 * mm
_SIGNING_ROOM = 20 * mm


@dataclass(frozen=True)
class Imprint:
    """Whose form it is and when it is printed."""

    office: OfficeInfo
    printed_on: date


@dataclass(frozen=True)
class Signer:
    """A place to sign: the role in capitals, a hint under it, the name when it is known."""

    role: str
    name: str = ""
    hint: str = "(Ký, ghi rõ họ tên)"


def long_date(day: date) -> str:
    """Write a day as on letters: a nought before days below 10 and months below 3 (Decree 30/2020, annex I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def office_lines(name: str) -> list[str]:
    """Part an office's name where letters part it: ``ỦY BAN NHÂN DÂN`` / ``XÃ AN BÌNH``."""
    for body in ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "ĐẢNG ỦY"):
        if name.startswith(body + " "):
            return [body, name[len(body) + 1 :]]
    return [name]


def office_head(flow: Flow, imprint: Imprint, *, dated: bool = True, number: str = "") -> None:
    """Set the two halves of a form's head (Decree 30/2020, annex I); place and day under the motto if ``dated``, a
    letter's ``number`` and symbol under the office."""
    frame = flow.frame
    office = imprint.office
    left_width = min(frame.inner - _RIGHT_HALF - 3 * mm, _RIGHT_HALF)
    left = _left_half(flow.page, flow.left, flow.y, left_width, office)
    if number:
        flow.page.text(number, _NUMBER, flow.left, left + 1.5 * mm, left_width)
        left += _NUMBER.leading
    x = frame.width - frame.right - _RIGHT_HALF
    right = _right_half(flow.page, x, flow.y)
    if dated:
        place = f"{office.place}, " if office.place else ""
        text = f"{place}{long_date(imprint.printed_on)}"
        for line in balanced(text if place else text.capitalize(), _PLACE, _RIGHT_HALF):
            flow.page.text(line, _PLACE, x, right + 1.5 * mm, _RIGHT_HALF)
            right += _PLACE.leading
    flow.y = max(left, right) + 4 * mm


def _left_half(page: Page, x: float, y: float, width: float, office: OfficeInfo) -> float:
    for line in balanced(office.superior.upper(), _SUPERIOR, width):
        page.text(line, _SUPERIOR, x, y, width)
        y += _SUPERIOR.leading
    longest = 0.0
    for line in [line for part in office_lines(office.name.upper()) for line in balanced(part, _OFFICE, width)]:
        page.text(line, _OFFICE, x, y, width)
        y += _OFFICE.leading
        longest = max(longest, width_of(line, _OFFICE.font) * _OFFICE.size)
    return _underline(page, x + width / 2, y, longest * 0.4)


def _right_half(page: Page, x: float, y: float) -> float:
    page.text(NATION, _NATION, x, y, _RIGHT_HALF)
    y += _NATION.leading
    page.text(MOTTO, _MOTTO, x, y, _RIGHT_HALF)
    y += _MOTTO.leading
    return _underline(page, x + _RIGHT_HALF / 2, y, width_of(MOTTO, _MOTTO.font) * _MOTTO.size)


def _underline(page: Page, centre: float, y: float, width: float) -> float:
    page.rule(centre - width / 2, y + 1, centre + width / 2, y + 1)
    return y + 2


def subject_rule(flow: Flow, text: str, style: Style) -> None:
    """Draw the line under a letter's subject, a third to a half of its length (Decree 30/2020, annex I)."""
    last = balanced(text, style, flow.frame.inner)[-1]
    long = width_of(last, style.font) * style.size * 0.4
    flow.y = _underline(flow.page, flow.left + flow.frame.inner / 2, flow.y, long) + 1


def letter_end(flow: Flow, recipients: Sequence[str], roles: Sequence[str], name: str = "") -> None:
    """Set a letter's end (Decree 30/2020, annex I): recipients on the left, authority, title and name on the right."""
    half = flow.frame.inner / 2
    to = [line for text in recipients for line in wrap(text, _TO, half - 4 * mm)]
    lines = [line for role in roles for line in balanced(role, _ROLE, half)]
    below = len(lines) * _ROLE.leading + _SIGNING_ROOM + _SIGNER.leading
    height = max(below, _TO_HEAD.leading + len(to) * _TO.leading)
    flow.need(height + 5 * mm)
    flow.gap(5 * mm)
    flow.page.text("Nơi nhận:", _TO_HEAD, flow.left, flow.y)
    _column(flow.page, to, _TO, flow.left, flow.y + _TO_HEAD.leading, half)
    y = _column(flow.page, lines, _ROLE, flow.left + half, flow.y, half)
    _column(flow.page, balanced(name, _SIGNER, half), _SIGNER, flow.left + half, y + _SIGNING_ROOM, half)
    flow.y += height


def signatures(flow: Flow, signers: Sequence[Signer], place_and_day: str = "") -> None:
    """Set the places to sign side by side, kept together and with room for the pen; the last one is the rightmost."""
    width = flow.frame.inner / len(signers)
    names = [balanced(signer.name, _SIGNER, width - 4 * mm) for signer in signers]
    roles = [balanced(signer.role, _ROLE, width - 4 * mm) for signer in signers]
    tall = max(map(len, roles)) * _ROLE.leading
    height = tall + _HINT.leading + _SIGNING_ROOM + max(1, *map(len, names)) * _SIGNER.leading
    flow.need(height + 6 * mm + (_PLACE.leading if place_and_day else 0))
    flow.gap(4 * mm)
    if place_and_day:
        flow.page.text(place_and_day, _PLACE, flow.left + flow.frame.inner - width, flow.y, width)
        flow.y += _PLACE.leading
    for n, signer in enumerate(signers):
        x = flow.left + n * width
        y = _column(flow.page, roles[n], _ROLE, x, flow.y, width)
        _column(flow.page, [signer.hint], _HINT, x, y, width)
        _column(flow.page, names[n], _SIGNER, x, flow.y + tall + _HINT.leading + _SIGNING_ROOM, width)
    flow.y += height


def _column(page: Page, lines: Sequence[str], style: Style, x: float, y: float, width: float) -> float:
    for line in lines:
        page.text(line, style, x, y, width)
        y += style.leading
    return y


def feet(pages: Sequence[Page], imprint: Imprint, note: str = "") -> Sequence[Page]:
    """Set the foot of each page: office (and ``note``), day of printing, page x/y. Returns the pages."""
    for number, page in enumerate(pages, 1):
        _foot(page, imprint, note, f"Trang {number}/{len(pages)}")
    return pages


def _foot(page: Page, imprint: Imprint, note: str, number: str) -> None:
    frame = page.frame
    y = frame.height - 14 * mm
    page.rule(frame.left, y - 1 * mm, frame.width - frame.right, y - 1 * mm)
    page.text(number, SMALL.to("right"), frame.left, y, frame.inner)
    printed = f"In ngày {show_date(imprint.printed_on)}"
    name = imprint.office.name + (f" · {note}" if note else "")
    lines = wrap(name, SMALL, frame.inner - 55 * mm)[:2]
    _column(page, lines, SMALL, frame.left, y, frame.inner - 55 * mm)
    page.text(printed, SMALL.to("right"), frame.left, y, frame.inner - 20 * mm)
