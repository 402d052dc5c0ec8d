"""A weekly sheet that came back by the scanner: what was read from its boxes and writing lines, as values."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import Any, Literal

from desktop.core.readings import Box
from desktop.core.sheet_code import SheetCode, decode, encode

Mark = Literal["done", "doing", "stuck", "none", "unclear"]
Why = Literal["code", "other"]
Json = dict[str, Any]

_PLACES = 4
_CORNERS = 4


@dataclass(frozen=True)
class RowReading:
    """A task's row: which box is marked (``none``: no one; ``unclear``: a person must say), how sure that is (0-1), where
    its boxes and its writing lines stand on the upright scan. ``picture``: the writing as PNG, empty when nothing is
    written there."""

    task_id: int
    mark: Mark
    confidence: float
    boxes: Box
    writing: Box | None = None
    picture: bytes = b""


@dataclass(frozen=True)
class NotesReading:
    """What stands in the room for difficulties and proposals: its place on the upright scan, and the writing as PNG."""

    place: Box
    picture: bytes = b""


@dataclass(frozen=True)
class SheetPage:
    """A page of a scan (1-based) that is a page of a weekly sheet; ``turn`` degrees clockwise set it upright.
    ``corners``: how many of the four corner marks were there (fewer: torn, folded or cut off). ``notes``: None where
    the page has no such room, or nothing is written in it."""

    page: int
    code: SheetCode
    turn: int
    rows: tuple[RowReading, ...]
    corners: int = 4
    notes: NotesReading | None = None


@dataclass(frozen=True)
class LoosePage:
    """A page among sheets that is none: a sheet whose code cannot be read, or something else that is no blank back."""

    page: int
    why: Why


@dataclass(frozen=True)
class Returned:
    """The pages of a scan that are sheets, and those among them that are neither sheets nor part of a letter."""

    pages: tuple[SheetPage, ...]
    loose: tuple[LoosePage, ...] = ()

    def rotations(self, pages: int) -> tuple[int, ...]:
        """Return the degrees clockwise that set each of a scan's pages upright."""
        turns = {page.page: page.turn for page in self.pages}
        return tuple(turns.get(number, 0) for number in range(1, pages + 1))

    def without_pictures(self) -> Returned:
        """Return the same without the writing: it is kept as files once the sheets are confirmed."""
        return Returned(tuple(map(_bare, self.pages)), self.loose)


def _bare(page: SheetPage) -> SheetPage:
    rows = tuple(replace(row, picture=b"") for row in page.rows)
    return replace(page, rows=rows, notes=replace(page.notes, picture=b"") if page.notes else None)


def returned_to_json(returned: Returned) -> Json:
    """Return all that was read from a scan of sheets; ``returned_from_json`` takes it back."""
    loose = [{"page": page.page, "why": page.why} for page in returned.loose]
    return {"pages": [page_to_json(page) for page in returned.pages], "loose": loose}


def returned_from_json(value: Json) -> Returned:
    """Return what a JSON value stands for; KeyError, TypeError or ValueError when it is none."""
    loose = tuple(LoosePage(int(page["page"]), page["why"]) for page in value["loose"])
    return Returned(tuple(page_from_json(page) for page in value["pages"]), loose)


def page_to_json(page: SheetPage) -> Json:
    """Return all of a sheet's page; ``page_from_json`` takes it back."""
    rows = [_row_to_json(row) for row in page.rows]
    value: Json = {"page": page.page, "code": encode(page.code), "turn": page.turn, "rows": rows}
    value |= {"corners": page.corners} if page.corners != _CORNERS else {}
    return value | ({"notes": _notes_to_json(page.notes)} if page.notes else {})


def page_from_json(value: Json) -> SheetPage:
    """Return the page a JSON value stands for; KeyError, TypeError or ValueError when it is none."""
    rows = tuple(_row_from_json(row) for row in value["rows"])
    notes = _notes_from_json(value["notes"]) if value.get("notes") else None
    corners = int(value.get("corners", _CORNERS))
    return SheetPage(int(value["page"]), decode(value["code"]), int(value["turn"]), rows, corners, notes)


def _notes_to_json(notes: NotesReading) -> Json:
    value: Json = {"place": [round(v, _PLACES) for v in notes.place]}
    return value | ({"picture": base64.b64encode(notes.picture).decode("ascii")} if notes.picture else {})


def _notes_from_json(value: Json) -> NotesReading:
    return NotesReading(Box(*value["place"]), base64.b64decode(value.get("picture", "")))


def _row_to_json(row: RowReading) -> Json:
    value: Json = {"task": row.task_id, "mark": row.mark, "confidence": round(row.confidence, 3)}
    value["boxes"] = [round(v, _PLACES) for v in row.boxes]
    value["writing"] = [round(v, _PLACES) for v in row.writing] if row.writing else None
    if row.picture:
        value["picture"] = base64.b64encode(row.picture).decode("ascii")
    return value


def _row_from_json(value: Json) -> RowReading:
    writing = value.get("writing")
    return RowReading(
        int(value["task"]),
        value["mark"],
        float(value["confidence"]),
        Box(*value["boxes"]),
        Box(*writing) if writing else None,
        base64.b64decode(value.get("picture", "")),
    )
