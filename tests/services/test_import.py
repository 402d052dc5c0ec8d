"""Taking over a register from Excel or CSV: all or nothing, line by line, from files that are not to be trusted."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest

from desktop.core.errors import OfficeError, RuleError, SecretLetter
from desktop.services import (
    assign,
    books,
    closing_year,
    import_register,
    letters,
    people,
    register,
    replies,
    search,
    sheet_file,
)
from desktop.services.check import check
from desktop.services.office import Office
from desktop.services.printing import PrintRequest, print_report

HEADS = ("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Trích yếu", "Người nhận", "Ghi chú")


def line(number, day="5/3/2026", **more):
    values = {"issuer": "Sở Y tế", "symbol": f"{number}/SYT-NVY", "issued": "1/3/2026", "subject": f"việc {number}"}
    values |= {"to": "", "note": ""} | more
    return [day, number, *values.values()]


@pytest.fixture
def excel(tmp_path):
    def make(*rows, name="so.xlsx"):
        book = openpyxl.Workbook()
        book.active.append(["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"])
        book.active.append(HEADS)
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def planned(office, file):
    seen = import_register.look(office, file)
    return import_register.plan(office, file, seen.sheet, seen.head, seen.columns)


def told(plan):
    return [(error.line, str(error.text)) for error in plan.errors]


def test_letters_keep_their_numbers_and_the_next_one_follows(office, excel):
    file = excel(line(1), line(2, to="Bà Mai"), [], line(7, day=date(2026, 3, 9)), line(3, day="2/1/2025"))
    plan = planned(office, file)
    assert told(plan) == []
    assert (plan.skipped, plan.years) == (1, {2025: (3, 3), 2026: (1, 7)})
    heard = []
    assert import_register.carry_out(office, plan, lambda *step: heard.append(step)) == 4
    rows = letters.rows(office, letters.ids(office, descending=False))
    assert [(x.year, x.arrival_number) for x in rows] == [(2025, 3), (2026, 1), (2026, 2), (2026, 7)]
    assert (rows[2].handed_to, rows[2].number, rows[2].late) == ("Bà Mai", "2", False)
    assert register.next_number(office) == 8
    assert letters.history(office, "letter", rows[0].id)[0].action == "import"
    assert search.search(office, "viec 7")
    assert books.book_year(office, 1, 2026).missing == (3, 4, 5, 6)
    assert [p for p in check(office).problems if "nhật ký" in str(p)] == []


def test_what_is_wrong_is_listed_line_by_line_and_nothing_is_entered(office, excel):
    register.register_by_hand(office, {"issuer": "Sở", "subject": "có trước"})
    file = excel(
        line(1),
        line(2),
        line(2),
        line("x"),
        line(3, day="31/2/2026"),
        line(4, issued="?"),
        line(5, day="1/1/2027"),
        line(None),
    )
    plan = planned(office, file)
    assert told(plan) == [
        (3, "Số đến 1 năm 2026 đã có trong sổ."),
        (5, "Số đến 2 năm 2026 đã có ở dòng 4."),
        (6, "Số đến «x» không phải là số."),
        (7, "Ngày đến «31/2/2026» không phải là ngày (viết như 21/11/2026)."),
        (8, "Ngày văn bản «?» không phải là ngày (viết như 21/11/2026)."),
        (9, "Ngày đến 01/01/2027 ở sau hôm nay."),
        (10, "Thiếu Số đến."),
    ]
    with pytest.raises(RuleError) as refused:
        import_register.carry_out(office, plan)
    assert refused.value.code == "lines-wrong"
    assert letters.count(office) == 1


def test_a_number_taken_meanwhile_stops_the_whole_import(office, excel):
    plan = planned(office, excel(line(2), line(1)))
    register.register_by_hand(office, {"issuer": "Sở", "subject": "trong lúc đó"})
    with pytest.raises(RuleError):
        import_register.carry_out(office, plan)
    assert letters.count(office) == 1
    assert register.next_number(office) == 2


def test_a_failure_in_the_middle_leaves_nothing(office, excel, monkeypatch):
    plan = planned(office, excel(*[line(n) for n in range(1, 6)]))

    def fails(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("db.audit.add_all", fails)
    with pytest.raises(OSError):
        import_register.carry_out(office, plan)
    assert (letters.count(office), register.next_number(office)) == (0, 1)


def test_a_closed_year_takes_no_import(office, excel):
    register.register_by_hand(office, {"issuer": "Sở", "subject": "cũ"})
    closing_year.close_year(office, 1, 2026, confirmed=True)
    assert told(planned(office, excel(line(5)))) == [(3, "Sổ năm 2026 đã khóa.")]


def test_what_the_program_printed_comes_back_as_it_was(office, excel, tmp_path, clock):
    values = {"issuer": "Sở Y tế", "number": "7", "symbol": "SYT", "issued_on": "2026-11-10", "type": "Báo cáo"}
    register.register_by_hand(office, {**values, "subject": "một"})
    gone = register.register_by_hand(office, {**values, "subject": "hai"})
    register.void(office, gone.id, "vào nhầm")
    file = print_report(office, PrintRequest("register"), tmp_path / "so.xlsx")
    with Office.create(tmp_path / "other", office.info, clock=clock) as other:
        import_register.carry_out(other, planned(other, file))
        ours, theirs = ([letters.letter(o, n) for n in (1, 2)] for o in (office, other))
        names = ("arrival_number", "arrived_on", "issuer", "number", "symbol", "issued_on", "type", "subject", "state")
        assert [[getattr(x, n) for n in names] for x in ours] == [[getattr(x, n) for n in names] for x in theirs]
        assert theirs[1].void_reason == "vào nhầm"


def test_the_columns_chosen_are_remembered(office, tmp_path):
    file = tmp_path / "la.csv"
    file.write_text("Mã;Vào;Ai\n1;5/3/2026;Sở Y tế\n", encoding="utf-8")
    seen = import_register.look(office, file, head=0)
    columns = {"arrival_number": 0, "arrived_on": 1, "issuer": 2}
    assert seen.columns == {}
    import_register.remember(office, seen.heads, columns)
    with Office.open(office.folder) as again:
        assert import_register.look(again, file, head=0).columns == columns
    with pytest.raises(RuleError, match="Ngày đến"):
        import_register.plan(office, file, "", 0, {"arrival_number": 0})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_the_spellings_of_excel(office, tmp_path, encoding, mark):
    file = tmp_path / "so.csv"
    rows = [HEADS, *(line(n) for n in range(1, 4))]
    words = "\n".join(mark.join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    file.write_text(words, encoding=encoding)
    plan = planned(office, file)
    assert told(plan) == []
    assert [entry.values["issuer"] for entry in plan.entries] == ["Sở Y tế"] * 3


def test_formulas_are_values_only(office, excel):
    plan = planned(office, excel(line(1, subject='=HYPERLINK("http://x","y")', note="=1+1")))
    assert plan.entries[0].values["subject"] == ""
    assert plan.entries[0].values["note"] == ""


# --- files not to be trusted


def refused(office, file):
    with pytest.raises(OfficeError) as error:
        import_register.look(office, file)
    assert "Chưa nhập dòng nào." in str(error.value)
    return error.value.code


def test_encrypted_and_old_files_are_told(office, tmp_path):
    file = tmp_path / "khoa.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert refused(office, file) == "encrypted"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refused(office, file) == "old-format"


def test_what_is_no_workbook_is_told(office, tmp_path, excel):
    file = tmp_path / "a.xlsx"
    for data in (b"", b"%PDF-1.7", b"PK\x03\x04 half", excel(line(1)).read_bytes()[:2000]):
        file.write_bytes(data)
        assert refused(office, file) == "not-a-sheet"
    binary = tmp_path / "a.csv"
    binary.write_bytes(b"\x00\x01\x02")
    assert refused(office, binary) == "not-a-sheet"


def rebuilt(file, change):
    """The same workbook with parts of it changed: ``change`` maps a part's name to what its bytes become."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change.get(part, lambda data: data)(old.read(part)))
    file.write_bytes(out.getvalue())
    return file


SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb_is_refused_before_it_is_unpacked(office, excel):
    file = rebuilt(excel(line(1)), {SHEET: lambda _data: b" " * (60 << 20)})
    assert file.stat().st_size < 1 << 20
    assert refused(office, file) == "too-large"


@pytest.mark.parametrize("lead", ["", "<!--" + "x" * 70_000 + "-->", "<?x y?>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_is_refused(office, excel, lead, encoding):
    start = f'<?xml version="1.0" encoding="{encoding}"?>{lead}<!DOCTYPE x [<!ENTITY a "b">]>'
    file = rebuilt(excel(line(1)), {SHEET: lambda data: (start + data.decode()).encode(encoding)})
    assert refused(office, file) == "not-a-sheet"


def test_a_file_that_breaks_its_reader_ends_the_reading_alone(office, excel, monkeypatch):
    monkeypatch.setattr(sheet_file, "spreadsheet_job", SimpleNamespace(preview=json.dumps))
    with pytest.raises(OfficeError, match="giới hạn") as error:
        import_register.look(office, excel(line(1)))
    assert error.value.code == "too-large"


def test_links_to_other_workbooks_are_not_followed(office, excel, tmp_path):
    """The value the cell last had is taken, or nothing: never that of the other file."""
    (tmp_path / "other.xlsx").write_bytes(excel(line(9), name="other.xlsx").read_bytes())
    plan = planned(office, excel(line(1, subject="='[other.xlsx]Sheet'!F3")))
    assert plan.entries[0].values["subject"] == ""


def test_a_row_at_the_end_of_the_world_does_not_hang(office, excel):
    file = rebuilt(excel(line(1)), {SHEET: lambda data: data.replace(b'r="3"', b'r="99999999999"')})
    assert import_register.look(office, file).head == 1


SECRETS = re.compile("mục tiêu K7|K7|Công an tỉnh Hòa Dương")


def everything_kept(office) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(office.folder.rglob("*")) if file.is_file())


@pytest.mark.parametrize(
    ("row", "heads"),
    [
        (line(2, subject="bảo vệ mục tiêu K7 (TỐI MẬT)", issuer="Công an tỉnh Hòa Dương"), HEADS),
        (line(2, symbol="07/KH-CAT (M)", subject="mục tiêu K7"), HEADS),
        (line(2, subject="mục tiêu K7", note="Tuyệt mật"), HEADS),
        ([*line(2, subject="mục tiêu K7"), "A"], (*HEADS, "Mức độ mật")),
        ([*line(2, subject="mục tiêu K7"), "x"], (*HEADS, "Mật")),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_lines_of_secret_letters_are_refused_by_number_and_nothing_of_them_is_kept(
    office, tmp_path, row, heads, ending, caplog
):
    file = tmp_path / f"so.{ending}"
    rows = [heads, line(1), row, line(3, subject="bảo vệ bí mật nhà nước")]
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for values in rows:
            book.active.append(values)
        book.save(file)
    else:
        file.write_text("\n".join(";".join(f'"{v}"' for v in values) for values in rows), encoding="utf-8")
    seen = import_register.look(office, file)
    assert not SECRETS.search(repr(seen.sample))
    plan = import_register.plan(office, file, seen.sheet, seen.head, seen.columns)
    assert plan.secret == (3,)
    assert not SECRETS.search(repr(plan))
    assert [line for line, _text in told(plan)] == [3]
    assert "sổ đăng ký văn bản mật" in told(plan)[0][1]
    with pytest.raises(SecretLetter, match=r"dòng 3") as refused:
        import_register.carry_out(office, plan)
    assert not SECRETS.search(str(refused.value))
    assert letters.count(office) == 0
    assert not SECRETS.search(everything_kept(office).decode("utf-8", "ignore"))
    assert not SECRETS.search(caplog.text)


def test_a_column_of_degrees_without_one_is_no_matter(office, tmp_path):
    file = tmp_path / "so.csv"
    rows = [(*HEADS, "Độ mật"), tuple(f"({n})" for n in range(1, 10)), (*line(1), ""), (*line(2), "Không")]
    file.write_text("\n".join(";".join(map(str, values)) for values in rows), encoding="utf-8")
    plan = planned(office, file)
    assert told(plan) == []
    assert len(plan.entries) == 2


@pytest.mark.parametrize(
    "deed",
    [
        lambda office, words: register.register_by_hand(office, {"subject": words, "issuer": "CA"}),
        lambda office, words: register.register_by_hand(office, {"subject": "x", "urgency": words}),
        lambda office, words: register.correct(office, 1, {"note": words}),
        lambda office, words: letters.instruct(office, 1, words),
        lambda office, words: assign.assign(office, [assign.Assignment(words, 1)]),
        lambda office, words: replies.record(
            office, replies.ReplyDraft("1", "BC", office.today(), words), letter_ids=[1]
        ),
    ],
)
def test_what_is_typed_of_a_secret_letter_is_refused(office, deed):
    register.register_by_hand(office, {"subject": "việc thường", "issuer": "Sở"})
    unit = people.add_unit(office, "Tổ")
    people.add_person(office, "Mai", "", unit.id, "officer")
    with pytest.raises(SecretLetter, match="độ mật"):
        deed(office, "Kế hoạch bảo vệ mục tiêu K7 (Mật)")
    assert letters.count(office) == 1
    assert b"K7" not in everything_kept(office)
