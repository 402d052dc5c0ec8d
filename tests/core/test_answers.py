"""Which directives want an answer, and from which letter a deadline is counted."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.answers import anchor_key, asks_answer
from desktop.core.calendar import WorkCalendar
from desktop.core.due_days import anchored_options, limit_options
from desktop.core.readings import Deadline

CALENDAR = WorkCalendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})


@pytest.mark.parametrize(
    "text",
    [
        "UBND các xã, phường báo cáo kết quả về Sở Nội vụ.",
        "Yêu cầu rà soát, tổng hợp, báo cáo.",
        "Đề nghị quý cơ quan góp ý dự thảo.",
        "Lập và gửi danh sách hộ nghèo.",
        "Định kỳ báo cáo UBND tỉnh.",
    ],
)
def test_a_report_or_reply_demanded_asks_for_an_answer(text):
    assert asks_answer(text, None)


@pytest.mark.parametrize(
    "text",
    ["Tăng cường tuyên truyền phòng cháy.", "Căn cứ Báo cáo số 12/BC-UBND của xã.", "Kiện toàn ban chỉ đạo."],
)
def test_work_that_sends_nothing_back_asks_for_none(text):
    assert not asks_answer(text, None)
    assert asks_answer(text, Deadline("trước 25/11", "before_date", "2026-11-24"))


@pytest.mark.parametrize(
    ("anchor", "key"),
    [
        ("150-KH/TU", "150-kh-tu"),
        ("0150 - KH/TU", "150-kh-tu"),
        ("2167/UBND-KTTH", "2167-ubnd-ktth"),
        ("59/2019/NĐ-CP", "59-2019-nd-cp"),
        ("arrival", ""),
        ("các mốc trong Kế hoạch", ""),
        ("15/6", ""),
        (None, ""),
    ],
)
def test_the_letter_a_deadline_is_counted_from(anchor, key):
    assert anchor_key(Deadline("trước 15 ngày", "relative_offset", anchor=anchor, offset_days=-15)) == key


def test_no_deadline_is_counted_from_nothing():
    assert anchor_key(None) == ""


def test_the_offices_own_limit_counts_working_days_after_the_arrival():
    found = limit_options(5, date(2026, 11, 20), CALENDAR, "5 ngày làm việc")
    assert (found.stated, found.strict, found.default, found.source) == (
        None,
        date(2026, 11, 30),
        date(2026, 11, 30),
        "office",
    )


def test_days_before_the_milestones_of_another_letter_are_a_choice():
    limit = Deadline("trước 15 ngày so với các mốc", "relative_offset", anchor="150-KH/TU", offset_days=-15)
    one = anchored_options(limit, CALENDAR, date(2026, 1, 5), [date(2026, 12, 15)])
    assert (one.default, one.milestones) == (date(2026, 11, 30), (date(2026, 11, 30),))
    two = anchored_options(limit, CALENDAR, None, [date(2026, 12, 31), date(2026, 12, 15)])
    assert two.default is None
    assert two.milestones == (date(2026, 11, 30), date(2026, 12, 16))
    assert anchored_options(limit, CALENDAR, date(2026, 1, 5), []) is None


def test_a_period_from_another_letter_counts_from_its_day():
    limit = Deadline("trong 10 ngày kể từ ngày ban hành", "within_days", anchor="150-KH/TU", offset_days=10)
    found = anchored_options(limit, CALENDAR, date(2026, 11, 14), [])
    assert (found.strict, found.working) == (date(2026, 11, 24), date(2026, 11, 25))
    assert anchored_options(limit, CALENDAR, None, []) is None
