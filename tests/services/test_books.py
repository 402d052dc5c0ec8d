"""Books, volumes, late entries, closing a year, the list of void and missing numbers."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import openpyxl
import pypdfium2 as pdfium
import pytest
from sqlite_utils.utils import sqlite3

from desktop.core.errors import NotFound, RuleError, StorageError
from desktop.services import backup, books, closing_year, letters, register
from desktop.services.check import check
from desktop.services.office import Office
from desktop.services.printing import PrintRequest, print_report

VALUES = {"issuer": "Sở Y tế", "number": "7", "symbol": "SYT-NVY", "issued_on": "2026-11-10", "type": "Công văn"}


@pytest.fixture
def paper(office):
    def make(subject: str = "phòng dịch", **more):
        values = {**VALUES, "subject": subject, **more.pop("values", {})}
        return register.register_by_hand(office, values, **more)

    return make


@contextmanager
def refused(code):
    with pytest.raises(RuleError) as told:
        yield told
    assert told.value.code == code


def words(file, page=None):
    document = pdfium.PdfDocument(str(file))
    pages = range(len(document)) if page is None else [page]
    text = "\n".join(document[n].get_textpage().get_text_range() for n in pages)
    document.close()
    return " ".join(text.split())


# --- books


def test_a_book_is_added_renamed_and_taken_out_of_use(office, paper):
    book = books.add_book(office, "  Sổ đơn  thư ")
    assert book.name == "Sổ đơn thư"
    assert books.edit_book(office, book.id, name="Sổ đơn").name == "Sổ đơn"
    with refused("name-taken"):
        books.add_book(office, "so don")
    assert paper(book_id=book.id).arrival_number == 1
    books.set_active(office, book.id, False)
    with refused("book-inactive"):
        paper(book_id=book.id)
    with refused("last-book"):
        books.set_active(office, 1, False)
    assert [x.action for x in letters.history(office, "book", book.id)] == ["add", "edit", "deactivate"]


def test_a_party_letter_goes_into_the_party_book_when_there_is_one(office, paper, scanned, kit):
    assert paper(values={"system": "party"}).book_id == 1
    party = books.add_book(office, "Sổ văn bản Đảng", "party")
    assert register.register(office, scanned(kit.make_letter(system="party")).id).book_id == party.id
    assert paper(values={"system": "party"}).arrival_number == 2
    assert paper().book_id == 1
    assert paper(values={"system": "party"}, book_id=1).book_id == 1
    books.set_active(office, party.id, False)
    assert paper(values={"system": "party"}).book_id == 1


def test_a_book_is_found_by_a_part_of_its_name(office):
    party = books.add_book(office, "Sổ văn bản Đảng")
    assert books.find_book(office, "van ban dang") == party
    with pytest.raises(NotFound):
        books.find_book(office, "chứng thực")
    with refused("several-books"):
        books.find_book(office, "dang")


# --- late entries


def test_what_comes_in_on_the_day_or_the_next_working_day_is_not_late(office, clock, paper):
    assert not paper().late
    assert not paper(arrived_on=date(2026, 11, 16)).late
    clock.forward(1)
    letter = paper(arrived_on=date(2026, 11, 16))
    assert not letter.late


def test_a_letter_entered_after_a_later_one_or_after_days_is_told(office, clock, paper, tmp_path):
    paper("thứ Hai")
    clock.forward(1)
    paper("thứ Ba")
    behind = paper("tìm thấy trong ngăn kéo", arrived_on=date(2026, 11, 16))
    assert (behind.late, behind.arrival_number, behind.registered_on) == (True, 3, date(2026, 11, 17))
    clock.forward(6)
    old = paper("sau một tuần", arrived_on=date(2026, 11, 19))
    assert (old.late, old.arrival_number) == (True, 4)
    assert not paper("đúng ngày").late
    file = print_report(office, PrintRequest("register"), tmp_path / "so.pdf")
    assert words(file).count("Vào sổ muộn") == 2
    assert "Vào sổ muộn, ngày 17/11/2026" in words(file)


def test_the_friday_letter_entered_on_monday_is_in_time(office, clock, paper):
    clock.forward(7)
    assert not paper(arrived_on=date(2026, 11, 20)).late
    assert paper(arrived_on=date(2026, 11, 19)).late


# --- volumes


def test_volumes_go_on_with_one_sequence(office, paper):
    for _ in range(5):
        paper()
    assert [(v.number, v.first_number, v.last_number) for v in books.volumes(office, 1, 2026)] == [(1, 1, 5)]
    books.start_volume(office, 1, 2026, 3)
    found = books.start_volume(office, 1, 2026)
    assert [(v.number, v.first_number, v.last_number) for v in found] == [(1, 1, 2), (2, 3, 5), (3, 6, 5)]
    assert paper().arrival_number == 6
    for wrong in (6, 3, 1, 0, 9):
        with refused("bad-volume"):
            books.start_volume(office, 1, 2026, wrong)
    assert books.start_volume(office, 1, 2026, 7)[-1].first_number == 7


def test_each_volume_is_printed_under_its_own_cover(office, paper, clock, tmp_path):
    for n in range(1, 6):
        paper(f"việc thứ {n}")
        clock.forward(1)
    books.start_volume(office, 1, 2026, 4)
    both = print_report(office, PrintRequest("register"), tmp_path / "ca.pdf")
    assert "Từ số 1 đến số 3 Quyển số: 1" in words(both, 0)
    assert "Từ ngày 16/11/2026 đến ngày 18/11/2026" in words(both, 0)
    assert "Từ số 4 đến số 5 Quyển số: 2" in words(both)
    second = print_report(office, PrintRequest("register", volume="2"), tmp_path / "hai.pdf")
    assert "việc thứ 4" in words(second)
    assert "việc thứ 3" not in words(second)
    assert "Quyển số: 1" not in words(second)
    none = print_report(office, PrintRequest("register", volume="9"), tmp_path / "khong.pdf")
    assert "Không có văn bản đến" in words(none)


def test_a_year_of_one_volume_bears_the_number_that_is_asked_for(office, paper, tmp_path):
    paper()
    assert "Quyển số: 7" in words(print_report(office, PrintRequest("register", volume="7"), tmp_path / "a.pdf"), 0)


# --- closing a year


def test_a_year_is_closed_printed_bound_and_nothing_is_given_in_it(office, paper, clock, tmp_path):
    old = paper("năm cũ")
    clock.forward(60)
    assert closing_year.objections(office, 1, 2026) == []
    state = closing_year.close_year(office, 1, 2026)
    assert (state.closed_on, state.closed_by) == (date(2027, 1, 15), "Văn thư")
    file = closing_year.printed_file(office, 1, 2026)
    assert "năm cũ" in words(file)
    with refused("year-closed"):
        paper(arrived_on=date(2026, 12, 31))
    with refused("year-closed"):
        register.void(office, old.id, "nhầm")
    with refused("year-closed"):
        books.start_volume(office, 1, 2026)
    with refused("year-closed"):
        closing_year.close_year(office, 1, 2026)
    assert paper().arrival_number == 1
    with refused("no-volume"):
        closing_year.bind(office, 1, 2026, volumes=0)
    with refused("bad-day"):
        closing_year.bind(office, 1, 2026, volumes=1, on=date(2026, 12, 31))
    assert closing_year.bind(office, 1, 2026, volumes=2).bound_volumes == 2
    assert check(office).ok
    backup.restore(backup.backup(office), tmp_path / "back")
    with Office.open(tmp_path / "back") as back:
        assert closing_year.printed_file(back, 1, 2026).read_bytes() == file.read_bytes()


def test_the_database_too_keeps_a_closed_year(office, paper):
    paper()
    closing_year.close_year(office, 1, 2026, confirmed=True)
    with pytest.raises(sqlite3.IntegrityError, match="year is closed"), office.write("x") as db:
        db.run("UPDATE letter SET state = 'void', void_reason = 'x'")


def test_a_correction_in_a_closed_year_wants_a_reason_that_is_kept(office, paper):
    old = paper()
    closing_year.close_year(office, 1, 2026, confirmed=True)
    with refused("year-closed"):
        register.correct(office, old.id, {"subject": "mới"})
    assert register.correct(office, old.id, {"subject": "mới"}, reason="chép sai").subject == "mới"
    assert letters.history(office, "letter", old.id)[-1].detail["reason"] == "chép sai"


def test_what_is_missing_holds_the_closing_up_until_it_is_confirmed(office, paper, clock):
    paper(values={"number": ""})
    with office.write("hole") as db:
        db.run("UPDATE book_year SET last_number = 4")
    clock.forward(60)
    with refused("year-not-ready") as told:
        closing_year.close_year(office, 1, 2026)
    assert "Thiếu 3 số: 2, 3, 4." in str(told.value)
    assert not books.book_year(office, 1, 2026).closed
    assert list(office.store.rglob("*.pdf")) == []
    assert closing_year.close_year(office, 1, 2026, confirmed=True).missing == (2, 3, 4)


def test_this_year_can_be_closed_only_when_confirmed_and_an_empty_or_coming_one_never(office, paper):
    for year in (2026, 2027):
        with refused("nothing-to-close"):
            closing_year.close_year(office, 1, year, confirmed=True)
    paper()
    with refused("year-not-ready"):
        closing_year.close_year(office, 1, 2026)


def test_a_year_is_reopened_only_with_a_reason_and_closed_again(office, paper):
    paper()
    closing_year.close_year(office, 1, 2026, confirmed=True)
    closing_year.bind(office, 1, 2026, volumes=1)
    with refused("no-reason"):
        closing_year.reopen_year(office, 1, 2026, " ")
    state = closing_year.reopen_year(office, 1, 2026, "bỏ sót một văn bản")
    assert (state.closed, state.bound_on) == (False, None)
    with refused("year-open"):
        closing_year.bind(office, 1, 2026, volumes=1)
    paper("bỏ sót")
    again = closing_year.close_year(office, 1, 2026, confirmed=True)
    assert again.printed_path.endswith("den-2026-2.pdf")
    assert "bỏ sót" in words(office.path(again.printed_path))
    told = [(x.action, x.detail.get("reason")) for x in letters.history(office, "book", 1)]
    assert ("reopen-year", "bỏ sót một văn bản") in told


def test_a_disk_that_does_not_take_the_print_leaves_the_year_open(office, paper):
    paper()
    (office.store / "registers").write_text("in the way")
    with pytest.raises(StorageError):
        closing_year.close_year(office, 1, 2026, confirmed=True)
    assert not books.book_year(office, 1, 2026).closed


# --- void and missing numbers


def test_void_missing_and_late_numbers_are_one_list(office, paper, clock, tmp_path):
    paper()
    gone = paper("ghi nhầm")
    register.void(office, gone.id, "vào sổ hai lần")
    clock.forward(1)
    paper()
    paper("muộn", arrived_on=date(2026, 11, 16))
    with office.write("hole") as db:
        db.run("UPDATE book_year SET last_number = 6")
    found = books.irregular(office)
    assert [(x.kind, x.number) for x in found] == [("void", 2), ("late", 4), ("missing", 5), ("missing", 6)]
    assert (found[0].reason, found[0].by, found[0].on) == ("vào sổ hai lần", "Văn thư", date(2026, 11, 16))
    assert books.irregular(office, year=2025) == []
    text = words(print_report(office, PrintRequest("void-list"), tmp_path / "a.pdf"))
    assert "ĐÃ HỦY: vào sổ hai lần (Văn thư, 16/11/2026)" in text
    assert "THIẾU SỐ" in text
    assert "1 số đã hủy, 2 số thiếu, 1 số vào sổ muộn" in text
    sheet = openpyxl.load_workbook(print_report(office, PrintRequest("void-list"), tmp_path / "a.xlsx")).active
    assert [row[1].value for row in sheet.iter_rows(min_row=5)] == [2, 4, 5, 6]


def test_a_sound_register_has_nothing_on_the_list(office, paper, tmp_path):
    paper()
    assert books.irregular(office) == []
    assert "Không có số nào hủy" in words(print_report(office, PrintRequest("void-list"), tmp_path / "a.pdf"))
