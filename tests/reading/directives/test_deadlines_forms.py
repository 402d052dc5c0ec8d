"""Every way a time limit is written, and what looks like one and is none."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop.core.calendar import WorkCalendar, calendar_from_table
from desktop.core.readings import Reference
from desktop.reading.directives.dates import Issued
from desktop.reading.directives.deadlines import find_deadlines
from desktop.reading.directives.setting import Setting


def calendar() -> WorkCalendar:
    return calendar_from_table(tomllib.loads(resources.path("holidays.toml").read_text(encoding="utf-8")))


CALENDAR = calendar()


def limits(text: str, issued: str | None = "2024-08-12", references: tuple[Reference, ...] = ()):
    return find_deadlines(text, Setting(Issued.of(issued), CALENDAR, references))


def only(text: str, issued: str | None = "2024-08-12"):
    found = limits(text, issued)
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(
    ("text", "expression", "rule", "due_on"),
    [
        ("gửi báo cáo trước ngày 25/8/2024.", "trước ngày 25/8/2024", "before_date", "2024-08-24"),
        ("gửi trước ngày 20 tháng 12 năm 2024 về Sở", "trước ngày 20 tháng 12 năm 2024", "before_date", "2024-12-19"),
        ("hoàn thành trước 05-9-2024", "trước 05-9-2024", "before_date", "2024-09-04"),
        (
            "Hoàn thành và báo cáo UBND tỉnh trước ngày 20/02/2025.",
            "trước ngày 20/02/2025",
            "before_date",
            "2025-02-19",
        ),
        ("gửi về Sở (trước ngày 30.8.2024)", "trước ngày 30.8.2024", "before_date", "2024-08-29"),
        ("chậm nhất ngày 18/10/2024", "chậm nhất ngày 18/10/2024", "by_date", "2024-10-18"),
        ("chậm nhất đến ngày 30 tháng 9 năm 2024", "chậm nhất đến ngày 30 tháng 9 năm 2024", "by_date", "2024-09-30"),
        ("chậm nhất là ngày 15/10/2024 phải xong", "chậm nhất là ngày 15/10/2024", "by_date", "2024-10-15"),
        ("muộn nhất vào ngày 10/9/2024", "muộn nhất vào ngày 10/9/2024", "by_date", "2024-09-10"),
        ("nhận hồ sơ đến hết ngày 22/01/2025.", "đến hết ngày 22/01/2025", "by_date", "2025-01-22"),
        ("Hạn cuối nộp hồ sơ: ngày 30/8/2024", "Hạn cuối nộp hồ sơ: ngày 30/8/2024", "by_date", "2024-08-30"),
        ("thời hạn hoàn thành: trước ngày 30/8/2024", "trước ngày 30/8/2024", "before_date", "2024-08-29"),
        ("Đến ngày 30/9/2024, hoàn thành 100% kế hoạch", "Đến ngày 30/9/2024", "by_date", "2024-09-30"),
        ("hoàn thành trong tháng 9/2024", "trong tháng 9/2024", "within_month", "2024-09-30"),
        ("hoàn thành trong tháng 02 năm 2028", "trong tháng 02 năm 2028", "within_month", "2028-02-29"),
        ("hoàn thành việc rà soát trong quý IV/2024", "trong quý IV/2024", "within_quarter", "2024-12-31"),
        ("hoàn thành trước tháng 10/2024", "trước tháng 10/2024", "before_month", "2024-09-30"),
        ("phải xong trước quý IV năm 2024", "trước quý IV năm 2024", "before_quarter", "2024-09-30"),
        ("phấn đấu đến hết quý III các chỉ tiêu phải đạt 50%", "đến hết quý III", "by_end_of_quarter", "2024-09-30"),
        ("hoàn thành trong 6 tháng đầu năm 2025", "trong 6 tháng đầu năm 2025", "within_half", "2025-06-30"),
        ("hoàn thành toàn bộ công trình trong năm 2025", "trong năm 2025", "within_year", "2025-12-31"),
        ("hoàn thành trong tháng này", "trong tháng này", "within_month", "2024-08-31"),
        ("báo cáo trước ngày 20 tháng này", "trước ngày 20 tháng này", "before_date", "2024-08-19"),
        ("Trong tháng 9/2024, UBND các xã hoàn thành việc rà soát", "Trong tháng 9/2024", "within_month", "2024-09-30"),
    ],
)
def test_a_limit_and_its_strict_day(text, expression, rule, due_on):
    found = only(text)
    assert (found.expression, found.rule, found.due_on) == (expression, rule, due_on)


def test_before_a_day_means_the_day_before_and_the_last_working_day():
    found = only("gửi báo cáo trước ngày 25/8/2024")
    assert (found.stated_on, found.due_on, found.working_due_on) == ("2024-08-25", "2024-08-24", "2024-08-23")


def test_the_working_day_steps_over_holidays_and_takes_announced_saturdays():
    assert only("chậm nhất ngày 02/9/2025", "2025-08-01").working_due_on == "2025-08-29"
    assert only("chậm nhất ngày 22/8/2026", "2026-08-01").working_due_on == "2026-08-22"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("xong trước 17h00 ngày 25/8/2024", "17:00"),
        ("trước 10 giờ 00 ngày 25/8/2024", "10:00"),
        ("trước 16 giờ 30 phút, ngày 25/8/2024", "16:30"),
        ("chậm nhất 14h ngày 25/8/2024", "14:00"),
        ("gửi trước 9h30' ngày 25 tháng 8 năm 2024", "09:30"),
    ],
)
def test_an_hour_leaves_the_day_itself(text, time):
    found = only(text)
    assert (found.rule, found.time, found.due_on) == ("at_time", time, "2024-08-25")


@pytest.mark.parametrize(
    ("text", "issued", "due_on"),
    [
        ("trước ngày 25/9", "2024-08-12", "2024-09-24"),
        ("trước ngày 15/01", "2024-12-20", "2025-01-14"),
        ("chậm nhất ngày 05 tháng 3", "2024-11-02", "2025-03-05"),
        ("chậm nhất ngày 28/8", "2024-08", "2024-08-28"),
        ("hoàn thành trong quý I", "2024-11-20", "2025-03-31"),
        ("phấn đấu đến hết quý II các chỉ tiêu phải đạt tối thiểu 50%", "2024-04-24", "2024-06-30"),
        ("chậm nhất ngày 28/8", "2024", "2024-08-28"),
    ],
)
def test_a_day_without_a_year_takes_the_letters_or_the_next(text, issued, due_on):
    assert only(text, issued).due_on == due_on


def test_a_day_without_any_year_known_stays_open():
    found = only("gửi trước ngày 25/8", None)
    assert (found.expression, found.due_on, found.working_due_on) == ("trước ngày 25/8", None, None)


def test_days_from_arrival_need_the_arrival_day():
    found = only("trong thời hạn 05 ngày làm việc kể từ ngày nhận được Công văn này")
    assert (found.rule, found.anchor, found.offset_days) == ("within_working_days", "arrival", 5)
    assert found.due_on is None
    assert only("chậm nhất 10 ngày kể từ khi nhận được văn bản").anchor == "arrival"


def test_hours_from_an_event_are_days_rounded_down_but_never_none():
    assert only("trong vòng 24 giờ kể từ khi xảy ra sự cố phải báo cáo").offset_days == 1


def test_days_from_signing_are_counted():
    assert only("trong thời hạn 10 ngày kể từ ngày ký").due_on == "2024-08-22"
    working = only("trong 05 ngày làm việc kể từ ngày ban hành Kế hoạch", "2025-08-28")
    assert working.due_on == "2025-09-08"


def test_a_span_that_ends_on_a_rest_day_runs_to_the_next_working_day():
    found = only("trong thời hạn 05 ngày kể từ ngày ký")
    assert (found.due_on, found.working_due_on) == ("2024-08-17", "2024-08-19")


def test_days_before_the_marks_of_another_document():
    plan = Reference("Kế hoạch", "150", "KH/TU", "2024-07-08", "Thành ủy", "Kế hoạch số 150-KH/TU")
    text = "đẩy nhanh tiến độ trước 15 ngày so với các mốc thời gian được xác định cụ thể trong Kế hoạch số 150."
    (found,) = limits(text, references=(plan,))
    assert (found.expression, found.rule, found.offset_days, found.anchor) == (
        "trước 15 ngày",
        "relative_offset",
        -15,
        "150-KH/TU",
    )


def test_the_senders_own_day_upward_is_left_out():
    text = (
        "gửi báo cáo trước ngày 25/8/2024 (qua Văn phòng) để kịp thời tổng hợp, "
        "báo cáo Ban Thường vụ Tỉnh ủy trước ngày 30/8/2024."
    )
    assert only(text).due_on == "2024-08-24"


def test_a_single_day_behind_a_purpose_is_the_addressees():
    assert only("gửi về Sở Nội vụ để tổng hợp trước ngày 20/10/2024.").due_on == "2024-10-19"


def test_two_days_in_one_paragraph():
    found = limits("đăng ký trước ngày 18/9/2024, hoàn tất hồ sơ gửi Sở chậm nhất ngày 26/9/2024.")
    assert [d.due_on for d in found] == ["2024-09-17", "2024-09-26"]


def test_a_day_said_by_its_sanction():
    assert only("Những đơn vị gửi hồ sơ sau ngày 19/12/2024 sẽ không được thẩm định.").due_on == "2024-12-19"


@pytest.mark.parametrize(
    "text",
    [
        "Thời gian báo cáo kể từ ngày 08/8/2024 đến hết ngày 31/12/2024.",
        "theo Công văn số 12/UBND-TH ngày 16/9/2024 của UBND tỉnh",
        "kế hoạch phát triển kinh tế - xã hội giai đoạn 2021 - 2025",
        "phê duyệt Quy hoạch tỉnh đến năm 2030, tầm nhìn đến năm 2045",
        "kết quả thực hiện quý I/2024 và nhiệm vụ quý II/2024",
        "nhất là đối với các xã phấn đấu về đích nông thôn mới nâng cao đến hết năm 2025 theo kế hoạch",
        "quyết tâm tạo chuyển biến tích cực ngay trong năm 2024",
        "đạt hiệu quả trong các quý còn lại năm 2024",
        "báo cáo hoạt động của đơn vị trong năm 2024",
        "đề xuất kế hoạch thực hiện cổ phần hóa trong năm 2025 bảo đảm khả thi",
        "báo cáo định kỳ trước ngày 20 hằng tháng",
        "trước ngày 15/6 và 15/12 hằng năm",
        "vào ngày 30 hằng tháng",
        "tổ chức Hội nghị vào ngày 20/10/2024 tại Hội trường",
        "khai mạc lúc 8h00 ngày 27/10/2024",
        "các dự án được phê duyệt trước ngày 01/01/2025",
        "văn bản ban hành trước ngày 01/7/2024",
        "số liệu tính đến ngày 30/9/2024",
        "Nghị định có hiệu lực kể từ ngày 15/9/2024",
        "khẩn trương, kịp thời triển khai thực hiện ngay",
        "Trung tâm mở cửa từ ngày 01/9/2024 đến ngày 30/9/2024",
        "quy mô 30/4 và 1/5; tỷ lệ 22/22 xã",
    ],
)
def test_no_limit(text):
    assert limits(text) == ()


@given(
    st.dates(date(2024, 8, 12), date(2030, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d} tháng {m} năm {y}"]),
)
def test_every_day_in_every_form(day, form):
    said = form.format(d=day.day, m=day.month, y=day.year)
    if day > date(2024, 8, 12):
        before = only(f"UBND các xã báo cáo trước ngày {said} về UBND huyện.")
        assert before.due_on == (day - timedelta(days=1)).isoformat()
        assert before.stated_on == day.isoformat()
    by = only(f"UBND các xã báo cáo chậm nhất ngày {said} về UBND huyện.")
    assert by.due_on == day.isoformat()
    assert by.working_due_on <= by.due_on
    assert CALENDAR.is_working(date.fromisoformat(by.working_due_on))


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_a_day_without_a_year_never_lies_months_before_the_letter(issued, day):
    found = limits(f"gửi chậm nhất ngày {day.day}/{day.month}", issued.isoformat())
    for limit in found:
        if limit.due_on is not None:
            due = date.fromisoformat(limit.due_on)
            assert issued <= due < issued + timedelta(days=400)


@given(st.text(alphabet="trướcngày hậmnếtđ0123456789/.,;- háquýIV", max_size=80))
def test_no_text_breaks_it(text):
    for limit in limits(text):
        assert limit.expression
