"""Sheets of a made-up officer, printed once, with the tools to write on them and to scan them."""

from __future__ import annotations

from datetime import date, timedelta
from types import ModuleType
from typing import Any

import cv2
import pytest

from desktop.core.calendar import Week
from desktop.core.records import OfficeInfo, Person, Task
from desktop.core.weekly import WeeklySheet
from desktop.reading.sheets.finding import find_code
from desktop.reports.furniture import Imprint
from desktop.reports.letter_form import LetterText, render_letter
from desktop.reports.weekly_sheets import weekly_sheets
from tests.reading.sheets import paper as sheet_paper


@pytest.fixture(scope="session")
def paper() -> ModuleType:
    return sheet_paper


@pytest.fixture(scope="session")
def printed() -> list[tuple[Any, Any]]:
    """The pages (RGB at 300 dpi) of one sheet with five results and three plans, each with its code."""
    tasks = [
        Task(
            n,
            f"t{n}",
            "Rà soát, báo cáo kết quả kiểm tra các tổ bảo vệ rừng",
            1,
            "Trần Thị Mỹ Duyên",
            due_on=date(2026, 11, 18) + timedelta(days=n % 3),
            last_note="Đang tổng hợp số liệu" if n % 2 else "",
        )
        for n in range(1, 9)
    ]
    office = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "", "0f8fad5b-d9cb-469f-a165-70867728950e")
    person = Person(1, "7c9e6679-7425-40de-944b-000000000001", "Trần Thị Mỹ Duyên", "Chuyên viên")
    sheet = WeeklySheet(person, Week(2026, 47), tuple(tasks[:5]), tuple(tasks[5:]))
    pages = sheet_paper.pages_of(weekly_sheets(Imprint(office, date(2026, 11, 16)), [sheet]))
    found = [find_code(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)) for page in pages]
    assert all(found)
    return [(page, code.code) for page, code in zip(pages, found, strict=True)]


@pytest.fixture(scope="session")
def letter_pages() -> list[Any]:
    """The one page (RGB at 300 dpi) of a letter of the province."""
    letter = LetterText(
        issuer=["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG BÌNH"],
        number="2167",
        symbol="UBND-KTTH",
        place="Quảng Bình",
        issued_on=date(2026, 11, 12),
        subject="tăng cường công tác phòng cháy, chữa cháy rừng",
        body=[
            "Ủy ban nhân dân tỉnh yêu cầu Ủy ban nhân dân các xã kiểm tra các tổ bảo vệ rừng trước ngày 20/11/2026./."
        ],
        signing=["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        signer="Nguyễn Văn An",
        recipients=["Như trên", "Lưu: VT, KTTH"],
        addressees=["Ủy ban nhân dân các xã, phường"],
    )
    pages = sheet_paper.pages_of(render_letter(letter)[0])
    assert len(pages) == 1
    return list(pages)
