"""Colours, type and spacing: the platform's light or dark palette, one accent, a grid of 4 pixels."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources

Scheme = Literal["auto", "light", "dark"]

GRID = 4
GAP = 2 * GRID
MARGIN = 3 * GRID
WIDE = 6 * GRID
POINTS = 10.5
_FAMILIES = ("Segoe UI", "Noto Sans", "Open Sans", "Arimo", "Liberation Sans", "DejaVu Sans")


@dataclass(frozen=True)
class Shades:
    """The colours of one scheme as ``#rrggbb``. ``edge`` frames what one types into, ``accent_mid`` is for the areas of
    charts, ``bad`` (red) only for what is late or wrong."""

    window: str
    surface: str
    raised: str
    border: str
    edge: str
    text: str
    text_soft: str
    accent: str
    accent_mid: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    doubt: str
    doubt_soft: str
    bad: str
    bad_soft: str
    rail: str


LIGHT = Shades(
    window="#f4f5f7",
    surface="#ffffff",
    raised="#eceef1",
    border="#cfd4da",
    edge="#858d99",
    text="#1d2430",
    text_soft="#566072",
    accent="#1f5fa8",
    accent_mid="#5d8fca",
    accent_soft="#dfeaf7",
    on_accent="#ffffff",
    good="#1c7341",
    good_soft="#e2f3e8",
    doubt="#935600",
    doubt_soft="#fdf0d8",
    bad="#b3261e",
    bad_soft="#fbe4e2",
    rail="#e9ecf0",
)
DARK = Shades(
    window="#1c1f24",
    surface="#24282f",
    raised="#2e333b",
    border="#474e59",
    edge="#767f8d",
    text="#e8eaee",
    text_soft="#a9b2bf",
    accent="#6ea8ea",
    accent_mid="#4a78ad",
    accent_soft="#263a52",
    on_accent="#10161f",
    good="#6fca93",
    good_soft="#213a2c",
    doubt="#e9b259",
    doubt_soft="#40341d",
    bad="#f28b82",
    bad_soft="#472725",
    rail="#181b1f",
)

_wanted: Scheme = "auto"
_DRESSED = "vanthu-dressed"


def is_dark() -> bool:
    """Say whether the dark colours are shown: as asked for, else as the platform has it."""
    if _wanted != "auto":
        return _wanted == "dark"
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


def shades() -> Shades:
    """Return the colours shown now."""
    return DARK if is_dark() else LIGHT


def apply(app: QApplication, scheme: Scheme = "auto", scale: float = 1.0) -> None:
    """Dress the whole program: style, palette, type and style sheet. May be called again to change the scheme.

    ``scale`` makes all type larger (1.5: half as large again).
    """
    prepare(app, scheme, scale)
    put_sheet(app, scale)


def prepare(app: QApplication, scheme: Scheme = "auto", scale: float = 1.0) -> None:
    """Dress the program but for its style sheet. A window built under a sheet is polished again with every widget put
    into another; built before ``put_sheet`` it is polished once, in half the time."""
    global _wanted  # noqa: PLW0603  one program wears one dress
    _wanted = scheme
    if not app.property(_DRESSED):  # a style set anew under a style sheet leaves live widgets with a deleted one
        app.setStyle("Fusion")
        app.setProperty(_DRESSED, True)
    app.setPalette(_palette(shades()))
    app.setFont(_font(app, scale))


def put_sheet(app: QApplication, scale: float = 1.0) -> None:
    """Give the program its style sheet in the colours of the moment."""
    sheet = resources.path("styles", "vanthu.qss").read_text(encoding="utf-8")
    more = {"icons": resources.path("icons").as_posix(), "tone": "dark" if is_dark() else "light"}
    sheet = Template(sheet).substitute(asdict(shades()), title=f"{POINTS * 1.4 * scale:.1f}pt", **more)
    if sheet != app.styleSheet():  # the same one again would polish every widget there is for nothing
        app.setStyleSheet(sheet)


def _font(app: QApplication, scale: float) -> QFont:
    font = QFont(app.font())
    if sys.platform != "win32":
        font.setFamily(_family() or font.family())
    font.setPointSizeF(POINTS * min(2.0, max(1.0, scale)))
    return font


def _family() -> str:
    """Return the first of the faces that is there, "" without one; a PC that has none gets those of the bundle."""
    there = set(QFontDatabase.families())
    if there.isdisjoint(_FAMILIES):
        for file in sorted(resources.path("fonts").glob("Arimo-*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        there = set(QFontDatabase.families())
    return next((name for name in _FAMILIES if name in there), "")


def _palette(s: Shades) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: s.window,
        role.WindowText: s.text,
        role.Base: s.surface,
        role.AlternateBase: s.window,
        role.Text: s.text,
        role.Button: s.raised,
        role.ButtonText: s.text,
        role.BrightText: s.bad,
        role.ToolTipBase: s.raised,
        role.ToolTipText: s.text,
        role.PlaceholderText: s.text_soft,
        role.Highlight: s.accent,
        role.HighlightedText: s.on_accent,
        role.Link: s.accent,
        role.LinkVisited: s.accent,
        role.Light: s.raised,
        role.Midlight: s.raised,
        role.Mid: s.border,
        role.Dark: s.border,
        role.Shadow: s.border,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(s.text_soft))
    return palette
