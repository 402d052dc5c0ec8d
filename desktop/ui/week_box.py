"""Choosing a week, or all of them: some weeks back, this one, some ahead."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.core.calendar import Week
from desktop.core.words import say
from desktop.ui.labels import week_label

BACK, AHEAD = 8, 4


class WeekBox(QComboBox):
    """``chosen()`` is the week, None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: Week | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)

    def offer(self, now: Week) -> None:
        """Offer the weeks around ``now``, keeping what is chosen."""
        if now != self._now:
            self._now = now
            self.retranslate()

    def chosen(self) -> Week | None:
        week = self.currentData()
        return week if isinstance(week, Week) else None

    def choose(self, week: Week | None) -> None:
        """Choose a week that is offered, else all of them."""
        rows = [self.itemData(row) for row in range(self.count())]
        self.setCurrentIndex(rows.index(week) if week in rows else 0)

    def ahead(self) -> int | None:
        """Return how many weeks ahead of now the chosen one is (negative: back), None for all."""
        week = self.chosen()
        if week is None or self._now is None:
            return None
        return (week.monday - self._now.monday).days // 7

    def choose_ahead(self, weeks: int | None) -> None:
        """Choose the week so many weeks from now; all of them for None, or when it is not offered."""
        self.choose(None if weeks is None or self._now is None else self._now.shift(weeks))

    def retranslate(self) -> None:
        """Put the words again, keeping what is chosen."""
        kept = self.chosen()
        self.clear()
        self.addItem(say("Mọi tuần"), None)
        if self._now is not None:
            for by in range(AHEAD, -BACK - 1, -1):
                week = self._now.shift(by)
                self.addItem(week_label(week), week)
        self.setAccessibleName(say("Tuần"))
        self.setToolTip(say("Việc đến hạn hoặc xong trong tuần, và việc trễ từ trước"))
        self.choose(kept)
