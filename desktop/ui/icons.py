"""Icons by the name of what they mean, from one set (Material Design Icons), in the colours of the palette.

The set is qtawesome's. Only its font and its list of names are read: importing the library would load numpy, OpenGL and
eleven other fonts before the window stands.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

import resources
from desktop.ui import theme

#: how much of its square a picture fills
_FILLS = 0.875
_NAMES = {
    "inbox": "mdi6.inbox-arrow-down-outline",
    "register": "mdi6.book-open-page-variant-outline",
    "directives": "mdi6.format-list-checks",
    "tasks": "mdi6.clipboard-check-outline",
    "week": "mdi6.calendar-week-outline",
    "reports": "mdi6.file-chart-outline",
    "catalogues": "mdi6.folder-table-outline",
    "settings": "mdi6.cog-outline",
    "help": "mdi6.help-circle-outline",
    "search": "mdi6.magnify",
    "stamp": "mdi6.stamper",
    "stamp-all": "mdi6.check-all",
    "void": "mdi6.cancel",
    "undo": "mdi6.undo",
    "print": "mdi6.printer-outline",
    "save": "mdi6.content-save-outline",
    "export": "mdi6.export-variant",
    "add": "mdi6.plus",
    "add-file": "mdi6.file-plus-outline",
    "edit": "mdi6.pencil-outline",
    "remove": "mdi6.trash-can-outline",
    "refresh": "mdi6.refresh",
    "folder": "mdi6.folder-open-outline",
    "folder-missing": "mdi6.folder-alert-outline",
    "folder-ok": "mdi6.folder-eye-outline",
    "zoom-in": "mdi6.magnify-plus-outline",
    "zoom-out": "mdi6.magnify-minus-outline",
    "fit-width": "mdi6.arrow-expand-horizontal",
    "fit-page": "mdi6.fit-to-page-outline",
    "rotate": "mdi6.rotate-right",
    "rotate-left": "mdi6.rotate-left",
    "thumbnails": "mdi6.view-carousel-outline",
    "arrange": "mdi6.file-document-multiple-outline",
    "split": "mdi6.content-cut",
    "join": "mdi6.source-merge",
    "bell": "mdi6.bell-outline",
    "bell-new": "mdi6.bell-badge-outline",
    "star": "mdi6.star-outline",
    "starred": "mdi6.star",
    "previous": "mdi6.chevron-left",
    "next": "mdi6.chevron-right",
    "up": "mdi6.chevron-up",
    "down": "mdi6.chevron-down",
    "person": "mdi6.account-outline",
    "people": "mdi6.account-group-outline",
    "send": "mdi6.send-outline",
    "chain": "mdi6.link-variant",
    "history": "mdi6.history",
    "page": "mdi6.file-document-outline",
    "letter": "mdi6.email-outline",
    "calendar": "mdi6.calendar-outline",
    "clock": "mdi6.clock-outline",
    "done": "mdi6.check-circle-outline",
    "sure": "mdi6.check",
    "doubtful": "mdi6.help",
    "typed": "mdi6.pencil",
    "reading": "mdi6.progress-clock",
    "stop": "mdi6.stop-circle-outline",
    "pause": "mdi6.pause-circle-outline",
    "resume": "mdi6.play-circle-outline",
    "ready": "mdi6.check-circle-outline",
    "look": "mdi6.eye-outline",
    "duplicate": "mdi6.content-copy",
    "unreadable": "mdi6.file-alert-outline",
    "refused": "mdi6.shield-lock-outline",
    "warning": "mdi6.alert-outline",
    "error": "mdi6.alert-circle-outline",
    "info": "mdi6.information-outline",
    "close": "mdi6.close",
    "copy": "mdi6.content-copy",
    "language": "mdi6.translate",
    "exit": "mdi6.exit-to-app",
    "filter": "mdi6.filter-variant",
    "backup": "mdi6.database-export-outline",
    "excel": "mdi6.file-excel-outline",
    "word": "mdi6.file-word-outline",
    "pdf": "mdi6.file-pdf-box",
    "skip": "mdi6.debug-step-over",
    "empty": "mdi6.inbox-outline",
}


class _Glyph(QIconEngine):
    """Draws one letter of the set's font, in a colour for each mode."""

    def __init__(self, letter: str, colours: dict[QIcon.Mode, QColor]) -> None:
        super().__init__()
        self._letter = letter
        self._colours = colours

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        font = QFont(_family())
        font.setPixelSize(max(1, round(rect.height() * _FILLS)))
        painter.save()
        painter.setFont(font)
        painter.setPen(self._colours.get(mode, self._colours[QIcon.Mode.Normal]))
        painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if size.isEmpty():  # a button that a layout has not placed yet
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture


def icon(name: str, colour: str = "") -> QIcon:
    """Return the icon that means ``name`` (see the table above, or a name of the set as ``mdi6.…``) in ``colour``, else
    the palette's text colour; KeyError for none. Every name of the table exists in the set (tested)."""
    shade = theme.shades()
    colours = {
        QIcon.Mode.Normal: QColor(colour or shade.text_soft),
        QIcon.Mode.Disabled: QColor(shade.border),
        QIcon.Mode.Selected: QColor(shade.text),
    }
    code = _codes()[_NAMES.get(name, name).removeprefix("mdi6.")]
    return QIcon(_Glyph(chr(int(code, 16)), colours))


def _fonts() -> Path:
    spec = find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    root = Path(places[0]) if places else Path(getattr(sys, "_MEIPASS", "")) / "qtawesome"
    return root / "fonts"


@cache
def _codes() -> dict[str, str]:
    """The letter of the font that each name of the set stands for, as a number in base 16."""
    (file,) = _fonts().glob("materialdesignicons6-webfont-charmap-*.json")
    codes: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return codes


@cache
def _family() -> str:
    """The font's family, once the font is known to the program."""
    (file,) = _fonts().glob("materialdesignicons6-webfont-*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resources.path("icons", "vanthu.svg")))


def known() -> list[str]:
    """Return every name ``icon`` knows."""
    return sorted(_NAMES)
