"""The search field on top: letters, directives and tasks as one types; Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.records import SearchHit
from desktop.core.words import Text, say, tr
from desktop.services import search
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.widgets import ICON, fill, label

_PAUSE_MS = 150
_LEAST = 2
_LIMIT = 30
_ICONS = {"letter": "page", "directive": "directives", "task": "tasks", "outgoing": "send"}
_KINDS: dict[str, Text] = {
    "letter": tr("Văn bản"),
    "directive": tr("Chỉ đạo"),
    "task": tr("Nhiệm vụ"),
    "outgoing": tr("Văn bản đi"),
}
_HIT = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """Type to search, Down and Enter to open, Escape to leave."""

    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = ""
        self.setClearButtonEnabled(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._glass = QAction(icon("search"), "", self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.results: _Results = _Results(self)
        self.results.list.itemClicked.connect(self._open)
        self.textChanged.connect(lambda text: self.results.setVisible(bool(text) and self.results.isVisible()))
        self.retranslate()

    def retranslate(self) -> None:
        self.setPlaceholderText(say("Tìm số, ký hiệu, nội dung, người… (Ctrl+F)"))
        self.setAccessibleName(say("Tìm kiếm"))
        self.setToolTip(say("Tìm văn bản, chỉ đạo và nhiệm vụ; gõ có dấu hay không dấu đều được"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results.isVisible():
            self.results.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.results.isAncestorOf(self.window().focusWidget() or self):
            self.results.hide()

    def leave(self) -> None:
        """Close the results and give the focus back to the screen."""
        self.results.hide()
        self.clear()
        self.left.emit()

    def _enter(self) -> None:
        item = self.results.list.currentItem()
        if self.results.isVisible() and item is not None and self._asked == self.text().strip():
            self._open(item)
        else:
            self._search()

    def _search(self) -> None:
        self._pause.stop()
        query = self.text().strip()
        if len(query) < _LEAST:
            self.results.hide()
            return
        self._asked = query
        self._context.read(lambda office: search.search(office, query, _LIMIT), lambda hits: self._show(query, hits))

    def _show(self, query: str, hits: list[SearchHit]) -> None:
        if query == self.text().strip() and self.hasFocus():
            self.results.fill(hits)
            self.results.place(self)

    def _open(self, item: QListWidgetItem) -> None:
        hit: SearchHit = item.data(_HIT)
        self.leave()
        if hit.kind == "task":
            self._context.open_task(hit.id)
        elif hit.kind == "directive" and hit.letter_id is not None:
            self._context.open_directives(hit.letter_id)
        elif hit.kind == "outgoing" and hit.letter_id is None:
            self._context.open_screen("tasks")
        else:
            self._context.open_letter(hit.letter_id or hit.id)


class _Results(QFrame):
    """The list under the field; it belongs to the window, so that the field keeps the focus."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box)
        self.setObjectName("popup")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(ICON)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("flat", True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = label("soft", wrap=True)
        fill(QVBoxLayout(self), (self._none, self.list), 0, (theme.GRID, theme.GRID, theme.GRID, theme.GRID))
        self.hide()

    def fill(self, hits: list[SearchHit]) -> None:
        self.list.clear()
        for hit in hits:
            plain = hit.snippet.replace("«", "").replace("»", "").replace("\n", " ")
            item = QListWidgetItem(icon(_ICONS[hit.kind]), f"{_KINDS[hit.kind]}: {hit.title}\n{plain}")
            item.setData(_HIT, hit)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if hits else -1)
        self.list.setVisible(bool(hits))
        self._none.setText(say("Không tìm thấy. Hãy thử ít chữ hơn, hoặc chỉ gõ số văn bản."))
        self._none.setVisible(not hits)

    def step(self, by: int) -> None:
        if self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())

    def place(self, box: SearchBox) -> None:
        """Show the list under the field, within the window."""
        window = box.window()
        self.setParent(window)
        width = min(560, window.width() - 2 * theme.WIDE)
        row = self.list.sizeHintForRow(0) if self.list.count() else 0
        height = min(420, row * self.list.count() + 16) if row else 56
        corner = box.mapTo(window, QPoint(box.width() - width, box.height() + 2))
        self.setGeometry(max(theme.GAP, corner.x()), corner.y(), width, height)
        self.show()
        self.raise_()
