"""Old encodings become Unicode, and a page in true Unicode is left alone."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.reading.encodings import of_font, of_text, to_unicode

TRUE = "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập tự do hạnh phúc"
TCVN3 = "C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam, \xae\xe9c l\xcbp t\xf9 do h\xb9nh ph\xf3c"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do haïnh phuùc"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        ("ABCDEF+.VnTimeH", "tcvn3-capitals"),
        (".VnArial", "tcvn3"),
        (".VnArialH,Bold", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("TimesNewRomanPSMT", "unicode"),
    ],
)
def test_a_font_tells_its_encoding(font: str, encoding: str) -> None:
    assert of_font(font) == encoding


def test_tcvn3() -> None:
    assert to_unicode(TCVN3, "tcvn3") == TRUE
    assert to_unicode("\xa7\xe9c l\xcbp", "tcvn3-capitals") == "ĐỘC LẬP"


def test_vni() -> None:
    assert to_unicode(VNI, "vni") == TRUE
    assert to_unicode("ÑOÄC LAÄP TÖÏ DO", "vni") == "ĐỘC LẬP TỰ DO"


def test_a_text_betrays_its_encoding() -> None:
    assert of_text(TCVN3) == "tcvn3"
    assert of_text(VNI) == "vni"
    assert of_text(TRUE) == "unicode"
    assert of_text("Déjà vu à la carte, où était le garçon après le dîner") == "unicode"
    assert of_text("©2024 «x» 5·3") == "unicode"


def test_decomposed_letters_are_composed() -> None:
    assert to_unicode(unicodedata.normalize("NFD", TRUE), "unicode") == TRUE
