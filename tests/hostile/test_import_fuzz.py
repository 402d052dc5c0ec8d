"""Whatever a workbook, a table of text or a file name holds, the program tells it in one sentence or takes it as values."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from desktop.core.errors import OfficeError
from desktop.core.register_sheet import BadLine, guess_columns, read_row, text
from desktop.intake import folder
from desktop.reading import spreadsheet

quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
words = st.text(max_size=40)
cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.dates(),
    st.datetimes(allow_imaginary=False).map(lambda t: t.replace(fold=0)),
    words,
    words.map(lambda t: "=" + t),
    st.sampled_from(["1/1/2026", "29/2/2025", "0", "-1", "٣", "1e400", "=cmd|'/c calc'!A1", "\t=1+1", "12a", "½"]),
)
COLUMNS = ("arrived_on", "arrival_number", "issuer", "symbol", "issued_on", "subject", "handed_to", "note")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Trích yếu"])
    book.active.append([date(2026, 3, 5), 1, "Sở Y tế", "1/SYT", "1/3/2026", "việc"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WHOLE = workbook()


def opened(file: Path) -> None:
    """Any end but a sentence or a preview is a failure of the test."""
    with suppress(OfficeError):
        seen = spreadsheet.preview(file, sheet="", most=30)
        assert all(isinstance(row, list) for row in seen["rows"])


@quick
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_workbook_with_any_bytes_changed(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    opened(file)


@quick
@given(st.integers(0, len(WHOLE)), st.binary(max_size=64))
def test_a_workbook_cut_off_anywhere(tmp_path: Path, place: int, tail: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(WHOLE[:place] + tail)
    opened(file)


@quick
@given(st.binary(max_size=300))
def test_any_bytes_as_a_table_of_text(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    opened(file)


@quick
@given(st.lists(cells, max_size=8), st.permutations(range(8)))
def test_any_cells_are_an_entry_or_a_line_that_is_told(row: list[object], places: list[int]) -> None:
    columns = dict(zip(COLUMNS, places, strict=True))
    entry = None
    with suppress(BadLine):
        entry = read_row(3, row, columns, ["Công văn"])  # type: ignore[arg-type]
    if entry is not None:
        assert 0 < entry.arrival_number < 10**9
        assert isinstance(entry.arrived_on, date)
        assert not isinstance(entry.arrived_on, datetime)


@quick
@given(st.lists(cells, max_size=8))
def test_any_cells_as_heads(row: list[object]) -> None:
    assert set(guess_columns(row, {}).values()) <= set(range(len(row)))  # type: ignore[arg-type]
    assert all(isinstance(text(cell), str) for cell in row)  # type: ignore[arg-type]


@quick
@given(st.lists(cells, min_size=1, max_size=6))
def test_cells_come_back_from_the_process_as_they_were(tmp_path: Path, row: list[object]) -> None:
    from desktop.services.sheet_file import _row

    found = [spreadsheet._value(cell) for cell in row]
    assert repr(_row(spreadsheet.packed(found))) == repr(found)


@quick
@given(st.text(min_size=1, max_size=300))
def test_a_file_name_is_one_line_and_no_way_out(name: str) -> None:
    clean = folder.clean_name(name)
    assert "/" not in clean
    assert "\\" not in clean
    assert clean not in ("", "/")
    assert clean == ILLEGAL_CHARACTERS_RE.sub("", clean)
    assert len(clean.splitlines()) == 1
    assert len(clean) <= 200


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\a.pdf", "a\u202efdp.exe", "a\nb.pdf", "\x00", "C:\\x"])
def test_names_made_to_mislead(name: str) -> None:
    clean = folder.clean_name(name)
    assert not {"/", "\\", "\u202e", "\n", "\x00"} & set(clean)
