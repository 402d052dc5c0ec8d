"""A register kept in a spreadsheet: which column is which, and what a row says. Values come as a sheet holds them.

The heads are those of Decree 30/2020/NĐ-CP, annex IV, in the many ways offices write them, with and without accents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.core.text import fold, squeeze
from desktop.core.words import Text, tr

Cell = str | int | float | bool | date | datetime | None
Row = Sequence[Cell]

#: What a column can be, each with the words its head may begin with or hold, folded; the first that fits wins.
COLUMNS: dict[str, tuple[str, ...]] = {
    "arrived_on": ("ngay den", "ngay nhan", "ngay vao so", "ngay thang den", "ngay, thang den"),
    "arrival_number": ("so den", "so vao so", "so cong van den", "so thu tu den"),
    "handed_on": ("ngay chuyen", "ngay giao", "ngay xu ly"),
    "issued_on": (
        "ngay thang van ban",
        "ngay, thang van ban",
        "ngay thang vb",
        "ngay van ban",
        "ngay vb",
        "ngay ban hanh",
        "ngay ky",
        "ngay thang nam",
        "ngay thang",
    ),
    "issuer": (
        "tac gia",
        "co quan ban hanh",
        "noi ban hanh",
        "noi gui",
        "don vi gui",
        "co quan gui",
        "don vi ban hanh",
    ),
    "full_symbol": ("so, ky hieu", "so ky hieu", "so va ky hieu", "so/ky hieu", "so hieu", "so - ky hieu"),
    "symbol": ("ky hieu",),
    "number": ("so van ban", "so vb", "so cong van"),
    "type_and_subject": ("ten loai va trich yeu", "loai va trich yeu", "ten loai, trich yeu"),
    "type": ("loai van ban", "ten loai", "loai vb"),
    "subject": ("trich yeu", "noi dung", "ve viec"),
    "handed_to": ("don vi hoac nguoi nhan", "don vi nhan", "nguoi nhan", "noi nhan", "bo phan xu ly", "don vi xu ly"),
    "urgency": ("do khan", "muc do khan"),
    "note": ("ghi chu",),
}
NAMES: dict[str, Text] = {
    "arrived_on": tr("Ngày đến"),
    "arrival_number": tr("Số đến"),
    "issuer": tr("Tác giả"),
    "full_symbol": tr("Số, ký hiệu (chung một cột)"),
    "number": tr("Số văn bản"),
    "symbol": tr("Ký hiệu"),
    "issued_on": tr("Ngày văn bản"),
    "type_and_subject": tr("Tên loại và trích yếu"),
    "type": tr("Tên loại"),
    "subject": tr("Trích yếu"),
    "handed_to": tr("Đơn vị hoặc người nhận"),
    "handed_on": tr("Ngày chuyển"),
    "urgency": tr("Độ khẩn"),
    "note": tr("Ghi chú"),
}
REQUIRED = ("arrival_number", "arrived_on")
HEAD_WITHIN = 20
_LEAST_HEADS = 3
_SYMBOL = re.compile(r"(\d+[A-Za-z]?)\s*([-/–])\s*(.+)")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_WHOLE = re.compile(r"0*(\d{1,7})(?:[.,]0+)?")
_COUNTING = re.compile(r"\(?(\d{1,2})\)?")
_VOID = re.compile(r"đã hủy\s*[:.\-]?\s*(.*)", re.IGNORECASE | re.DOTALL)
_LEADING = re.compile(r"(?:về việc|v/v|về)\s*:?\s+", re.IGNORECASE)
#: Days as numbers, as Excel counts them (1900 system): 1954 to 2119.
_SERIALS = range(20_000, 80_000)
_SERIAL_START = date(1899, 12, 30)


@dataclass(frozen=True)
class SheetEntry:
    """A row as it would be entered: ``line`` is its number in the file, ``values`` the fields of the letter."""

    line: int
    arrival_number: int
    arrived_on: date
    values: dict[str, str]
    handed_to: str = ""
    handed_on: date | None = None
    void_reason: str = ""


@dataclass(frozen=True)
class LineError:
    """Why a line cannot be entered."""

    line: int
    text: Text


class BadLine(Exception):
    """A row that cannot be entered; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.source)
        self.text = text


def find_head(rows: Sequence[Row]) -> int | None:
    """Return the index of the row of heads: of the first rows the one with most heads that are known."""
    scores = [(len(guess_columns(row)), -n) for n, row in enumerate(rows[:HEAD_WITHIN])]
    best = max(scores, default=(0, 0))
    return -best[1] if best[0] >= _LEAST_HEADS else None


def guess_columns(heads: Row, remembered: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return which column (0-based) is what, by the words in its head; ``remembered`` heads, chosen earlier, come first."""
    words = [fold(text(head)) for head in heads]
    found: dict[str, int] = {}
    for name, head in (remembered or {}).items():
        if name in COLUMNS and fold(head) in words and fold(head):
            found[name] = words.index(fold(head))
    for name, patterns in COLUMNS.items():
        for pattern in patterns:
            place = next((n for n, w in enumerate(words) if n not in found.values() and _fits(w, pattern)), None)
            if name not in found and place is not None:
                found[name] = place
    return _without_doubles(found)


def read_row(line: int, row: Row, columns: Mapping[str, int], types: Sequence[str]) -> SheetEntry | None:
    """Return what a row says, None for an empty one or the row (1) (2) (3) under the heads. Raises BadLine.

    ``types``: the names of the types of letters, to part a column that holds type and subject.
    """
    cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
    if not any(text(cell) for cell in cells.values()) or is_counting(row):
        return None
    number = whole_number(cells.get("arrival_number"))
    if number is None:
        raise BadLine(_number_error(cells.get("arrival_number")))
    arrived = day(cells.get("arrived_on"))
    if arrived is None:
        raise BadLine(_day_error(tr("Ngày đến"), cells.get("arrived_on")))
    values, void_reason = _values(cells, types)
    return SheetEntry(
        line, number, arrived, values, text(cells.get("handed_to")), _optional_day("handed_on", cells), void_reason
    )


def text(cell: Cell) -> str:
    """Return a cell as one line of text; a day as 21/11/2026, a whole number without a decimal point."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return squeeze(str(cell))


def whole_number(cell: Cell) -> int | None:
    """Return the number a cell holds (12, "012", 12.0), None when it is none or not above zero."""
    found = _WHOLE.fullmatch(text(cell)) if not isinstance(cell, date) else None
    return int(found[1]) or None if found else None


def day(cell: Cell) -> date | None:
    """Return the day a cell holds: a day, its text (21/11/2026, 21.11.26, 2026-11-21) or Excel's count of days."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _SERIAL_START + timedelta(days=int(cell)) if int(cell) in _SERIALS else None
    return _day_of_text(text(cell))


def split_symbol(whole: str) -> tuple[str, str, str]:
    """Return number, symbol and system of ``2167/UBND-KTTH`` (state) or ``1438-CV/TU`` (Party: a dash, then type/body).

    >>> split_symbol("1438-CV/TU")
    ('1438', 'CV/TU', 'party')
    """
    found = _SYMBOL.fullmatch(whole)
    if not found:
        return (whole, "", "state") if whole.isdigit() else ("", whole, "state")
    number, mark, symbol = found.groups()
    return number, symbol, "party" if mark != "/" and "/" in symbol else "state"


def _values(cells: Mapping[str, Cell], types: Sequence[str]) -> tuple[dict[str, str], str]:
    values = {
        name: text(cells[name])
        for name in ("issuer", "number", "symbol", "type", "subject", "urgency")
        if name in cells
    }
    if text(cells.get("full_symbol")):
        values["number"], values["symbol"], values["system"] = split_symbol(text(cells["full_symbol"]))
    if text(cells.get("type_and_subject")):
        values["type"], values["subject"] = _split_subject(text(cells["type_and_subject"]), types)
    issued = _optional_day("issued_on", cells)
    values["issued_on"] = issued.isoformat() if issued else ""
    note = text(cells.get("note"))
    void = _VOID.match(note)
    if not void:
        values["note"] = note
    return values, (squeeze(void[1]) or note) if void else ""


def _split_subject(whole: str, types: Sequence[str]) -> tuple[str, str]:
    folded = fold(whole)
    for name in sorted(types, key=len, reverse=True):
        if folded.startswith(fold(name) + " "):
            rest = whole[len(name) :].strip(" :-–")
            return name, _LEADING.sub("", rest, count=1) if _LEADING.match(rest) else rest
    return "", whole


def _optional_day(name: str, cells: Mapping[str, Cell]) -> date | None:
    cell = cells.get(name)
    if not text(cell):
        return None
    found = day(cell)
    if found is None:
        raise BadLine(_day_error(NAMES[name], cell))
    return found


def _day_of_text(words: str) -> date | None:
    european, iso = _DAY.fullmatch(words), _ISO.fullmatch(words)
    if european:
        d, m, y = (int(part) for part in european.groups())
    elif iso:
        y, m, d = (int(part) for part in iso.groups())
    else:
        return None
    try:
        return date(y + 2000 if y < 100 else y, m, d)
    except ValueError:
        return None


def _day_error(name: Text, cell: Cell) -> Text:
    if not text(cell):
        return tr("Thiếu {name}.", name=name)
    return tr("{name} «{value}» không phải là ngày (viết như 21/11/2026).", name=name, value=_short(cell))


def _number_error(cell: Cell) -> Text:
    if not text(cell):
        return tr("Thiếu {name}.", name=NAMES["arrival_number"])
    return tr("Số đến «{value}» không phải là số.", value=_short(cell))


def _short(cell: Cell) -> str:
    words = text(cell)
    return words if len(words) <= 40 else words[:40] + "…"


def is_counting(row: Row) -> bool:
    """Tell whether a row is the numbering of the columns that the form has under its heads."""
    filled = [text(cell) for cell in row if text(cell)]
    found = [_COUNTING.fullmatch(words) for words in filled]
    numbers = [int(one[1]) for one in found if one]
    return len(numbers) == len(filled) >= _LEAST_HEADS and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _fits(head: str, pattern: str) -> bool:
    return head.startswith(pattern) or f" {pattern}" in head


def _without_doubles(found: dict[str, int]) -> dict[str, int]:
    """One column for number and symbol makes the single ones needless, and so does one for type and subject."""
    for whole, single in (("full_symbol", ("number", "symbol")), ("type_and_subject", ("type", "subject"))):
        if whole in found:
            found = {name: place for name, place in found.items() if name not in single}
    return found
