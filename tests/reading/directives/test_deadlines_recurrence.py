"""What comes back: a period has to be named, and be the task's own."""

from __future__ import annotations

import pytest

from desktop.reading.directives.recurrence import find_recurrence


@pytest.mark.parametrize(
    ("text", "expression", "every", "also", "day"),
    [
        ("Phòng Kinh tế định kỳ hàng quý, tham mưu họp giao ban", "định kỳ hàng quý", "quarter", (), None),
        ("định kỳ cuối quý phải có báo cáo tổng hợp", "định kỳ cuối quý", "quarter", (), None),
        ("thông báo kết quả thực hiện các chỉ tiêu theo từng quý", "theo từng quý", "quarter", (), None),
        ("báo cáo hằng tháng trước ngày 20 về Sở", "hằng tháng trước ngày 20", "month", (), "20"),
        ("Định kỳ hằng tháng trước ngày 20, báo cáo", "Định kỳ hằng tháng trước ngày 20", "month", (), "20"),
        ("gửi báo cáo trước ngày 20 hằng tháng", "trước ngày 20 hằng tháng", "month", (), "20"),
        ("báo cáo vào thứ Sáu hằng tuần", "thứ Sáu hằng tuần", "week", (), "thứ Sáu"),
        ("báo cáo kết quả 03 tháng một lần", "03 tháng một lần", "quarter", (), None),
        ("báo cáo 03 tháng/lần", "03 tháng/lần", "quarter", (), None),
        ("họp mỗi tháng 01 lần", "mỗi tháng 01 lần", "month", (), None),
        ("kiểm tra 02 lần/năm", "02 lần/năm", "half", (), None),
        ("Định kỳ 6 tháng, hàng năm hoặc đột xuất, báo cáo", "Định kỳ 6 tháng, hàng năm", "half", ("year",), None),
        (
            "báo cáo theo định kỳ 6 tháng, hàng năm hoặc đột xuất.",
            "theo định kỳ 6 tháng, hàng năm",
            "half",
            ("year",),
            None,
        ),
        ("Hằng năm, tổ chức tổng kết, khen thưởng", "Hằng năm", "year", (), None),
        ("gửi báo cáo trước ngày 15 của tháng cuối quý", "trước ngày 15 của tháng cuối quý", "quarter", (), "15"),
        ("gửi số liệu vào ngày 30 hằng tháng", "vào ngày 30 hằng tháng", "month", (), "30"),
    ],
)
def test_a_period(text, expression, every, also, day):
    found = find_recurrence(text)
    assert found is not None
    assert (found.expression, found.every, found.also, found.day) == (expression, every, also, day)


@pytest.mark.parametrize(
    "text",
    [
        "định kỳ báo cáo Tỉnh ủy theo quy định",
        "báo cáo theo định kỳ",
        "Chương trình làm việc toàn khóa, hằng năm của Tỉnh ủy",
        "xây dựng kế hoạch hằng năm của đơn vị",
        "trong các quý còn lại năm 2024",
        "thực hiện theo quy định của pháp luật",
        "thu nhập bình quân hằng năm tăng 5%",
        "quý I/2024 đạt 25% kế hoạch năm",
    ],
)
def test_no_period(text):
    assert find_recurrence(text) is None
