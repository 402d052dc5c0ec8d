"""Colours that stand on one another can be told apart: WCAG 2.2, 4.5 : 1 for words, 3 : 1 for what frames or fills."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.bar import Bar
from desktop.ui.page_items import mark_colour
from desktop.ui.theme import DARK, LIGHT, Shades

SCHEMES = pytest.mark.parametrize("shade", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "surface", "raised", "rail")
#: words → the grounds they stand on somewhere (style sheet, cards, charts, lists)
WORDS = {
    "text": (*GROUNDS, "accent_soft", "doubt_soft", "bad_soft", "good_soft"),
    "text_soft": (*GROUNDS, "accent_soft"),
    "accent": ("window", "surface", "accent_soft"),
    "on_accent": ("accent",),
    "good": ("window", "surface", "good_soft", "accent_soft"),
    "doubt": ("window", "surface", "doubt_soft", "accent_soft"),
    "bad": ("window", "surface", "bad_soft", "rail", "accent_soft"),
}
#: frames, marks and areas that carry a meaning
SHAPES = {
    "edge": ("window", "surface"),
    "accent": ("window", "surface", "raised", "rail", "border"),
    "accent_mid": ("window", "surface"),
    "bad": ("window",),
    "good": ("window",),
    "doubt": ("window",),
    "text_soft": ("window",),
}


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def weak(shade: Shades, pairs: dict[str, tuple[str, ...]], least: float) -> dict[str, float]:
    found = {
        f"{front} on {ground}": contrast(getattr(shade, front), getattr(shade, ground))
        for front, grounds in pairs.items()
        for ground in grounds
    }
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == 21.0
    assert contrast("#777777", "#ffffff") == 4.48


@SCHEMES
def test_words_can_be_read_on_every_ground_they_stand_on(shade: Shades) -> None:
    assert weak(shade, WORDS, 4.5) == {}


@SCHEMES
def test_frames_and_areas_can_be_told_from_what_is_around_them(shade: Shades) -> None:
    assert weak(shade, SHAPES, 3.0) == {}


def test_marks_stand_out_from_paper() -> None:
    kinds = ("sure", "doubtful", "typed", "directive", "chosen", "reference", "hit")
    assert {kind: c for kind in kinds if (c := contrast(mark_colour(kind), "#ffffff")) < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_a_progress_bar_are_read_on_both_its_halves(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    theme.apply(qapp, scheme)  # type: ignore[arg-type]
    bar = Bar()
    qtbot.addWidget(bar)
    bar.resize(300, 26)
    bar.setFormat("MMMMMMMMMMMM")
    for value, colour in ((100, theme.shades().on_accent), (0, theme.shades().text)):
        bar.setValue(value)
        assert QColor(colour).rgb() in colours(bar.grab().toImage())


def colours(image: QImage) -> set[int]:
    return {QColor(image.pixel(x, y)).rgb() for x in range(image.width()) for y in range(image.height())}


def test_a_progress_bar_says_how_long_the_rest_takes(qtbot: QtBot) -> None:
    now = [0.0]
    bar = Bar(clock=lambda: now[0])
    qtbot.addWidget(bar)
    bar.setValue(0)
    assert bar.seconds_left() is None
    now[0], value = 30.0, 25
    bar.setValue(value)
    assert bar.seconds_left() == 90.0
    assert bar.text() == "25% · còn khoảng 2 phút"
    now[0] = 119.0
    bar.setValue(99)
    assert bar.text() == "99%", "what ends in a moment is not told"
    bar.setValue(0)
    assert bar.seconds_left() is None
