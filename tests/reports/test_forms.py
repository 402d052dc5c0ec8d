"""The other forms: each as it was looked at, with nothing, with much, and with the longest names."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image

from desktop.core.books import Irregular
from desktop.core.readings import Deadline
from desktop.core.records import Directive, Instruction, Progress, Transfer
from desktop.reports import (
    action_sheet,
    arrival_stamp,
    follow_up,
    handling_slip,
    overdue,
    report_upward,
    statistics,
    transfer,
    unanswered,
    void_list,
    week_plan,
    weekly_summary,
)
from desktop.reports.flow import Flow
from desktop.reports.output import pdf_bytes
from desktop.reports.page import PORTRAIT
from desktop.reports.table import Column, Row, Table

FIRST, LAST = date(2026, 1, 1), date(2026, 11, 21)
OPINION = "Giao Phòng Kinh tế chủ trì, phối hợp Ban CHQS tham mưu, báo cáo trước ngày 24/11."


class Rows:
    """The rows of one run: some tasks, their letters, long names if asked for."""

    def __init__(self, made: Any, tasks: int, long: bool) -> None:
        self.made = made
        self.imprint = made.long_imprint() if long else made.imprint()
        people = ["Trần Thị Mỹ Duyên", "Lê Văn Hòa", made.long_name]
        issuers = ["Ủy ban nhân dân tỉnh Quảng Bình", "Tỉnh ủy", made.long_title[:150]]
        types = ["Công văn", "Thông báo", "Kế hoạch"]
        some = 3 if long else 2
        self.letters = [
            replace(
                made.letter(n, issuer=issuers[n % some], type=types[n % 3], handed_to=people[n % some]),
                arrived_on=date(2026, 1 + n % 11, 3),
            )
            for n in range(1, tasks + 1)
        ]
        self.tasks = [
            replace(
                made.varied_task(n),
                letter=letter if n % 6 != 3 else None,
                lead=people[n % some],
                lead_unit=made.long_name if long else "Phòng Kinh tế",
                title=made.long_title if long else made.varied_task(n).title,
            )
            for n, letter in enumerate(self.letters, 1)
        ]

    def follow_up(self) -> bytes:
        entries = [follow_up.Entry(letter, self.tasks[n : n + n % 3]) for n, letter in enumerate(self.letters)]
        return follow_up.follow_up(self.imprint, follow_up.Book(entries, FIRST, LAST))

    def transfer(self) -> bytes:
        rows = [(Transfer(letter.id, letter.id, letter.handed_to, LAST), letter) for letter in self.letters]
        return transfer.transfer_book(self.imprint, transfer.Book(rows, FIRST, LAST))

    def overdue(self) -> bytes:
        return overdue.overdue(self.imprint, overdue.Late(self.tasks, LAST))

    def statistics(self) -> bytes:
        return statistics.statistics(self.imprint, statistics.Figures(self.letters, self.tasks, FIRST, LAST))

    def upward(self) -> bytes:
        return report_upward.report_upward(self.imprint, report_upward.Upward(self.tasks, FIRST, LAST))

    def summary(self) -> bytes:
        sheet = replace(self.made.sheet(0, 0), results=tuple(self.tasks), plan=tuple(self.tasks[:5]))
        return weekly_summary.weekly_summary(self.imprint, weekly_summary.Summary(self.made.week, [sheet]))

    def plan(self) -> bytes:
        unit = self.made.long_name if self.imprint.office.superior else ""
        return week_plan.week_plan(self.imprint, week_plan.Plan(self.made.week, self.tasks, unit))

    def void_list(self) -> bytes:
        kinds = ("void", "missing", "late")
        rows = [
            Irregular(kinds[n % 3], letter.book, 2026, letter.arrival_number, letter if n % 3 != 1 else None,
                      letter.subject, letter.handed_to, LAST)
            for n, letter in enumerate(self.letters)
        ]  # fmt: skip
        return void_list.void_list(self.imprint, void_list.Found(rows, "Năm 2026"))

    def unanswered(self) -> bytes:
        waiting = [(letter, self.tasks[n : n + 2]) for n, letter in enumerate(self.letters)]
        return unanswered.unanswered(self.imprint, unanswered.Waiting(waiting, LAST))

    def action_sheets(self) -> bytes:
        """One letter's sheet: what it cites, its directives, and all the tasks with their logs."""
        letters = self.letters or [self.made.letter(1)]
        chain = [action_sheet.Link(n - 1, letter) for n, letter in enumerate(letters[:3])]
        due = Deadline("trước ngày 25/11/2026", "before_date", "2026-11-24")
        asked = [
            Directive(n, f"d{n}", 1, f"{n}", None, f"{n}.", "dated", task.title, deadline=due, task_ids=(task.id,))
            for n, task in enumerate(self.tasks[:6], 1)
        ]
        line = Progress(1, 1, datetime(2026, 11, 18, 9, 0), "Đã họp hai thôn")
        logged = [replace(task, progress=(line,)) for task in self.tasks]
        sheet = action_sheet.ActionSheet(letters[0], chain, (), asked, logged)
        return action_sheet.action_sheets(self.imprint, [sheet])

    def slips(self) -> bytes:
        said = [Instruction(1, 1, "Chủ tịch Nguyễn Văn An", OPINION, LAST)]
        letter = self.letters[0] if self.letters else None
        slip = handling_slip.Slip(letter, said if letter else (), self.tasks)
        return handling_slip.handling_slips(self.imprint, [slip])


FORMS: dict[str, Callable[[Rows], bytes]] = {
    "follow-up": Rows.follow_up,
    "transfer": Rows.transfer,
    "overdue": Rows.overdue,
    "statistics": Rows.statistics,
    "report-upward": Rows.upward,
    "weekly-summary": Rows.summary,
    "handling-slip": Rows.slips,
    "week-plan": Rows.plan,
    "void-list": Rows.void_list,
    "action-sheet": Rows.action_sheets,
    "unanswered": Rows.unanswered,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_as_it_was_looked_at(form: str, made: Any, printed: Any, golden: Any) -> None:
    golden(form, printed(FORMS[form](Rows(made, 8, long=False))))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("tasks", "long"), [(0, False), (1, True), (40, False), (40, True)])
def test_nothing_overlaps_or_leaves_the_paper(form: str, tasks: int, long: bool, made: Any, printed: Any) -> None:
    pdf = printed(FORMS[form](Rows(made, tasks, long)))
    assert not pdf.outside()
    assert not pdf.overlapping()
    for number in range(1, pdf.pages + 1):
        text = pdf.text(number)
        assert f"Trang {number}/{pdf.pages}" in text
        assert "In ngày 21/11/2026" in text
    assert ("Nơi nhận:" if form == "report-upward" else "(Ký") in pdf.text()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_give_the_same_form(form: str, made: Any) -> None:
    assert FORMS[form](Rows(made, 6, long=False)) == FORMS[form](Rows(made, 6, long=False))


def test_an_empty_slip_fits_one_page_and_asks_for_all(made: Any, printed: Any) -> None:
    pdf = printed(handling_slip.handling_slips(made.imprint(), [handling_slip.Slip(None)]))
    assert pdf.pages == 1
    for said in ("Cơ quan ban hành:", "Chủ trì:", "Phối hợp:", "Thời hạn giải quyết:", "Giao cho:"):
        assert said in pdf.text()
    assert pdf.text().count("Ngày …… tháng …… năm ………") == 3


def test_a_filled_slip_bears_opinions_tasks_and_replies(made: Any, printed: Any) -> None:
    said = [Instruction(1, 1, "Chủ tịch Nguyễn Văn An", OPINION, LAST)]
    task = made.task(1, last_note="Đã kiểm tra 4/7 tổ", reply="45/BC-UBND")
    pdf = printed(handling_slip.handling_slips(made.imprint(), [handling_slip.Slip(made.letter(1), said, [task])]))
    assert pdf.pages == 1
    for words in (
        OPINION,
        "Chủ tịch Nguyễn Văn An, ngày 21 tháng 11 năm 2026",
        "18/11/2026",
        "45/BC-UBND",
        "2167/UBND-KTTH",
    ):
        assert words in pdf.text()


def test_slips_in_word_can_be_edited(made: Any) -> None:
    slips = [handling_slip.Slip(made.letter(1), (), [made.task(1)]), handling_slip.Slip(None)]
    paper = docx.Document(io.BytesIO(handling_slip.handling_slips_document(made.imprint(), slips)))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert text.count("PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN") == 2
    assert "Công văn số 2167/UBND-KTTH ngày 12/11/2026" in text
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells[1]
    assert "Kiểm tra các tổ bảo vệ rừng, báo cáo kết quả về Ủy ban nhân dân tỉnh" in cells
    assert paper.sections[0].page_width.mm == pytest.approx(210, abs=0.5)


def test_report_upward_in_word_counts_the_four_statuses(made: Any) -> None:
    tasks = [made.varied_task(n) for n in range(12)]
    paper = docx.Document(
        io.BytesIO(report_upward.report_upward_document(made.imprint(), report_upward.Upward(tasks, FIRST, LAST)))
    )
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "được giao 12 nhiệm vụ" in text
    assert "Hoàn thành đúng hạn: 2; hoàn thành quá hạn: 2" in text
    assert "đang thực hiện quá hạn: 2" in text


def test_counts_in_the_summary_add_up(made: Any) -> None:
    sheets = [made.sheet(24, 6), made.sheet(24, 6)]
    summary = weekly_summary.Summary(made.week, sheets)
    assert len(summary.tasks) == 30
    for row in summary.tables()[1][2]:
        assert row[2] == sum(int(str(count)) for count in row[3:])
    late = summary.tables()[0][2]
    assert [row[6] for row in late] == [5] * 4


def test_the_summary_in_excel_has_its_three_tables(made: Any) -> None:
    summary = weekly_summary.Summary(made.week, [made.sheet(12, 3)])
    book = openpyxl.load_workbook(io.BytesIO(weekly_summary.weekly_summary_workbook(made.imprint(), summary)))
    assert book.sheetnames == ["Quá hạn", "Theo người", "Kế hoạch"]
    assert [cell.value for cell in book["Kế hoạch"][4]][:4] == ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp"]


def test_figures_count_by_issuer_unit_person_and_month(made: Any) -> None:
    rows = Rows(made, 22, long=False)
    figures = statistics.Figures([*rows.letters, made.letter(99, state="void")], rows.tasks, FIRST, LAST)
    parts = {part.name: part for part in statistics.parts(figures)}
    assert parts["VB theo cơ quan"].rows[-1][2] == 22
    assert [row[1] for row in parts["VB theo tháng"].rows][:3] == ["01/2026", "02/2026", "03/2026"]
    assert sum(int(str(row[2])) for row in parts["NV theo người"].rows[:-1]) == 22
    assert "không kể 1 số đã hủy" in statistics.sentence(figures)
    for part in parts.values():
        assert sum(sum(counts) for _, counts in part.bars) == part.rows[-1][2]
    book = openpyxl.load_workbook(io.BytesIO(statistics.statistics_workbook(made.imprint(), figures)))
    assert book.sheetnames == list(parts)
    empty = statistics.statistics_workbook(made.imprint(), statistics.Figures([], [], FIRST, LAST))
    assert openpyxl.load_workbook(io.BytesIO(empty)).sheetnames == ["Số liệu"]


def test_lists_in_excel(made: Any) -> None:
    rows = Rows(made, 12, long=False)
    entries = [follow_up.Entry(rows.letters[0], rows.tasks[:2]), follow_up.Entry(rows.letters[1])]
    book = follow_up.follow_up_workbook(rows.imprint, follow_up.Book(entries, FIRST, LAST))
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert len(follow_up.COLUMNS) == 7
    assert sheet.cell(6, 5).value == "Chưa giao"
    moved = [(Transfer(1, 1, "Công an", LAST), rows.letters[0])]
    sheet = openpyxl.load_workbook(
        io.BytesIO(transfer.transfer_workbook(rows.imprint, transfer.Book(moved, FIRST, LAST)))
    ).active
    assert [cell.value for cell in sheet[5]][1:4] == [1, "2167/UBND-KTTH", "Công an"]
    late = openpyxl.load_workbook(
        io.BytesIO(overdue.overdue_workbook(rows.imprint, overdue.Late(rows.tasks, LAST)))
    ).active
    assert [late.cell(5 + n, 7).value for n in range(2)] == [5, 5]


def test_stamps_are_as_they_were_looked_at(made: Any, printed: Any, golden: Any) -> None:
    corners = ("left", "right", "top-left", "top-right", "bottom-left", "bottom-right")
    places = [
        arrival_stamp.Place(arrival_stamp.Stamp(made.letter(n), "Phòng Kinh tế"), c) for n, c in enumerate(corners, 1)
    ]  # type: ignore[arg-type]
    golden("arrival-stamps", printed(arrival_stamp.stamps(made.imprint(), places)))


def test_handwritten_difficulties_stand_in_the_summary_and_a_lost_picture_holds_up_nothing(
    made: Any, printed: Any, tmp_path: Any
) -> None:
    strip = tmp_path / "III.png"
    Image.new("L", (1320, 200), 120).save(strip)
    told = [
        weekly_summary.Difficulty(made.long_name, strip),
        weekly_summary.Difficulty("Lê Văn Hòa", tmp_path / "gone"),
    ]
    summary = weekly_summary.Summary(made.week, [made.sheet()], told)
    pdf = printed(weekly_summary.weekly_summary(made.imprint(), summary))
    assert "IV. Khó khăn, kiến nghị" in pdf.text()
    assert "Lê Văn Hòa: không mở được hình chữ viết tay." in pdf.text()
    grey = [(abs(pdf.picture(page).astype(int) - 120) < 4).mean() for page in range(1, pdf.pages + 1)]
    assert max(grey) > 0.02
    assert not pdf.overlapping()
    word = docx.Document(io.BytesIO(weekly_summary.weekly_summary_document(made.imprint(), summary)))
    assert len(word.inline_shapes) == 1


def test_word_tables_keep_their_columns_and_their_rows_whole(made: Any) -> None:
    data = report_upward.report_upward_document(
        made.imprint(), report_upward.Upward(Rows(made, 8, long=True).tasks, FIRST, LAST)
    )
    document = docx.Document(io.BytesIO(data))
    tables = [table for table in document.tables if table.style.name == "Table Grid"]
    for table, columns in zip(tables, (report_upward.BY_ISSUER, report_upward.LATE, report_upward.LISTED), strict=True):
        assert [round(column.width.mm) for column in table.columns] == [round(column.width) for column in columns]
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_rows_in_excel_are_as_tall_as_their_text_and_figures_have_charts(made: Any) -> None:
    rows = Rows(made, 12, long=True)
    book = openpyxl.load_workbook(
        io.BytesIO(week_plan.week_plan_workbook(rows.imprint, week_plan.Plan(made.week, rows.tasks)))
    )
    sheet = book.active
    lines = len(made.long_title) * 5.0 / (82 / 25.4 * 72)  # at some five points a letter
    assert sheet.row_dimensions[5].height > lines * 11
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.fitToWidth == 1
    figures = statistics.Figures(rows.letters, rows.tasks, FIRST, LAST)
    book = openpyxl.load_workbook(io.BytesIO(statistics.statistics_workbook(rows.imprint, figures)))
    assert "NV theo trạng thái" in book.sheetnames
    assert len(book["VB theo tháng"]._charts) == 1


def test_figures_tell_the_share_of_each_status(made: Any, printed: Any) -> None:
    rows = Rows(made, 40, long=False)
    pdf = printed(statistics.statistics(rows.imprint, statistics.Figures(rows.letters, rows.tasks, FIRST, LAST)))
    for said in ("Nhiệm vụ theo trạng thái", "Nhiệm vụ theo đơn vị", "Nhiệm vụ theo người chủ trì", "theo tháng giao"):
        assert said in pdf.text()
    assert "Hoàn thành đúng hạn 7 17,5%" in pdf.text()


def test_a_head_never_stands_alone(made: Any, printed: Any) -> None:
    flow = Flow(PORTRAIT)
    flow.gap(flow.room - 110)
    Table(flow, (Column("Nhiệm vụ", 60), Column("Ghi chú", 40))).set([Row([made.long_title, ""])])
    pdf = printed(pdf_bytes([flow.pages], "x", "y"))
    assert pdf.pages == 2
    assert "Nhiệm vụ Ghi chú Rà soát, tổng hợp" in pdf.text(1)
    assert "Nhiệm vụ Ghi chú" in pdf.text(2)
