"""What else one may choose for some forms: the stamp's corner, volume and book, a unit, an issuer, an empty slip, only
what is new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFormLayout, QLabel, QLineEdit, QWidget

from desktop.core.records import Book, Unit
from desktop.core.words import Text, say, tr
from desktop.services.printed_before import REPORTS
from desktop.services.printing import KINDS, PrintRequest
from desktop.ui import theme
from desktop.ui.choosers import IdBox

CORNERS: tuple[tuple[str, Text], ...] = (
    ("", tr("Trên bản sao trang đầu")),
    ("top-left", tr("In lên bản giấy: góc trên trái")),
    ("top-right", tr("In lên bản giấy: góc trên phải")),
    ("bottom-left", tr("In lên bản giấy: góc dưới trái")),
    ("bottom-right", tr("In lên bản giấy: góc dưới phải")),
)
_USED: dict[str, frozenset[str]] = {
    "arrival-stamp": frozenset({"corner"}),
    "register": frozenset({"book", "volume"}),
    "follow-up": frozenset({"book"}),
    "transfer": frozenset({"book"}),
    "void-list": frozenset({"book"}),
    "statistics": frozenset({"book"}),
    "handling-slip": frozenset({"empty"}),
}
_NEEDS = {kind.code: kind.needs & {"unit", "issuer"} for kind in KINDS}
_PAUSE_MS = 300


class ReportOptions(QWidget):
    """``changed`` when something else was chosen. ``show_for`` a form, ``applied`` to a wish."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = ""
        self.corner, self.book, self.volume = QComboBox(), QComboBox(), QLineEdit()
        self.unit, self.issuer = IdBox(), QLineEdit()
        self.empty, self.new = QCheckBox(), QCheckBox()
        self._books: list[Book] = []
        self._units: list[Unit] = []
        self._issuers = QStringListModel(self)
        self._labels = {name: QLabel() for name in ("corner", "book", "volume", "unit", "issuer")}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(theme.GAP)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for name, box in self._boxes().items():
            self._form.addRow(self._labels[name], box)
        self._form.addRow(self.empty)
        self._form.addRow(self.new)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        for combo in (self.corner, self.book):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(16)
            combo.activated.connect(lambda _index: self.changed.emit())
        for line in (self.volume, self.issuer):
            line.textEdited.connect(lambda _text: self._pause.start())
        self.unit.picked.connect(self.changed)
        completer = QCompleter(self._issuers, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._pause.start)
        self.issuer.setCompleter(completer)
        for check in (self.empty, self.new):
            check.toggled.connect(lambda _on: self.changed.emit())
        self.retranslate()

    def _boxes(self) -> dict[str, QWidget]:
        return {
            "corner": self.corner,
            "book": self.book,
            "volume": self.volume,
            "unit": self.unit,
            "issuer": self.issuer,
        }

    def set_units(self, units: list[Unit], issuers: list[str]) -> None:
        """Offer these units, and these issuers' names while one is typed."""
        self._units = units
        self.unit.set_rows([(None, say("Mọi đơn vị")), *((unit.id, unit.name) for unit in units)])
        self._issuers.setStringList(issuers)

    def set_books(self, books: list[Book]) -> None:
        """Offer these books."""
        self._books = books
        chosen = self.book.currentData()
        self.book.clear()
        self.book.addItem(say("Mọi sổ"), None)
        for one in books:
            self.book.addItem(one.name, one.id)
        self.book.setCurrentIndex(max(0, self.book.findData(chosen)))
        self.show_for(self.report)

    def show_for(self, report: str) -> None:
        """Show what can be chosen for a form; an office with one book is not asked which."""
        self.report = report
        used = _used(report)
        rows: dict[str, QWidget] = {**self._boxes(), "empty": self.empty, "new": self.new}
        for name, widget in rows.items():
            there = name in used and (name != "book" or len(self._books) > 1)
            self._form.setRowVisible(widget, there)
        self.setVisible(bool(used))

    def applied(self, request: PrintRequest) -> PrintRequest:
        """Return the wish with what is chosen here."""
        used = _used(request.report)
        return replace(
            request,
            corner=cast("Any", self.corner.currentData() or None) if "corner" in used else None,
            book_id=self.book.currentData() if "book" in used else None,
            volume=self.volume.text().strip() if "volume" in used else "",
            empty="empty" in used and self.empty.isChecked(),
            new_only="new" in used and self.new.isChecked(),
            unit_id=self.unit.chosen() if "unit" in used else None,
            issuer=self.issuer.text().strip() if "issuer" in used else "",
        )

    def needs_letter(self) -> bool:
        """Tell whether the form asks for a letter as things are chosen: an empty slip does not."""
        return not (self.report == "handling-slip" and self.empty.isChecked())

    def retranslate(self) -> None:
        kept = self.corner.currentIndex()
        self.corner.clear()
        for name, words in CORNERS:
            self.corner.addItem(str(words), name)
        self.corner.setCurrentIndex(max(0, kept))
        told = {
            "corner": say("Vị trí dấu"),
            "book": say("Sổ"),
            "volume": say("Quyển số"),
            "unit": say("Đơn vị"),
            "issuer": say("Cơ quan ban hành"),
        }
        for name, box in self._boxes().items():
            self._labels[name].setText(told[name])
            box.setAccessibleName(told[name])
        self.issuer.setPlaceholderText(say("Mọi cơ quan; gõ một phần tên"))
        self.empty.setText(say("Mẫu trống, ghi bằng tay"))
        self.new.setText(say("Chỉ in phần mới"))
        self.new.setToolTip(say("Bỏ những gì đã in và không đổi từ lần in trước"))
        self.set_books(self._books)
        self.set_units(self._units, self._issuers.stringList())


def _used(report: str) -> frozenset[str]:
    new = frozenset({"new"}) if report in REPORTS else frozenset[str]()
    return _USED.get(report, frozenset()) | _NEEDS.get(report, frozenset()) | new
