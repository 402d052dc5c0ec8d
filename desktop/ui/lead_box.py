"""Choosing who leads work: a person, or a unit, for which its head answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.core.assignments import Assignment
from desktop.core.records import Person, Unit
from desktop.core.words import say
from desktop.ui.choosers import IdBox, people_rows, unit_rows


class LeadBox(IdBox):
    """Offers people and, after them, the units that have people. A unit's row has its id below zero."""

    def __init__(self, people: Sequence[Person], units: Sequence[Unit] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(people, units)

    def offer(self, people: Sequence[Person], units: Sequence[Unit]) -> None:
        """Offer these, keeping what is chosen when it is still there."""
        manned = {person.unit_id for person in people}
        rows = unit_rows([unit for unit in units if unit.id in manned])
        signed = [(-row_id, say("{name} (đơn vị)", name=name)) for row_id, name in rows if row_id is not None]
        self.set_rows([*people_rows(people, ""), *signed])

    def choose_lead(self, work: Assignment) -> None:
        """Choose who leads ``work``."""
        self.choose(work.lead_id if work.lead_unit_id is None else -work.lead_unit_id)

    def person(self) -> int | None:
        """Return the person chosen, None for a unit or nobody."""
        chosen = self.chosen()
        return chosen if chosen is not None and chosen > 0 else None

    def unit(self) -> int | None:
        """Return the unit chosen, None for a person or nobody."""
        chosen = self.chosen()
        return -chosen if chosen is not None and chosen < 0 else None
