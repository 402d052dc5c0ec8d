"""The rail at the left: one button a screen, with the number of what waits there. It can be folded to icons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.icons import icon
from desktop.ui.widgets import fill

_ICON = QSize(22, 22)
_WIDE, _NARROW = 176, 52


class NavButton(QToolButton):
    """A screen's button: icon, name and, when there is one, a number."""

    def __init__(self, icon_name: str, action: QAction, choose: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self._icon_name = icon_name
        self._action = action
        self._title = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIconSize(_ICON)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: choose())
        self._count = QLabel(self)
        self._count.setObjectName("count")
        self._count.hide()
        self.paint_icon()

    def set_words(self, title: str) -> None:
        self._title = title
        self.setText(f"  {title}")
        self.setToolTip(self._action.toolTip())
        self._name()

    def set_count(self, count: int) -> None:
        """Show ``count`` beside the name; nothing for 0."""
        self._count.setText(str(count) if count < 1000 else "999+")
        self._count.setVisible(count > 0)
        self._count.adjustSize()
        self._put_count()
        self._name()

    def paint_icon(self) -> None:
        s = theme.shades()
        self.setIcon(icon(self._icon_name, s.accent if self.isChecked() else s.text_soft))

    def _name(self) -> None:
        waiting = f" ({self._count.text()})" if self._count.isVisibleTo(self) else ""
        self.setAccessibleName(self._title + waiting)

    def _put_count(self) -> None:
        narrow = self.width() < _WIDE // 2
        top = 1 if narrow else (self.height() - self._count.height()) // 2
        right = 2 if narrow else theme.GAP
        self._count.move(self.width() - self._count.width() - right, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_count()

    def checkStateSet(self) -> None:
        super().checkStateSet()
        self.paint_icon()

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.paint_icon()


class Rail(QFrame):
    """The buttons of all screens, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._buttons: dict[str, NavButton] = {}
        self._holder: _Holder | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        fill(QVBoxLayout(self), (self._list, None), theme.GAP, (theme.GRID + 2, theme.GAP, theme.GRID + 2, theme.GAP))
        self.fold(False)

    def holder(self) -> QScrollArea:
        """Return what the rail stands in: on a screen too low for all its buttons it is scrolled."""
        made = _Holder(self)
        self._holder = made
        made.follow()
        return made

    def add(self, name: str, icon_name: str, action: QAction) -> None:
        """Add a screen's button; pressing it triggers ``action``."""
        button = NavButton(icon_name, action, action.trigger)
        self._buttons[name] = button
        self._list.addWidget(button)

    def choose(self, name: str) -> None:
        self._buttons[name].setChecked(True)
        if self._holder is not None:
            self._holder.ensureWidgetVisible(self._buttons[name], 0, theme.GRID)
        for button in self._buttons.values():
            button.paint_icon()

    def set_title(self, name: str, title: str) -> None:
        self._buttons[name].set_words(title)

    def set_count(self, name: str, count: int) -> None:
        self._buttons[name].set_count(count)

    def fold(self, narrow: bool) -> None:
        """Show icons only, or icons with names."""
        self.narrow = narrow
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        self.setFixedWidth(_NARROW if narrow else self._wide())
        if self._holder is not None:
            self._holder.follow()

    def _wide(self) -> int:
        widest = max((b.fontMetrics().horizontalAdvance(b.text()) for b in self._buttons.values()), default=0)
        return max(_WIDE, widest + _ICON.width() + 64)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            for button in self._buttons.values():
                button.paint_icon()


class _Holder(QScrollArea):
    """As wide as the rail, and no higher than there is room."""

    def __init__(self, rail: Rail) -> None:
        super().__init__()
        self._rail = rail
        self.setWidget(rail)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def follow(self) -> None:
        """Take the rail's width, and that of the scroll bar where one is needed."""
        bar = self.verticalScrollBar()
        needed = self._rail.minimumSizeHint().height() > self.height() > 0 and self.isVisible()
        self.setFixedWidth(self._rail.minimumWidth() + (bar.sizeHint().width() if needed else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow()
