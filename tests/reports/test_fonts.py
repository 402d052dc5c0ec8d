"""Faces are found and checked; texts are cleaned; what has no glyph is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.core.errors import OfficeError, StorageError
from desktop.reports import fonts


def test_a_whole_family_is_found(tmp_path: Path) -> None:
    for name in ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "TINOS-ITALIC.TTF"):
        shutil.copy(fonts.font_file("regular"), tmp_path / name)
    assert fonts.find_family([tmp_path]) is None
    shutil.copy(fonts.font_file("regular"), tmp_path / "Tinos-BoldItalic.ttf")
    found = fonts.find_family([tmp_path / "not-there", tmp_path])
    assert found is not None
    assert found["italic"].name == "TINOS-ITALIC.TTF"


def test_a_family_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    for name in fonts.FAMILIES[-1].values():
        (tmp_path / name).write_bytes(b"not a font")
    assert fonts.find_family([tmp_path]) is None


def test_without_a_font_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fonts._family.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "font_folders", lambda: [tmp_path])
        with pytest.raises(StorageError) as told:
            fonts.font_file("bold")
    fonts._family.cache_clear()
    assert told.value.code == "no-font"
    assert "fonts-croscore" in str(told.value)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("Cô\u0323ng ho\u0300a", "Cộng hòa"),
        ("a\u00a0b\u2003c\td", "a b c d"),
        ("x\u200by\ufeffz\u00ad", "xyz"),
        ("một\x00\x07hai\r\nba", "mộthai\nba"),
        ("\uf0b7 mục", "• mục"),
        ("A\u2011B", "A-B"),
    ],
)
def test_texts_are_cleaned(text: str, tidy: str) -> None:
    assert fonts.clean(text) == tidy


def test_every_vietnamese_letter_is_there_in_every_face() -> None:
    for face in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC):
        fonts.check_glyphs("".join(fonts.NEEDED), face)


def test_a_missing_glyph_is_refused_by_name() -> None:
    with pytest.raises(OfficeError) as told:
        fonts.check_glyphs("Ký hiệu 漢 lạ")
    assert told.value.code == "no-glyph"
    assert "漢" in str(told.value)
