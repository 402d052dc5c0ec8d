"""Sắp xếp trang: the pages of a waiting scan, and of those joined to it, to be turned, moved and taken apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.arranging import PagePart, changes, piles
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.flow import Flow
from desktop.ui.form_dialog import FormDialog
from desktop.ui.icons import icon
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.page_strip import page_icon, thumbnail

_PICTURE = QSize(132, 172)


@dataclass(frozen=True)
class Source:
    """A waiting scan whose pages can be arranged: ``rotations`` set its pages upright on the screen."""

    scan_id: int
    name: str
    file: Path
    pages: int
    rotations: tuple[int, ...] = ()


class ArrangeDialog(FormDialog):
    """``parts()`` is how the pages are to stand. ``others`` are the scans that can be joined."""

    def __init__(
        self, renderer: PageRenderer, source: Source, others: Sequence[Source], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            say("Sắp xếp trang"),
            say("Sắp xếp và đọc lại"),
            parent,
            intro=say("Bản quét gốc được giữ nguyên. Các trang dưới đây thành bản quét mới và được đọc lại."),
        )
        self._renderer = renderer
        self._sources = {source.scan_id: source}
        self._others = list(others)
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._parts: list[PagePart] = []
        self.list = self.begin_at = _Grid(self._key)
        self.list.itemSelectionChanged.connect(self._enable)
        self.buttons = {
            "rotate-left": self._button("rotate-left", lambda: self.turn(270)),
            "rotate": self._button("rotate", lambda: self.turn(90)),
            "previous": self._button("previous", lambda: self.move_by(-1)),
            "next": self._button("next", lambda: self.move_by(1)),
            "split": self._button("split", self.split),
        }
        self.join = QComboBox()
        self._name()
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.list, 1)
        bar = QWidget()
        flow = Flow(bar, theme.GAP)  # in larger type the buttons go on in a second line
        for button in self.buttons.values():
            flow.addWidget(button)
        box.addWidget(bar)
        box.addWidget(self.join)
        self.form.addRow(holder)
        room = self.screen().availableGeometry()
        self.resize(min(820, room.width() - 40), min(520, room.height() - 60))
        self._offer()
        self._add(source)
        self.list.setCurrentRow(0)
        self.join.activated.connect(self._joined)
        self.check()

    def _button(self, name: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name), "")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _name(self) -> None:
        names = {
            "rotate-left": (say("Xoay trái"), "Ctrl+Left"),
            "rotate": (say("Xoay phải"), "Ctrl+Right"),
            "previous": (say("Về trước"), "Alt+Left"),
            "next": (say("Ra sau"), "Alt+Right"),
            "split": (say("Tách từ trang này"), "Ctrl+T"),
        }
        for name, (words, keys) in names.items():
            self.buttons[name].setText(words)
            self.buttons[name].setShortcut(QKeySequence(keys))
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self.buttons[name].setToolTip(f"{words} ({shown})")
        self.list.setAccessibleName(say("Các trang"))
        self.join.setAccessibleName(say("Ghép thêm bản quét"))

    # -- what is shown ---------------------------------------------------------------------------------------------

    def parts(self) -> list[PagePart]:
        """Return the pages in their order, each turned as it is seen here."""
        return [part.turned(self._upright(part)) for part in self._parts]

    def _upright(self, part: PagePart) -> int:
        turns = self._sources[part.scan_id].rotations
        return turns[part.page - 1] if part.page <= len(turns) else 0

    def problem(self) -> str:
        counts = {source.scan_id: source.pages for source in self._sources.values()}
        if not changes(piles(self._parts), counts):
            return say("Chưa xoay, tách hay ghép trang nào.")
        return ""

    def _add(self, source: Source) -> None:
        self._sources[source.scan_id] = source
        for page in range(1, source.pages + 1):
            self._parts.append(PagePart(source.scan_id, page))
            self._draw(source, page)
        self._show(len(self._parts) - source.pages)

    def _draw(self, source: Source, page: int) -> None:
        def take(image: QImage) -> None:
            if not image.isNull():
                self._pictures[source.scan_id, page] = image
                self._show()

        scan = ScanFile(source.file, source.rotations)
        self._renderer.render(self, scan, page, round(_PICTURE.width() * self.devicePixelRatioF()), take)

    def _show(self, chosen: int | None = None) -> None:
        """Draw the pages again; ``chosen``: the one that stands out, else the same as before."""
        place = self.list.currentRow() if chosen is None else chosen
        self.list.blockSignals(True)
        self.list.clear()
        pile = 0
        for number, part in enumerate(self._parts):
            pile += part.first or number == 0
            words = say("Trang {n}", n=number + 1)
            item = QListWidgetItem(self._icon(part, pile), words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {say('bản quét {n}', n=pile)}")
            item.setToolTip(self._sources[part.scan_id].name)
            if part.first and number:
                item.setText(f"✂ {words}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(max(0, min(place, len(self._parts) - 1)))
        self._enable()
        self.check()

    def _icon(self, part: PagePart, pile: int) -> QIcon:
        """The page as it will stand; what becomes another scan stands on another ground, besides its scissors."""
        s = theme.shades()
        ground = QPixmap(_PICTURE)
        ground.fill(QColor(s.accent_soft if pile % 2 else s.doubt_soft))
        image = self._pictures.get((part.scan_id, part.page))
        if image is not None:
            picture = thumbnail(image, part.turn, _PICTURE - QSize(12, 12))
            painter = QPainter(ground)
            at = ground.rect().center() - picture.rect().center()
            painter.drawPixmap(at, picture)
            painter.end()
        return page_icon(ground)

    def _enable(self) -> None:
        here = self.list.currentRow()
        self.buttons["previous"].setEnabled(here > 0)
        self.buttons["next"].setEnabled(0 <= here < len(self._parts) - 1)
        self.buttons["split"].setEnabled(here > 0)

    # -- what a person does ----------------------------------------------------------------------------------------

    def turn(self, degrees: int) -> None:
        """Turn the chosen pages."""
        for index in self.list.selectedIndexes():
            self._parts[index.row()] = self._parts[index.row()].turned(degrees)
        self._show()

    def move_by(self, by: int) -> None:
        """Move the chosen page before the one in front of it, or behind the next."""
        here = self.list.currentRow()
        there = here + by
        if 0 <= there < len(self._parts):
            marks = [part.first for part in self._parts]
            self._parts.insert(there, self._parts.pop(here))
            self._parts = [replace(part, first=mark) for part, mark in zip(self._parts, marks, strict=True)]
            self._show(there)

    def split(self) -> None:
        """Let another scan begin at the chosen page, or not any more."""
        here = self.list.currentRow()
        if here > 0:
            self._parts[here] = replace(self._parts[here], first=not self._parts[here].first)
            self._show()

    def _offer(self) -> None:
        self.join.clear()
        self.join.addItem(icon("join"), say("Ghép thêm bản quét đang chờ…"), None)
        for other in self._others:
            self.join.addItem(say("{name} ({n} trang)", name=other.name, n=other.pages), other.scan_id)
        self.join.setVisible(bool(self._others))

    def _joined(self, index: int) -> None:
        wanted = self.join.itemData(index)
        found = next((other for other in self._others if other.scan_id == wanted), None)
        if found is not None:
            self._others.remove(found)
            self._offer()
            self._add(found)
            self.list.setFocus()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            self.split()
            return True
        return False


class _Grid(QListWidget):
    """Pages side by side; Space splits."""

    def __init__(self, key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._key = key
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setIconSize(_PICTURE)
        self.setSpacing(theme.GAP)
        self.setMinimumHeight(260)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)
