"""The search field on top: letters, directives and tasks as one types; Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.names import show_date
from desktop.core.records import SearchHit
from desktop.core.words import Text, say, tr
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.widgets import ICON, fill, label

if TYPE_CHECKING:
    from desktop.core.date_phrases import Span
    from desktop.services.office import Office
    from desktop.services.search import Page

_PAUSE_MS = 150
_LEAST = 2
_LIMIT = 50
_ICONS = {"letter": "page", "directive": "directives", "task": "tasks", "outgoing": "send"}
_KINDS: dict[str, Text] = {
    "letter": tr("Văn bản"),
    "directive": tr("Chỉ đạo"),
    "task": tr("Nhiệm vụ"),
    "outgoing": tr("Văn bản đi"),
}
_HIT = Qt.ItemDataRole.UserRole
_SAVED = Qt.ItemDataRole.UserRole + 1
_MORE = Qt.ItemDataRole.UserRole + 2
_MOST_SAVED = 20
_KEY = "search/saved"


class SavedSearches:
    """What a person wants to search again in this office, newest first, kept from one day to the next."""

    def __init__(self, memory: QSettings, office: str) -> None:
        self._memory = memory
        self._office = self._key = f"{_KEY}/{office or 'office'}"

    def belong_to(self, account_id: int) -> None:
        """From now on keep those of one account; 0 while nobody signs in. What somebody searched for may tell what a
        restricted letter says."""
        self._key = f"{self._office}-{account_id}" if account_id else self._office

    def all(self) -> list[str]:
        """Return the kept searches."""
        kept = self._memory.value(self._key)
        return [kept] if isinstance(kept, str) and kept else [str(query) for query in kept or []]

    def toggle(self, query: str) -> None:
        """Keep a search, or keep it no longer."""
        query, kept = query.strip(), self.all()
        rest = [other for other in kept if other != query]
        self._memory.setValue(self._key, rest if query in kept else [query, *rest][:_MOST_SAVED])


class SearchBox(QLineEdit):
    """Type to search, Down and Enter to open, Escape to leave."""

    left = Signal()

    def __init__(self, context: UiContext, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = ""
        self.saved = SavedSearches(memory, context.info().uid)
        self.setClearButtonEnabled(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._glass = QAction(icon("search"), "", self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._star = QAction(self)
        self._star.triggered.connect(self.keep)
        self.addAction(self._star, QLineEdit.ActionPosition.TrailingPosition)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.results: _Results = _Results(self)
        self.results.list.itemClicked.connect(self._open)
        self.textChanged.connect(self._changed)
        self.retranslate()

    def retranslate(self) -> None:
        self.setPlaceholderText(say("Tìm số, ký hiệu, nội dung, người… (Ctrl+F)"))
        self.setAccessibleName(say("Tìm kiếm"))
        self._glass.setText(say("Tìm kiếm"))
        self.setToolTip(
            say(
                "Tìm văn bản, chỉ đạo và nhiệm vụ; gõ có dấu hay không dấu đều được."
                " Gõ cả ngày tháng: hôm qua, tuần này, tháng 5, quý 2/2026, từ 1/11 đến 15/11"
            )
        )
        self._show_star()

    def begin(self) -> None:
        """Take the cursor; an empty field offers the searches that were kept."""
        self.setFocus()
        self.selectAll()
        if not self.text():
            self._offer_saved()

    def keep(self) -> None:
        """Keep what is typed for another day, or keep it no longer."""
        if self.text().strip():
            self.saved.toggle(self.text())
            self._show_star()

    def _changed(self, text: str) -> None:
        self.results.setVisible(bool(text) and self.results.isVisible())
        self._show_star()

    def _show_star(self) -> None:
        kept = self.text().strip() in self.saved.all()
        self._star.setVisible(bool(self.text().strip()))
        self._star.setIcon(icon("starred" if kept else "star"))
        words = say("Thôi giữ câu tìm này") if kept else say("Giữ câu tìm này")
        self._star.setToolTip(f"{words} (Ctrl+Shift+F)")
        self._star.setText(words)

    def _offer_saved(self) -> None:
        if self.saved.all():
            self.results.fill_saved(self.saved.all())
            self.results.place(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key == Qt.Key.Key_Down and not self.results.isVisible() and not self.text():
            self._offer_saved()
        elif key == Qt.Key.Key_Delete and self.results.isVisible() and self._forget_saved():
            return
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

    def _forget_saved(self) -> bool:
        item = self.results.list.currentItem()
        kept = item.data(_SAVED) if item is not None else None
        if kept:
            self.saved.toggle(kept)
            self.results.hide()
            self._offer_saved()
        return bool(kept)

    def _enter(self) -> None:
        item = self.results.list.currentItem()
        shown = item is not None and self.results.isVisible()
        if item is not None and shown and (item.data(_SAVED) or self._asked == self.text().strip()):
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

        def ask_office(office: Office) -> tuple[Page, Span | None]:
            from desktop.core.date_phrases import spanned
            from desktop.services import search

            return search.page(office, query, 0, _LIMIT), spanned(query, office.today())[0]

        self._context.read(ask_office, lambda found: self._show(query, *found))

    def _show(self, query: str, found: Page, days: Span | None) -> None:
        if query == self.text().strip() and self.hasFocus():
            self.results.fill(found, days)
            self.results.place(self)

    def _ask_more(self, item: QListWidgetItem) -> None:
        """Put the next hits in the place of the line that offers them."""
        query, first = self._asked, item.data(_MORE)
        item.setData(_MORE, None)  # asked for once

        def ask_office(office: Office) -> Page:
            from desktop.services import search

            return search.page(office, query, first, _LIMIT)

        self._context.read(ask_office, lambda found: self._show_more(query, found))

    def _show_more(self, query: str, found: Page) -> None:
        if query == self._asked == self.text().strip() and self.results.isVisible():
            self.results.add(found)

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(_MORE):
            self._ask_more(item)
            return
        if kept := item.data(_SAVED):
            self.setText(kept)
            self._search()
            return
        hit: SearchHit | None = item.data(_HIT)
        if hit is None:
            return
        if hit.kind == "letter":
            self._context.pages.sought = (hit.id, self._asked)
        self.leave()
        if hit.kind == "task":
            self._context.open_task(hit.id)
        elif hit.kind == "directive" and hit.letter_id is not None:
            self._context.open_sentence(hit.letter_id, hit.id)
        elif hit.kind == "outgoing":
            self._open_reply(hit.id)
        else:
            self._context.open_letter(hit.letter_id or hit.id)

    def _open_reply(self, reply_id: int) -> None:
        from desktop.ui.replies_dialog import show_replies

        show_replies(self._context, self.window(), reply_id)


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
        self._head = label("soft", wrap=True)
        self._foot = label("soft", wrap=True)
        parts = (self._head, self._none, self.list, self._foot)
        fill(QVBoxLayout(self), parts, 0, (theme.GRID, theme.GRID, theme.GRID, theme.GRID))
        self.hide()

    def fill_saved(self, kept: list[str]) -> None:
        """Show the searches that were kept."""
        self.list.clear()
        for query in kept:
            item = QListWidgetItem(icon("starred"), query)
            item.setData(_SAVED, query)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.show()
        self._none.hide()
        self._foot.hide()
        self._head.setText(say("Câu tìm đã giữ (Delete để bỏ)"))
        self._head.show()

    def fill(self, found: Page, days: Span | None = None) -> None:
        """Show what was found; ``days``: those that the query named."""
        self.list.clear()
        self._head.setVisible(days is not None)
        if days is not None:
            first, last = show_date(days.first), show_date(days.last)
            alone = say("Đến hoặc đến hạn ngày {day}", day=first)
            self._head.setText(
                alone if first == last else say("Đến hoặc đến hạn từ {first} đến {last}", first=first, last=last)
            )
        self._add_lines(found)
        self.list.setCurrentRow(0 if found.hits else -1)
        self.list.setVisible(bool(found.hits))
        self._none.setText(say("Không tìm thấy. Hãy thử ít chữ hơn, hoặc chỉ gõ số văn bản."))
        self._none.setVisible(not found.hits)
        self._foot.setText(say("Rất nhiều chỗ có các từ này, chỗ mới nhất đứng trước. Gõ thêm chữ để tìm đúng hơn."))
        self._foot.setVisible(found.by_age)

    def add(self, found: Page) -> None:
        """Show further hits behind the others, in place of the line that was asked for them; the first is current."""
        last = self.list.count() - 1
        if self.list.item(last).data(_MORE):
            return  # the list has been filled anew meanwhile
        self.list.takeItem(last)
        self._add_lines(found)
        self.list.setCurrentRow(min(last, self.list.count() - 1))

    def _add_lines(self, found: Page) -> None:
        for hit in found.hits:
            plain = hit.snippet.replace("«", "").replace("»", "").replace("\n", " ")
            item = QListWidgetItem(icon(_ICONS[hit.kind]), f"{_KINDS[hit.kind]}: {hit.title}\n{plain}")
            item.setData(_HIT, hit)
            self.list.addItem(item)
        if found.more is not None:
            item = QListWidgetItem(icon("down"), say("Xem thêm kết quả"))
            item.setData(_MORE, found.more)
            self.list.addItem(item)

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
        around = [part for part in (self._head, self._foot) if not part.isHidden()]
        height += sum(part.heightForWidth(width - 2 * theme.GRID) for part in around)
        corner = box.mapTo(window, QPoint(box.width() - width, box.height() + 2))
        self.setGeometry(max(theme.GAP, corner.x()), corner.y(), width, height)
        self.show()
        self.raise_()
