"""Words and their places survive being kept small."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.page_words import pack_words, unpack_words, words_from_json, words_to_json
from desktop.core.readings import Box, PageWord

shares = st.floats(0, 1)
words = st.builds(PageWord, st.text(min_size=1, max_size=12), st.builds(Box, shares, shares, shares, shares))
pages = st.lists(st.lists(words, min_size=1, max_size=6).map(tuple), max_size=5).map(tuple)


@given(pages)
def test_packed_and_back(page: tuple[tuple[PageWord, ...], ...]) -> None:
    back = unpack_words(pack_words(page))
    assert [[w.text for w in line] for line in back] == [[w.text for w in line] for line in page]
    for old, new in zip([w for line in page for w in line], [w for line in back for w in line], strict=True):
        assert all(abs(a - b) <= 0.00005001 for a, b in zip(old.box, new.box, strict=True))
    assert words_from_json(words_to_json(back)) == back, "what was kept once stays as it is"


def test_a_page_of_a_letter_is_a_few_kilobytes() -> None:
    line = tuple(PageWord(f"chữ{n}", Box(n / 14, 0.1, n / 14 + 0.05, 0.12)) for n in range(12))
    assert len(pack_words((line,) * 45)) < 12_000


def test_nonsense_is_refused() -> None:
    with pytest.raises((ValueError, TypeError)):
        words_from_json([["chữ", 1, 2]])
