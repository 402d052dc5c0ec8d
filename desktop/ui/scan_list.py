"""The list of waiting scans: a model that changes row by row, and a delegate that draws icon, title, state, progress."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.names import show_date
from desktop.core.records import Scan
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.icons import icon
from desktop.ui.scan_words import ICONS, Look, colour_of, look_of, state_line, title_of

SCAN = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex
_ICON = 20
_PAD = 8


def _id(scan: Scan) -> int:
    return scan.id


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of neighbours; ``rows`` ascend."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


class ScanListModel(QAbstractListModel):
    """Waiting scans, oldest first. ``take`` and ``merge`` touch the rows that differ alone, neighbours in one go, so that
    selection and place are kept and thousands of scans come in without a stutter. ``looks``: how many there are of each
    look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scans: list[Scan] = []
        self.looks: Counter[Look] = Counter()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._scans)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        scan = self._scans[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(scan)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(scan)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title_of(scan)}, {state_line(scan)}"
            case _:
                return scan if role == SCAN else None

    def take(self, scans: Sequence[Scan]) -> None:
        """Show these scans and no others."""
        wanted = {scan.id for scan in scans}
        self.merge(scans, [scan.id for scan in self._scans if scan.id not in wanted])

    def merge(self, scans: Sequence[Scan], gone: Collection[int] = ()) -> None:
        """Take scans that came or changed, and let those go whose ids are in ``gone``; the others stay as they are."""
        self._remove(sorted(row for scan_id in gone if (row := self.row_of(scan_id)) is not None))
        fresh, changed = [], []
        for scan in sorted(scans, key=_id):
            row = self.row_of(scan.id)
            if row is None:
                fresh.append(scan)
            elif self._scans[row] != scan:
                self._count(self._scans[row], -1)
                self._count(scan, 1)
                self._scans[row] = scan
                changed.append(row)
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))
        self._insert(fresh)

    def _remove(self, rows: list[int]) -> None:
        for first, last in reversed(_runs(rows)):
            self.beginRemoveRows(QModelIndex(), first, last)
            for scan in self._scans[first : last + 1]:
                self._count(scan, -1)
            del self._scans[first : last + 1]
            self.endRemoveRows()

    def _insert(self, fresh: list[Scan]) -> None:
        """Put each where its id belongs; those that belong between the same two rows go in together."""
        for place, group in groupby(reversed(fresh), key=lambda scan: bisect_left(self._scans, scan.id, key=_id)):
            scans = list(group)[::-1]
            self.beginInsertRows(QModelIndex(), place, place + len(scans) - 1)
            self._scans[place:place] = scans
            for scan in scans:
                self._count(scan, 1)
            self.endInsertRows()

    def _count(self, scan: Scan, by: int) -> None:
        self.looks[look_of(scan)] += by

    def scans(self) -> list[Scan]:
        return list(self._scans)

    def row_of(self, scan_id: int) -> int | None:
        row = bisect_left(self._scans, scan_id, key=_id)
        return row if row < len(self._scans) and self._scans[row].id == scan_id else None

    @staticmethod
    def _tip(scan: Scan) -> str:
        at = scan.received_at
        came = say("Nhận lúc {time} ngày {day}", time=f"{at:%H:%M}", day=show_date(at.date()))
        return "\n".join(part for part in (title_of(scan), scan.file, state_line(scan), came) if part)


class ScanDelegate(QStyledItemDelegate):
    """Draws a row of two lines: what it is, and how far it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002
        line = option.fontMetrics.height()
        return QSize(180, 2 * line + 2 * _PAD + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        scan: Scan = index.data(SCAN)
        s, look = theme.shades(), look_of(scan)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(s.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(s.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(s.window))
        place = QRect(rect.left() + 10, rect.top() + _PAD + 2, _ICON, _ICON)
        icon(ICONS[look], colour_of(look)).paint(painter, place)
        self._words(painter, option, scan, rect.adjusted(10 + _ICON + _PAD, _PAD, -_PAD, -_PAD))
        painter.setPen(QColor(s.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, scan: Scan, rect: QRect) -> None:
        s, metrics = theme.shades(), option.fontMetrics
        painter.setFont(option.font)
        painter.setPen(QColor(s.text))
        title = metrics.elidedText(title_of(scan), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.left(), rect.top() + metrics.ascent(), title)
        painter.setPen(QColor(colour_of(look_of(scan))))
        line = metrics.elidedText(state_line(scan), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.left(), rect.top() + metrics.height() + 3 + metrics.ascent(), line)
        if scan.state == "reading":
            bar = QRect(rect.left(), rect.bottom() + 2, rect.width(), 3)
            painter.fillRect(bar, QColor(s.raised))
            painter.fillRect(QRect(bar.left(), bar.top(), round(bar.width() * scan.progress), 3), QColor(s.accent))
