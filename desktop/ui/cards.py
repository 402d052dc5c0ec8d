"""A list of cards: each a head, a text that wraps and a quiet foot; arrows move between them, Enter opens one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme

Tone = Literal["", "good", "doubt", "bad", "soft"]


@dataclass(frozen=True)
class CardText:
    """What stands on a card. ``tone`` colours the head (red only for what is late or wrong); ``indent`` in steps."""

    head: str
    body: str = ""
    foot: str = ""
    tone: Tone = ""
    indent: int = 0
    tip: str = ""


class Card(QFrame):
    """One card. ``opened`` when it is clicked or Enter is pressed on it."""

    opened = Signal()

    def __init__(self, text: CardText, live: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("live", live)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(" ".join(part for part in (text.head, text.body, text.foot) if part))
        self.setToolTip(text.tip)
        self._live = live
        if live:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        box.setSpacing(theme.GRID // 2)
        for part, role in ((text.head, f"head-{text.tone}"), (text.body, "body"), (text.foot, "foot")):
            if part:
                box.addWidget(_label(part, role, text.tone))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._live
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._live:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = theme.shades()
        lit = self.hasFocus() or (self._live and self.underMouse())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(shade.accent if lit else shade.border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(shade.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


def tone_colour(tone: Tone) -> str:
    """Return the colour of a tone in the scheme shown now."""
    shade = theme.shades()
    return {
        "": shade.text,
        "good": shade.good,
        "doubt": shade.doubt,
        "bad": shade.bad,
        "soft": shade.text_soft,
    }[tone]


class ToneLabel(QLabel):
    """A plain-text label in a tone's colour that follows the scheme (light or dark)."""

    def __init__(self, text: str = "", tone: Tone = "", *, bold: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone = tone
        if bold:
            font = self.font()
            font.setBold(True)
            self.setFont(font)
        self._dress()

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        colour = QColor(tone_colour(self._tone))
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


def _label(text: str, role: str, tone: Tone) -> QLabel:
    head = role.startswith("head")
    label = ToneLabel(text, tone if head else ("soft" if role == "foot" else ""), bold=head)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


class CardList(QScrollArea):
    """Cards under one another; an empty list says what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[Card] = []
        self._fill([], "")

    def show_cards(self, cards: Sequence[tuple[CardText, Callable[[], object] | None]], empty: str) -> None:
        """Show these cards, each with what opening it does (None: nothing); ``empty`` when there are none."""
        self._fill(cards, empty)

    def _fill(self, cards: Sequence[tuple[CardText, Callable[[], object] | None]], empty: str) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(theme.GRID, theme.GAP, theme.GAP, theme.GAP)
        box.setSpacing(theme.GAP)
        self.cards = []
        for text, run in cards:
            card = Card(text, run is not None)
            if run is not None:
                card.opened.connect(run)
            card.installEventFilter(self)
            self.cards.append(card)
            row = QVBoxLayout()
            row.setContentsMargins(text.indent * 2 * theme.MARGIN, 0, 0, 0)
            row.addWidget(card)
            box.addLayout(row)
        if not cards:
            box.addWidget(_empty_label(empty))
        box.addStretch()
        self.setWidget(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Card):
            self.ensureWidgetVisible(watched, 0, theme.WIDE)
        return super().eventFilter(watched, event)


def _empty_label(text: str) -> QLabel:
    label = ToneLabel(text, "soft")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
    return label
