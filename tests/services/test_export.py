"""Everything comes out: the JSON says what the rows say, the workbook holds no formula, nothing is half written."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import openpyxl
import pytest

import resources
from db import export as out
from desktop.core.errors import OfficeError, StorageError
from desktop.services import assign, books, directives, export, letters, people, register, tasks

FORMULA = '=HYPERLINK("http://x","y")'


@pytest.fixture
def full(office, scanned, kit):
    scan = scanned(kit.make_letter(directives=(kit.make_directive(),)), texts=("Trang một: đề nghị báo cáo",))
    letter = register.register(office, scan.id)
    person = (
        people.people(office)[0] if people.people(office) else people.add_person(office, "Mai", "", None, "officer")
    )
    (proposal, *_) = directives.proposals(office, letter.id)
    assign.assign(office, [assign.Assignment(proposal.assignment.title, person.id, letter_id=letter.id)])
    tasks.report_progress(office, tasks.tasks(office)[0].id, "@SUM(1)")
    for bad in (FORMULA, "+1", "-1", "@x", "#N/A"):
        register.register_by_hand(office, {"issuer": "Sở", "subject": bad, "note": "điều\u0301"})
    books.start_volume(office, 1, 2026, 3)
    return office


def read_json(file, table):
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read(f"{table}.json"))


def test_the_json_says_what_the_rows_say(full, tmp_path):
    file = export.export(full, tmp_path / "a.zip")
    tables = out.tables(full.db)
    assert {"letter", "task", "audit", "directive", "volume", "progress", "scan_text"} <= set(tables)
    for table in tables:
        names = out.columns(full.db, table)
        rows = full.db.all(f"SELECT * FROM {table}")
        kept = [[None if row[n] == "null" and (table, n) in out.JSON else row[n] for n in names] for row in rows]
        found = [[_as_kept(table, name, row[name]) for name in names] for row in read_json(file, table)]
        assert sorted(map(repr, found)) == sorted(map(repr, kept)), table
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("export.json"))
        assert about["rows"]["letter"] == letters.count(full) == 6
        assert not [name for name in archive.namelist() if name.startswith("store/")]


def _as_kept(table, name, value):
    if (table, name) in out.JSON and value is not None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def test_every_table_and_key_is_explained(full):
    titles = resources.table("export_keys.toml")["table"]
    assert [table for table in out.tables(full.db) if table not in titles] == []
    assert [f"{t}.{k}" for t, found in export.keys(full).items() for k, meaning in found.items() if not meaning] == []


def test_a_column_that_holds_json_is_named_as_such(full):
    """A text that is a JSON list or object but not known as one would come out as text in text."""
    for table in out.tables(full.db):
        for row in out.rows(full.db, table):
            wrong = [k for k, v in row.items() if isinstance(v, str) and v[:1] in "[{" and v[-1:] in "]}" and v]
            assert wrong == [], f"{table}: {wrong}"


def test_the_scans_come_with_it_when_wished(full, tmp_path):
    folder = export.export(full, tmp_path / "ra", with_scans=True)
    (scan,) = json.loads((folder / "scan.json").read_text(encoding="utf-8"))
    assert (folder / scan["path"]).read_bytes() == full.path(scan["path"]).read_bytes()
    assert "keys.json" in (folder / "README.md").read_text(encoding="utf-8")
    full.path(scan["path"]).unlink()
    again = export.export(full, tmp_path / "ra2", with_scans=True)
    assert json.loads((again / "export.json").read_text(encoding="utf-8"))["missing_files"] == [scan["path"]]


def test_the_workbook_has_a_sheet_a_table_and_no_formula(full, tmp_path):
    file = export.export(full, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(file)
    assert {"Văn bản đến", "Nhiệm vụ", "Nhật ký", "Sổ", "Giải thích"} <= set(book.sheetnames)
    sheet = book["Văn bản đến"]
    heads = [cell.value for cell in sheet[1]]
    subjects = [sheet.cell(n, heads.index("subject") + 1) for n in range(3, 8)]
    assert [cell.value for cell in subjects] == [FORMULA, "+1", "-1", "@x", "#N/A"]
    types = {cell.data_type for one in book.worksheets for row in one.iter_rows() for cell in row}
    assert types <= {"s", "n", "d", "inlineStr"}
    assert sheet.cell(2, heads.index("arrived_on") + 1).value.date() == date(2026, 11, 16)
    with zipfile.ZipFile(file) as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


def test_another_ending_and_a_folder_that_is_there_are_refused(office, tmp_path):
    with pytest.raises(OfficeError) as wrong:
        export.export(office, tmp_path / "a.pdf")
    assert wrong.value.code == "no-such-format"
    (tmp_path / "ra").mkdir()
    with pytest.raises(StorageError):
        export.export(office, tmp_path / "ra")


def test_what_fails_in_the_middle_leaves_nothing(full, tmp_path):
    def full_disk(share):
        if share > 0.5:
            raise OSError(28, "no room")

    for name in ("a.zip", "a.xlsx", "a"):
        with pytest.raises(StorageError):
            export.export(full, tmp_path / name, tell=full_disk)
    assert not list(tmp_path.glob("a*"))


def test_that_data_were_taken_out_is_in_the_log(office, tmp_path):
    export.record(office, tmp_path / "a.zip", with_scans=True)
    entry = letters.history(office, "office", 1)[-1]
    assert (entry.action, entry.detail) == ("export", {"file": "a.zip", "with_scans": True})
