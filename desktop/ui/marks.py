"""A mark on a page: where a field or a directive was read."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.readings import Box


@dataclass(frozen=True)
class Mark:
    """``page`` is 1-based, ``box`` in fractions of the upright page. ``kind`` picks the colour: sure, doubtful, typed,
    directive, chosen, reference, hit. ``label`` is the tooltip."""

    id: str
    page: int
    box: Box
    kind: str
    label: str = ""
