"""Folding by the table of characters comes to the same as folding the text: whatever stands beside what."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from desktop.core import text
from desktop.core.text import fold

MIXED = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("đĐếỆươ\u0323\u0302\u2013 \t")))


@given(MIXED)
def test_it_is_what_taking_the_whole_text_apart_gives(words: str) -> None:
    apart = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c for c in apart if not unicodedata.combining(c))
    assert fold(words) == " ".join(text.plain_dashes(kept).split()).casefold()


def test_a_table_that_is_full_changes_nothing(monkeypatch) -> None:
    monkeypatch.setattr(text, "_MOST_KNOWN", 0)
    monkeypatch.setattr(text, "_BARE", text._Bare())
    assert fold("Đồng Hới  –  Quảng Bình") == "dong hoi - quang binh"
    assert not text._BARE
