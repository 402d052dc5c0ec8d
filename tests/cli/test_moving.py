"""import and export from the terminal."""

from __future__ import annotations

import json
import zipfile

import pytest

ROWS = "Ngày đến;Số đến;Tác giả;Số, ký hiệu;Ngày văn bản;Trích yếu\n5/3/2026;12;Sở Y tế;7/SYT-NVY;1/3/2026;phòng dịch\n"


@pytest.fixture
def office(vanthu, tmp_path):
    folder = tmp_path / "office"
    assert vanthu("--office", folder, "new", "--name", "UBND XÃ THỬ").status == 0
    return folder


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "so.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_a_dry_run_tells_and_enters_nothing(vanthu, office, sheet):
    told = vanthu("--office", office, "import", sheet, "--dry-run", "--json").json
    assert (told["entries"], told["errors"], told["imported"]) == (1, [], 0)
    assert told["years"] == {"2026": {"first": 12, "last": 12}}
    assert told["columns"]["arrival_number"] == 1
    assert vanthu("--office", office, "letters", "--json").json == []


def test_an_import_enters_all_lines(vanthu, office, sheet):
    assert vanthu("--office", office, "import", sheet, "--json").json["imported"] == 1
    (letter,) = vanthu("--office", office, "letters", "--json").json
    assert (letter["arrival_number"], letter["issuer"], letter["symbol"]) == (12, "Sở Y tế", "SYT-NVY")


def test_wrong_lines_end_with_status_one_and_nothing_entered(vanthu, office, sheet):
    sheet.write_text(ROWS + "6/3/2026;12;Sở;8/SYT;1/3/2026;hai\n", encoding="utf-8")
    result = vanthu("--office", office, "import", sheet, "--json")
    assert result.status == 1
    assert result.json["errors"][0]["line"] == 3
    assert "vanthu: 1 dòng chưa nhập được" in result.err
    assert vanthu("--office", office, "letters", "--json").json == []


def test_columns_are_named_by_letter_when_the_heads_say_nothing(vanthu, office, tmp_path):
    file = tmp_path / "la.csv"
    file.write_text("X;Y\n5/3/2026;9\n", encoding="utf-8")
    given = ("--head", 1, "--column", "arrived_on=A", "--column", "arrival_number=b")
    assert vanthu("--office", office, "import", file, *given, "--json").json["imported"] == 1
    for wrong in ("số=A", "arrived_on=1", "arrived_on"):
        assert vanthu("--office", office, "import", file, "--head", 1, "--column", wrong).status == 1
    assert vanthu("--office", office, "import", file).status == 1


def test_everything_is_taken_out_as_json_or_as_a_workbook(vanthu, office, sheet, tmp_path):
    vanthu("--office", office, "import", sheet)
    told = vanthu("--office", office, "export", tmp_path / "ra.zip", "--json").json
    with zipfile.ZipFile(told["file"]) as archive:
        (letter,) = json.loads(archive.read("letter.json"))
    assert (letter["arrival_number"], letter["subject"]) == (12, "phòng dịch")
    assert vanthu("--office", office, "export", tmp_path / "ra.xlsx").status == 0
    assert vanthu("--office", office, "export", tmp_path / "ra.pdf").status == 1
