"""Filters of a list that a person wants again: kept by name for each office, used from a menu beside the filters."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.form_dialog import FormDialog, ask
from desktop.ui.icons import icon
from desktop.ui.widgets import ICON, label, row

Values = Mapping[str, object]
_MOST = 40
_LONGEST = 60


@dataclass(frozen=True)
class KeptFilter:
    """A filter by its name; ``values`` are the screen's own, of plain JSON."""

    name: str
    values: Values


class Filtered(Protocol):
    """A list that can be narrowed: what its filters say now, their words, and putting them back."""

    def filter_values(self) -> dict[str, object]: ...

    def filter_words(self) -> str: ...

    def use_filter(self, values: Values) -> None: ...


class KeptFilters:
    """The filters of one screen, in the order they were kept. A window without a memory keeps none."""

    def __init__(self, context: UiContext, screen: str) -> None:
        self._context = context
        self._screen = screen

    def _place(self) -> tuple[QSettings | None, str]:
        return self._context.memory, f"filters/{self._context.info().uid or 'office'}/{self._screen}"

    def all(self) -> list[KeptFilter]:
        """Return the kept filters; what cannot be read of them is left out."""
        memory, key = self._place()
        try:
            rows = json.loads(str(memory.value(key) or "[]")) if memory is not None else []
        except ValueError:
            return []
        rows = rows if isinstance(rows, list) else []
        return [KeptFilter(str(r["name"]), r["values"]) for r in rows if _is_whole(r)]

    def keep(self, name: str, values: Values) -> None:
        """Keep a filter; one of the same name is replaced where it stands."""
        rows = self.all()
        made = KeptFilter(name.strip()[:_LONGEST], dict(values))
        same = [place for place, kept in enumerate(rows) if kept.name == made.name]
        if same:
            rows[same[0]] = made
        else:
            rows.append(made)
        self._write(rows[-_MOST:])

    def rename(self, old: str, new: str) -> None:
        """Give a filter another name; nothing happens where another one has it."""
        new = new.strip()[:_LONGEST]
        rows = self.all()
        if new and all(kept.name != new for kept in rows):
            self._write([KeptFilter(new, kept.values) if kept.name == old else kept for kept in rows])

    def drop(self, name: str) -> None:
        """Keep a filter no longer."""
        self._write([kept for kept in self.all() if kept.name != name])

    def _write(self, rows: list[KeptFilter]) -> None:
        memory, key = self._place()
        if memory is not None:
            memory.setValue(key, json.dumps([{"name": k.name, "values": dict(k.values)} for k in rows]))


def _is_whole(row: object) -> bool:
    return isinstance(row, dict) and bool(row.get("name")) and isinstance(row.get("values"), dict)


class KeptFiltersButton(QToolButton):
    """The menu of the kept filters beside a screen's filters. ``keep`` is the action that keeps the one in use."""

    def __init__(self, context: UiContext, screen: str, filtered: Filtered, parent: QWidget) -> None:
        super().__init__(parent)
        self.kept = KeptFilters(context, screen)
        self._filtered = filtered
        self.setIcon(icon("star"))
        self.setIconSize(ICON)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu_ = QMenu(self)
        self.menu_.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_)
        self.retranslate()

    def open(self) -> None:
        """Show the menu, the first kept filter ready for Enter."""
        self.showMenu()

    def _fill(self) -> None:
        self.menu_.clear()
        now = self._filtered.filter_values()
        for kept in self.kept.all():
            line = QAction(kept.name.replace("&", "&&"), self.menu_)
            line.setCheckable(True)
            line.setChecked(dict(kept.values) == now)
            line.triggered.connect(lambda _on=False, values=kept.values: self._filtered.use_filter(values))
            self.menu_.addAction(line)
        if self.menu_.isEmpty():
            self.menu_.addAction(say("Chưa giữ bộ lọc nào.")).setEnabled(False)
        self.menu_.addSeparator()
        self.menu_.addAction(icon("star"), say("Giữ bộ lọc đang dùng…"), self.ask_keep)
        manage = self.menu_.addAction(icon("edit"), say("Đổi tên hoặc bỏ…"), self.manage)
        manage.setEnabled(bool(self.kept.all()))

    def ask_keep(self) -> None:
        """Ask for a name, and keep what the list is narrowed to now."""
        values = self._filtered.filter_values()
        names = [kept.name for kept in self.kept.all()]
        dialog = NameDialog(say("Giữ bộ lọc"), self._filtered.filter_words(), names, self.window())
        ask(dialog, lambda answered: self.kept.keep(answered.name(), values))

    def manage(self) -> None:
        """Open the list of the kept filters: use, rename, leave out."""
        KeptFiltersDialog(self.kept, self._filtered.use_filter, self.window()).open()

    def retranslate(self) -> None:
        self.setText(say("Bộ lọc"))
        words = say("Bộ lọc đã giữ: dùng lại, giữ thêm, đổi tên, bỏ")
        self.setToolTip(f"{words} (Shift+F3)")
        self.setAccessibleName(say("Bộ lọc đã giữ"))


class NameDialog(FormDialog):
    """Asks for a filter's name; ``taken`` are those that there are."""

    def __init__(
        self, title: str, name: str, taken: list[str], parent: QWidget | None = None, *, replaces: bool = True
    ) -> None:
        super().__init__(title, say("Giữ"), parent)
        self._taken, self._replaces = taken, replaces
        self.line = QLineEdit(name[:_LONGEST])
        self.line.setMaxLength(_LONGEST)
        self.line.selectAll()
        self.form.addRow(say("Tên bộ lọc"), self.line)
        self.line.textChanged.connect(lambda _text: self.check())
        self.check()

    def name(self) -> str:
        """Return the name as typed."""
        return self.line.text().strip()

    def problem(self) -> str:
        if not self.name():
            return say("Hãy đặt tên cho bộ lọc.")
        return say("Đã có bộ lọc tên này.") if self.name() in self._taken and not self._replaces else ""

    def check(self) -> None:
        super().check()
        if self._replaces and self.name() in self._taken:
            self._problem.setText(say("Đã có bộ lọc tên này; bộ lọc cũ sẽ được thay."))
            self._problem.show()


class KeptFiltersDialog(QDialog):
    """Lists the kept filters: Enter uses one, F2 renames it, Delete leaves it out."""

    def __init__(self, kept: KeptFilters, use: Callable[[Values], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept, self._use = kept, use
        self.setWindowTitle(say("Bộ lọc đã giữ"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(440, 320)
        self.list = QListWidget()
        self.list.setProperty("roomy", True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.windowTitle())
        self.list.itemActivated.connect(lambda _item: self.use())
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.buttons = {
            "use": self._button(say("Dùng"), say("Lọc danh sách như đã giữ (Enter)"), self.use),
            "rename": self._button(say("Đổi tên…"), say("Đặt tên khác (F2)"), self.rename),
            "drop": self._button(say("Bỏ"), say("Không giữ bộ lọc này nữa (Delete)"), self.drop),
            "close": self._button(say("Đóng"), "", self.reject),
        }
        self.buttons["use"].setProperty("main", True)
        hint = label("soft", wrap=True)
        hint.setText(say("Bộ lọc được giữ riêng cho cơ quan này, trên máy này."))
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        box.addWidget(hint)
        box.addWidget(self.list, 1)
        b = self.buttons
        box.addLayout(row(b["use"], b["rename"], b["drop"], None, b["close"]))
        self._fill()

    def _button(self, words: str, tip: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: run())
        return button

    def _fill(self, chosen: str = "") -> None:
        self.list.clear()
        for kept in self._kept.all():
            item = QListWidgetItem(kept.name)
            item.setData(Qt.ItemDataRole.UserRole, dict(kept.values))
            item.setToolTip(kept.name)
            self.list.addItem(item)
            if kept.name == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self._allow()

    def _allow(self) -> None:
        for name in ("use", "rename", "drop"):
            self.buttons[name].setEnabled(self.list.currentItem() is not None)

    def use(self) -> None:
        """Narrow the list to the chosen filter, and close."""
        item = self.list.currentItem()
        if item is not None:
            self._use(item.data(Qt.ItemDataRole.UserRole))
            self.accept()

    def rename(self) -> None:
        """Ask for another name of the chosen filter."""
        item = self.list.currentItem()
        if item is None:
            return
        old = item.text()
        taken = [kept.name for kept in self._kept.all() if kept.name != old]
        dialog = NameDialog(say("Đổi tên bộ lọc"), old, taken, self, replaces=False)
        ask(dialog, lambda answered: self._renamed(old, answered.name()))

    def _renamed(self, old: str, new: str) -> None:
        self._kept.rename(old, new)
        self._fill(new)

    def drop(self) -> None:
        """Keep the chosen filter no longer."""
        item = self.list.currentItem()
        if item is not None:
            self._kept.drop(item.text())
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_F2: self.rename, Qt.Key.Key_Delete: self.drop}
        run = keys.get(Qt.Key(event.key()))
        if run is None:
            super().keyPressEvent(event)
        else:
            run()
