"""The left part of the inbox: the waiting scans, how many are ready, and the button that registers all sure ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from desktop.core.records import Scan
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.scan_list import SCAN, ScanDelegate, ScanListModel
from desktop.ui.scan_words import look_of, summary
from desktop.ui.widgets import action_button, column, fill, label


class ScanPanel(QWidget):
    """``chosen``: another scan was chosen (its id)."""

    chosen = Signal(int)

    def __init__(self, register_all: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ScanListModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ScanDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("flat", True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self._heading = label("heading")
        self._summary = label("soft", wrap=True)
        head = column(self._heading, self._summary, gap=2, margins=(theme.MARGIN, theme.GAP, theme.GAP, theme.GAP))
        foot = column(action_button(register_all), margins=(theme.GAP, theme.GAP, theme.GAP, theme.GAP))
        fill(layout := QVBoxLayout(self), (head,), 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(180)
        self._quiet = False

    def take(self, scans: list[Scan]) -> None:
        """Show these scans; the chosen one stays chosen while it is there. ``chosen`` is not told."""
        with self._quietly():
            self.model.take(scans)

    def merge(self, scans: list[Scan], gone: Collection[int]) -> None:
        """Show scans that came or changed, and no longer those in ``gone``; the others stay. See ``take``."""
        with self._quietly():
            self.model.merge(scans, gone)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
        self._show_counts()

    def scans(self) -> list[Scan]:
        return self.model.scans()

    def count(self) -> int:
        """Return how many scans wait."""
        return self.model.rowCount()

    def current(self) -> Scan | None:
        """Return the chosen scan."""
        scan = self.list.currentIndex().data(SCAN)
        return scan if isinstance(scan, Scan) else None

    def choose(self, scan_id: int) -> bool:
        """Choose a scan and bring it into view; False when it is not on the list."""
        row = self.model.row_of(scan_id)
        if row is None:
            return False
        index = self.model.index(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flags)
        self.list.scrollTo(index)
        return True

    def after(self, scan_id: int) -> int | None:
        """Return the scan to go on with after ``scan_id``: the next below that can be registered, else the first."""
        scans = self.scans()
        here = self.model.row_of(scan_id)
        turn = scans if here is None else scans[here + 1 :] + scans[:here]
        ready = [scan for scan in turn if look_of(scan) in ("ready", "look", "sheet")]
        reading = [scan for scan in turn if look_of(scan) in ("reading", "waiting", "unreadable", "stopped")]
        return next((scan.id for scan in [*ready, *reading]), None)

    def step(self, by: int) -> None:
        """Choose the next scan (the one before when negative)."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.choose(self.model.scans()[row].id)

    def _moved(self) -> None:
        scan = self.current()
        if scan is not None and not self._quiet:
            self.chosen.emit(scan.id)

    def _show_counts(self) -> None:
        self._heading.setText(say("{n} bản quét đang chờ", n=self.count()))
        self._summary.setText(summary(self.model.looks))
        self._summary.setVisible(bool(self._summary.text()))

    def retranslate(self) -> None:
        self._show_counts()
        self.list.setAccessibleName(say("Các bản quét đang chờ"))
        self.list.doItemsLayout()
