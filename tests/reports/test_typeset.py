"""Lines never run wider than their column, and no letter is lost on the way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.reports.fonts import BOLD, NEEDED, width_of
from desktop.reports.typeset import CELL, Style, balanced, wrap

WORDS = st.text(st.sampled_from(sorted(NEEDED) + list("abcdefghijklmnopqrstuvwxyz0123456789/-_. \n")), max_size=300)


@settings(max_examples=80, deadline=None)
@given(WORDS, st.floats(15, 400), st.sampled_from([CELL, Style(BOLD, 14, 18)]))
def test_lines_fit_and_keep_every_letter(text: str, width: float, style: Style) -> None:
    for lines in (wrap(text, style, width), balanced(text, style, width)):
        assert all(width_of(line, style.font) * style.size <= width + 0.01 or len(line) == 1 for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_long_symbol_breaks_at_its_joints() -> None:
    assert wrap("2167/UBND-KTTH-VHXH-NNMT", CELL, 70) == ["2167/UBND-", "KTTH-VHXH-", "NNMT"]


def test_a_title_is_parted_evenly() -> None:
    lines = balanced("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN CỦA ỦY BAN NHÂN DÂN XÃ", Style(BOLD, 14, 18), 330)
    assert len(lines) == 2
    widths = [width_of(line, BOLD) for line in lines]
    assert min(widths) > 0.6 * max(widths)
