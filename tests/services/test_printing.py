"""From an office to files: every form, every ending, and the wishes that cannot be met."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.core.calendar import Week
from desktop.core.errors import NotFound, OfficeError, RuleError
from desktop.services import people, printers, register, tasks
from desktop.services.assign import Assignment, assign
from desktop.services.office import Office
from desktop.services.printing import KINDS, PrintRequest, kind_of, mark_printed, print_report


def _text(file: Path) -> str:
    document = pdfium.PdfDocument(file)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def _pages(file: Path) -> int:
    document = pdfium.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


@pytest.fixture
def busy(office: Office, scanned: Callable[..., object], kit: object) -> Office:
    """Three letters, one of them voided; two people with one task each, one of them late."""
    unit = next(unit for unit in people.units(office) if unit.name == "Phòng Kinh tế")
    duyen = people.add_person(office, "Trần Thị Mỹ Duyên", "Chuyên viên", unit.id, "officer")
    hoa = people.add_person(office, "Lê Văn Hòa", "Chuyên viên", unit.id, "officer")
    letters = [register.register(office, scanned().id) for _ in range(3)]  # type: ignore[attr-defined]
    register.void(office, letters[2].id, "Nhập trùng")
    assign(
        office,
        [
            Assignment("Kiểm tra tổ bảo vệ rừng", duyen.id, (hoa.id,), date(2026, 11, 13), letter_id=letters[0].id),
            Assignment("Rà soát hộ nghèo", hoa.id, (), date(2026, 11, 24), "", "Báo cáo", letters[1].id),
        ],
        by="Chủ tịch",
        instruction="Giao Phòng Kinh tế chủ trì.",
    )
    return office


def _letter_scan(office: Office, letter_id: int) -> None:
    """Give a letter's scan a real page: the made-up ones of the kit are not PDF."""
    from desktop.services import letters

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Noi dung van ban")
    canvas.save()
    path = letters.letter(office, letter_id).scan_path
    assert path is not None
    office.path(path).write_bytes(out.getvalue())


@pytest.mark.parametrize(("code", "ending"), [(kind.code, ending) for kind in KINDS for ending in kind.endings])
def test_every_form_prints_in_every_ending_it_has(busy: Office, tmp_path: Path, code: str, ending: str) -> None:
    _letter_scan(busy, 1)
    file = print_report(busy, PrintRequest(code, letter_id=1), tmp_path / f"form.{ending.upper()}")
    starts = {"pdf": b"%PDF", "xlsx": b"PK", "docx": b"PK"}
    assert file.read_bytes().startswith(starts[ending])
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".in-")] == []


@pytest.mark.parametrize(
    "code", [kind.code for kind in KINDS if "letter" not in kind.needs or kind.code == "handling-slip"]
)
def test_an_empty_office_prints_too(office: Office, tmp_path: Path, code: str) -> None:
    file = print_report(office, PrintRequest(code), tmp_path / "form.pdf")
    assert "ỦY BAN NHÂN DÂN" in _text(file)


def test_a_read_only_office_is_enough(busy: Office, tmp_path: Path) -> None:
    with busy.reader() as reader:
        assert print_report(reader, PrintRequest("register"), tmp_path / "a.pdf").exists()


def test_sheets_of_a_week_then_the_summary(busy: Office, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    request = PrintRequest("weekly-sheets", week=Week(2026, 47))
    file = print_report(busy, request, tmp_path / "week.pdf", lambda done, total: told.append((done, total)))
    text = _text(file)
    assert told == [(1, 2), (2, 2)]
    for said in (
        "Họ và tên: Trần Thị Mỹ Duyên",
        "Họ và tên: Lê Văn Hòa",
        "Quá hạn 3 ngày",
        "TỔNG HỢP NHIỆM VỤ TUẦN 47",
    ):
        assert said in text
    assert text.index("Họ và tên") < text.index("TỔNG HỢP NHIỆM VỤ")


def test_one_persons_sheet_alone(busy: Office, tmp_path: Path) -> None:
    hoa = people.find_person(busy, "le van hoa")
    text = _text(print_report(busy, PrintRequest("weekly-sheets", person_id=hoa.id), tmp_path / "one.pdf"))
    assert "Họ và tên: Lê Văn Hòa" in text
    assert "Họ và tên: Trần Thị Mỹ Duyên" not in text
    assert "TỔNG HỢP NHIỆM VỤ" not in text


def test_somebody_without_work_gets_a_sheet_that_says_so(busy: Office, tmp_path: Path) -> None:
    idle = people.add_person(busy, "Phan Thị Nhàn", "Chuyên viên", None, "officer")
    text = _text(print_report(busy, PrintRequest("weekly-sheets", person_id=idle.id), tmp_path / "one.pdf"))
    assert "Họ và tên: Phan Thị Nhàn" in text
    assert "Không có nhiệm vụ đến hạn trong tuần." in text


def test_the_register_holds_voided_entries_and_its_volume(busy: Office, tmp_path: Path) -> None:
    text = _text(print_report(busy, PrintRequest("register", volume="03"), tmp_path / "r.pdf"))
    for said in ("Từ số 1 đến số 3", "Quyển số: 03", "ĐÃ HỦY: Nhập", "Từ ngày 01/01/2026 đến ngày 16/11/2026"):
        assert said in text


def test_a_period_chooses_the_letters(busy: Office, tmp_path: Path) -> None:
    past = PrintRequest("register", first=date(2026, 1, 1), last=date(2026, 1, 31))
    assert "Không có văn bản đến" in _text(print_report(busy, past, tmp_path / "r.pdf"))
    sheet = openpyxl.load_workbook(print_report(busy, PrintRequest("register"), tmp_path / "r.xlsx")).active
    assert sheet is not None
    assert [sheet.cell(row, 2).value for row in range(5, 9)] == [1, 2, 3, None]


def test_slips_of_one_letter_of_a_period_or_empty(busy: Office, tmp_path: Path) -> None:
    filled = _text(print_report(busy, PrintRequest("handling-slip", letter_id=1), tmp_path / "1.pdf"))
    assert "Giao Phòng Kinh tế chủ trì." in filled
    assert "Kiểm tra tổ bảo vệ rừng" in filled
    by_hand = _text(print_report(busy, PrintRequest("handling-slip", letter_id=1, empty=True), tmp_path / "2.pdf"))
    assert "Kiểm tra tổ bảo vệ rừng" not in by_hand
    assert "601/UBND-TH" in by_hand
    several = PrintRequest("handling-slip", first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert _text(print_report(busy, several, tmp_path / "3.pdf")).count("PHIẾU GIẢI QUYẾT") == 2
    assert "601" not in _text(print_report(busy, PrintRequest("handling-slip"), tmp_path / "4.pdf"))


def test_follow_up_tells_receiver_limit_progress_and_reply(busy: Office, tmp_path: Path) -> None:
    [late] = [task for task in tasks.tasks(busy) if task.status == "overdue"]
    tasks.report_progress(busy, late.id, "Đã xong", done=True, reply="45/BC-UBND")
    text = _text(print_report(busy, PrintRequest("follow-up"), tmp_path / "f.pdf"))
    for said in ("Trần Thị Mỹ Duyên", "13/11/2026", "Hoàn thành quá hạn", "45/BC-UBND"):
        assert said in text
    assert "603/" not in text


def test_transfer_lists_who_was_handed_what(busy: Office, tmp_path: Path) -> None:
    text = _text(print_report(busy, PrintRequest("transfer"), tmp_path / "t.pdf"))
    assert "601/UBND-TH" in text
    assert "602/UBND-TH" in text


def test_overdue_of_all_or_of_one_person(busy: Office, tmp_path: Path) -> None:
    assert "Kiểm tra tổ bảo vệ rừng" in _text(print_report(busy, PrintRequest("overdue"), tmp_path / "o.pdf"))
    idle = people.add_person(busy, "Phan Thị Nhàn", "", None, "officer")
    alone = _text(print_report(busy, PrintRequest("overdue", person_id=idle.id), tmp_path / "p.pdf"))
    assert "Không có nhiệm vụ quá hạn." in alone


def test_the_stamp_on_a_copy_or_alone(busy: Office, tmp_path: Path) -> None:
    _letter_scan(busy, 1)
    copy = _text(print_report(busy, PrintRequest("arrival-stamp", letter_id=1), tmp_path / "c.pdf"))
    assert "Noi dung van ban" in copy
    assert "16/11/2026" in copy
    alone = print_report(busy, PrintRequest("arrival-stamp", letter_id=1, corner="top-right"), tmp_path / "a.pdf")
    assert "Noi dung" not in _text(alone)
    assert _pages(alone) == 1


def test_the_stamp_of_a_paper_letter_stands_alone(office: Office, tmp_path: Path) -> None:
    paper = register.register_by_hand(office, {"issuer": "Sở Nội vụ", "number": "5", "symbol": "SNV", "subject": "x"})
    assert "ĐẾN" in _text(print_report(office, PrintRequest("arrival-stamp", letter_id=paper.id), tmp_path / "a.pdf"))


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.txt", "a"])
def test_an_ending_the_form_has_not_is_refused(busy: Office, tmp_path: Path, name: str) -> None:
    with pytest.raises(OfficeError) as told:
        print_report(busy, PrintRequest("weekly-sheets"), tmp_path / name)
    assert told.value.code == "no-such-format"
    assert ".pdf" in str(told.value)
    assert list(tmp_path.glob("a*")) == []


def test_wishes_that_cannot_be_met(busy: Office, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with pytest.raises(RuleError):
        print_report(busy, PrintRequest("arrival-stamp"), file)
    with pytest.raises(RuleError):
        print_report(busy, PrintRequest("no-such-form"), file)
    with pytest.raises(RuleError):
        print_report(busy, PrintRequest("register", first=date(2026, 5, 1), last=date(2026, 4, 1)), file)
    with pytest.raises(NotFound):
        print_report(busy, PrintRequest("handling-slip", letter_id=99), file)
    with pytest.raises(NotFound):
        print_report(busy, PrintRequest("weekly-sheets", person_id=99), file)
    with pytest.raises(OfficeError) as stopped:
        print_report(busy, PrintRequest("register"), file, None, lambda: True)
    assert stopped.value.code == "cancelled"
    assert not file.exists()


def test_each_kind_says_what_it_needs() -> None:
    assert kind_of("weekly-sheets").needs == {"week", "person", "unit"}
    assert all(kind.endings[0] == "pdf" and str(kind.title) for kind in KINDS)
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_the_action_sheet_tells_chain_work_and_log(busy: Office, tmp_path: Path) -> None:
    task = tasks.tasks(busy, tasks.TaskFilter(letter_id=1))[0]
    tasks.report_progress(busy, task.id, "Đã kiểm tra ba tổ")
    text = _text(print_report(busy, PrintRequest("action-sheet", letter_id=1), tmp_path / "a.pdf"))
    for said in ("PHIẾU THEO DÕI XỬ LÝ VĂN BẢN", "601/UBND-TH", "Kiểm tra tổ bảo vệ rừng", "Đã kiểm tra ba tổ",
                 "Giao Phòng Kinh tế chủ trì", "Lê Văn Hòa", "0/1 hoàn thành"):  # fmt: skip
        assert said in text
    with pytest.raises(RuleError):
        print_report(busy, PrintRequest("action-sheet"), tmp_path / "b.pdf")


def test_partners_find_their_part_on_their_sheets(busy: Office, tmp_path: Path) -> None:
    hoa = people.find_person(busy, "Lê Văn Hòa")
    [sheet] = [sheet for sheet in tasks.weekly(busy, Week(2026, 47)) if sheet.person.id == hoa.id]
    assert [task.title for task in sheet.helped] == ["Kiểm tra tổ bảo vệ rừng"]
    text = _text(print_report(busy, PrintRequest("weekly-sheets", person_id=hoa.id), tmp_path / "a.pdf"))
    assert "Nhiệm vụ phối hợp" in text
    assert "Chủ trì: Trần Thị Mỹ Duyên" in text
    summary = _text(print_report(busy, PrintRequest("weekly-summary"), tmp_path / "s.pdf"))
    assert summary.count("Kiểm tra tổ bảo vệ rừng") == 1


def test_only_what_is_new_since_the_last_print(
    busy: Office, tmp_path: Path, scanned: Callable[..., object], kit: object
) -> None:
    new = PrintRequest("register", new_only=True)
    print_report(busy, new, tmp_path / "a.pdf")
    mark_printed(busy, new)
    with pytest.raises(RuleError) as nothing:
        print_report(busy, new, tmp_path / "b.pdf")
    assert nothing.value.code == "nothing-new"
    register.register(busy, scanned(kit.make_letter("999")).id)  # type: ignore[attr-defined]
    register.void(busy, 1, "Nhập nhầm")
    text = _text(print_report(busy, new, tmp_path / "c.pdf"))
    assert "999/UBND-TH" in text
    assert "Nhập nhầm" in text
    assert "602/UBND-TH" not in text


def test_only_the_sheets_on_which_something_changed(busy: Office, tmp_path: Path) -> None:
    new = PrintRequest("weekly-sheets", new_only=True)
    mark_printed(busy, new)
    task = tasks.tasks(busy, tasks.TaskFilter(letter_id=2))[0]
    tasks.report_progress(busy, task.id, "Đã rà soát hai thôn")
    file = print_report(busy, new, tmp_path / "a.pdf")
    assert "Họ và tên: Lê Văn Hòa" in _text(file)
    assert "Họ và tên: Trần Thị Mỹ Duyên" not in _text(file)


def test_printer_and_tray_are_remembered_for_each_form(busy: Office) -> None:
    assert printers.remembered(busy, "register") == ("", "")
    printers.remember(busy, "register", "HP LaserJet", "2")
    printers.remember(busy, "weekly-sheets", "Canon")
    busy.reload()
    assert printers.remembered(busy, "register") == ("HP LaserJet", "2")
    assert printers.remembered(busy, "weekly-sheets") == ("Canon", "")


def test_the_weeks_plan_holds_what_is_due_late_or_without_a_day(busy: Office, tmp_path: Path) -> None:
    text = _text(print_report(busy, PrintRequest("week-plan", week=Week(2026, 47)), tmp_path / "47.pdf"))
    assert "KẾ HOẠCH CÔNG TÁC TUẦN 47" in text
    assert "Kiểm tra tổ bảo vệ rừng" in text  # late since the week before
    assert "Rà soát hộ nghèo" not in text  # due in week 48
    following = print_report(busy, PrintRequest("week-plan", week=Week(2026, 48)), tmp_path / "48.xlsx")
    sheet = openpyxl.load_workbook(following).active
    assert sheet is not None
    assert "Rà soát hộ nghèo" in [sheet.cell(row, 2).value for row in range(5, 8)]


def test_unit_and_issuer_narrow_the_forms_of_work(busy: Office, tmp_path: Path) -> None:
    other = next(unit for unit in people.units(busy) if unit.name != "Phòng Kinh tế")
    own = next(unit for unit in people.units(busy) if unit.name == "Phòng Kinh tế")
    for code in ("overdue", "weekly-sheets", "week-plan", "statistics"):
        here = _text(print_report(busy, PrintRequest(code, unit_id=own.id), tmp_path / f"{code}.pdf"))
        there = _text(print_report(busy, PrintRequest(code, unit_id=other.id), tmp_path / f"{code}-other.pdf"))
        said = "Trần Thị Mỹ Duyên"
        assert said in here, code
        assert said not in there, code
    nobody = PrintRequest("report-upward", issuer="Bộ Quốc phòng")
    assert "được giao 0 nhiệm vụ" in _text(print_report(busy, nobody, tmp_path / "u.pdf"))
    province = PrintRequest("report-upward", issuer="uy ban nhan dan tinh")
    text = _text(print_report(busy, province, tmp_path / "v.pdf"))
    assert "được giao 2 nhiệm vụ" in text
    assert "Kính gửi:" in text
    assert "PHỤ LỤC" in text


def test_stamps_and_slips_of_a_period_print_at_once_and_only_the_new_ones(
    busy: Office, tmp_path: Path, scanned: Callable[..., object], kit: object
) -> None:
    for n in (1, 2):
        _letter_scan(busy, n)
    days = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    every = PrintRequest("arrival-stamp", **days)  # type: ignore[arg-type]
    assert _pages(print_report(busy, every, tmp_path / "a.pdf")) == 2
    for report in ("arrival-stamp", "handling-slip", "transfer"):
        new = PrintRequest(report, new_only=True, **days)  # type: ignore[arg-type]
        print_report(busy, new, tmp_path / "n.pdf")
        mark_printed(busy, new)
        with pytest.raises(RuleError) as nothing:
            print_report(busy, new, tmp_path / "n.pdf")
        assert nothing.value.code == "nothing-new"
    register.register(busy, scanned(kit.make_letter("999")).id)  # type: ignore[attr-defined]
    slips = PrintRequest("handling-slip", new_only=True, **days)  # type: ignore[arg-type]
    text = _text(print_report(busy, slips, tmp_path / "s.pdf"))
    assert "999/UBND-TH" in text
    assert text.count("PHIẾU GIẢI QUYẾT") == 1


def test_sheets_of_many_people_ask_the_database_no_oftener_and_can_be_stopped(office: Office, tmp_path: Path) -> None:
    unit = people.units(office)[0].id

    def grow(count: int) -> None:
        folk = [people.add_person(office, f"Cán bộ số {n}", "", unit, "officer") for n in range(count)]
        assign(office, [Assignment(f"Việc của {p.name}", p.id, (), date(2026, 11, 20)) for p in folk])

    def asked(request: PrintRequest) -> int:
        said: list[str] = []
        with office.reader() as reader:
            reader.db.connection.set_trace_callback(said.append)
            print_report(reader, request, tmp_path / "a.pdf")
            reader.db.connection.set_trace_callback(None)
        return len(said)

    grow(3)
    few = asked(PrintRequest("weekly-sheets"))
    grow(40)
    assert asked(PrintRequest("weekly-sheets")) == few
    told: list[int] = []
    print_report(office, PrintRequest("weekly-sheets"), tmp_path / "b.pdf", lambda done, _total: told.append(done))
    assert told == list(range(1, 44))
    seen: list[int] = []
    with pytest.raises(OfficeError) as stopped:
        print_report(
            office, PrintRequest("weekly-sheets"), tmp_path / "c.pdf", lambda done, _total: seen.append(done),
            lambda: len(seen) >= 5,
        )  # fmt: skip
    assert stopped.value.code == "cancelled"
    assert seen == [1, 2, 3, 4, 5]
    assert not (tmp_path / "c.pdf").exists()
