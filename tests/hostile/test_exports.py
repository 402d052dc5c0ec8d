"""No sheet that leaves the program carries a formula, whatever was typed or read: each form, the export of all data."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.core.records import OfficeInfo
from desktop.services import assign, export, letters, people, register, tasks
from desktop.services.assign import Assignment
from desktop.services.office import Office
from desktop.services.printing import KINDS, PrintRequest, print_report

STARTS = ("=", "+", "-", "@", "\t", "\r")
NASTY = tuple(f"{start}cmd|'/c calc'!A{n}" for n, start in enumerate(STARTS))
SHEETS = [kind.code for kind in KINDS if "xlsx" in kind.endings]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which every text somebody may type begins like a formula."""
    folder = tmp_path_factory.mktemp("nasty") / "office"
    info = OfficeInfo(NASTY[0], "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH AN GIANG")
    made = Office.create(folder, info, clock=lambda: datetime(2026, 11, 21, 8, 0), units=[(NASTY[1], "-VP")])
    lead = people.add_person(made, NASTY[2], NASTY[3], 1, "officer")
    for nasty in NASTY:
        values = {"subject": nasty, "issuer": nasty, "symbol": nasty, "number": nasty, "type": "Báo cáo", "note": nasty}
        letter = register.register_by_hand(made, values, arrived_on=date(2026, 11, 20))
        letters.hand_over(made, letter.id, person_id=lead.id, note=nasty)
        (task, *_) = assign.assign(
            made, [Assignment(nasty, lead.id, letter_id=letter.id, due_on=date(2026, 11, 18), product=nasty)]
        )
        tasks.report_progress(made, task.id, nasty)
    gone = register.register_by_hand(made, {"subject": "x", "issuer": "y"}, arrived_on=date(2026, 11, 20))
    register.void(made, gone.id, NASTY[0])
    yield made
    made.close()


def require_harmless(file: Path, *, dangerous: bool) -> None:
    """``dangerous``: some cell must begin like a formula, or the test shows nothing."""
    seen = 0
    for sheet in openpyxl.load_workbook(file).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", f"{sheet.title} {cell.coordinate}"
            if isinstance(cell.value, str) and cell.value.startswith(STARTS):
                seen += 1
                assert cell.quotePrefix, f"{sheet.title} {cell.coordinate}: {cell.value!r}"
    assert seen or not dangerous
    with zipfile.ZipFile(file) as parts:
        cells = [
            name for name in parts.namelist() if name.startswith("xl/worksheets/")
        ]  # a chart names its cells so too
        assert not [name for name in cells if b"<f>" in parts.read(name) or b"<f " in parts.read(name)]
        assert not [name for name in parts.namelist() if "externalLink" in name or b"externalLink" in parts.read(name)]


@pytest.mark.parametrize("code", SHEETS)
def test_no_form_carries_a_formula(office: Office, tmp_path: Path, code: str) -> None:
    file = print_report(office, PrintRequest(code), tmp_path / "a.xlsx")
    require_harmless(file, dangerous=True)


def test_the_export_of_all_data_carries_no_formula(office: Office, tmp_path: Path) -> None:
    require_harmless(export.export(office, tmp_path / "a.xlsx"), dangerous=True)


def test_no_form_can_be_had_as_a_table_of_text() -> None:
    """A .csv has no way to say that a cell is text; where one is ever added, it must be tested here."""
    assert not [kind.code for kind in KINDS if "csv" in kind.endings]
    assert ".csv" not in export.ENDINGS
