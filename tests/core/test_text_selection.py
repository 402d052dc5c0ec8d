"""Which word lies where, and what is copied."""

from __future__ import annotations

from desktop.core.readings import Box, PageWord
from desktop.core.text_selection import SelectablePage

PAGE = SelectablePage(
    (
        (PageWord("Kính", Box(0.3, 0.20, 0.36, 0.22)), PageWord("gửi:", Box(0.37, 0.20, 0.42, 0.22))),
        (PageWord("-", Box(0.35, 0.23, 0.36, 0.25)), PageWord("Sở", Box(0.37, 0.23, 0.41, 0.25))),
    )
)


def test_the_word_under_a_point_and_the_nearest_one() -> None:
    assert PAGE.at(0.4, 0.21) == 1
    assert PAGE.at(0.6, 0.21) is None
    assert PAGE.nearest(0.9, 0.21) == 1, "right of a row is the end of the row"
    assert PAGE.nearest(0.1, 0.9) == 2
    assert SelectablePage(()).nearest(0.5, 0.5) is None


def test_rows_stay_rows() -> None:
    assert PAGE.text(0, 3) == "Kính gửi:\n- Sở"
    assert PAGE.text(1, 2) == "gửi:\n-"
    assert PAGE.boxes(0, 2) == [Box(0.3, 0.20, 0.42, 0.22), Box(0.35, 0.23, 0.36, 0.25)]
