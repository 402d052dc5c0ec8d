"""A row of filter chips: at most one is on; pressing it again takes the filter off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.words import Text, say
from desktop.ui.flow import Flow


class Chips(QWidget):
    """Chips by name, e.g. ``(("overdue", tr("Quá hạn")), …)``. ``picked`` when the choice changes.

    The ``rare`` ones are seen only while they are on: what a number elsewhere in the window has led to.
    """

    picked = Signal(str)

    def __init__(
        self,
        names: Sequence[tuple[str, Text]],
        parent: QWidget | None = None,
        *,
        rare: Sequence[tuple[str, Text]] = (),
    ) -> None:
        super().__init__(parent)
        self._words: dict[str, Text | str] = dict([*names, *rare])
        self._rare = [name for name, _words in rare]
        self._counts: dict[str, int] = {}
        self._buttons: dict[str, QToolButton] = {}
        row = Flow(self)
        for name in self._words:
            button = QToolButton()
            button.setProperty("chip", True)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.clicked.connect(lambda on, name=name: self._press(name if on else ""))
            self._buttons[name] = button
            row.addWidget(button)
            button.setVisible(name not in self._rare)
        self.retranslate()

    @property
    def buttons(self) -> list[QToolButton]:
        """The chips themselves, in their order."""
        return list(self._buttons.values())

    def chosen(self) -> str:
        """Return the name of the chip that is on, '' when none is."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def words(self) -> str:
        """Return the words of the chip that is on, '' when none is."""
        return str(self._words[self.chosen()]) if self.chosen() else ""

    def choose(self, name: str) -> None:
        """Switch on the chip ``name`` and the others off ('' = all off), without telling."""
        for other, button in self._buttons.items():
            button.setChecked(other == name)
            button.setVisible(other not in self._rare or other == name)

    def set_words(self, name: str, words: str) -> None:
        """Give a chip other words."""
        self._words[name] = words
        self.retranslate()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows stand behind each chip; zero is not shown."""
        self._counts = dict(counts)
        self.retranslate()

    def retranslate(self) -> None:
        for name, button in self._buttons.items():
            count = self._counts.get(name, 0)
            words = str(self._words[name])
            button.setText(f"{words} {count}" if count else words)
            button.setAccessibleName(words)
            button.setToolTip(say("Bấm để bỏ bộ lọc này") if name in self._rare else "")

    def _press(self, name: str) -> None:
        self.choose(name)
        self.picked.emit(name)
