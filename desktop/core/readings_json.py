"""A reading to JSON and back: the public shape of ``vanthu read --json``, also what the database keeps of a scan."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any

from desktop.core.page_words import words_from_json, words_to_json
from desktop.core.readings import (
    FIELD_NAMES,
    Box,
    Deadline,
    DirectiveReading,
    FieldReading,
    LetterReading,
    Reading,
    Recurrence,
    Reference,
)

if TYPE_CHECKING:
    from desktop.core.returned import Returned

Json = dict[str, Any]
_PLACES = 4


def reading_to_json(reading: Reading) -> Json:
    """Return the public JSON value of a reading."""
    kind = "mixed" if reading.letters else "sheet"
    sheets = {"kind": kind, "sheets": len(reading.returned.pages)} if reading.returned else {}
    return sheets | {
        "file": reading.file,
        "sha256": reading.sha256,
        "pages": reading.pages,
        "text_source": reading.text_source,
        "letters": [_letter_to_json(letter) for letter in reading.letters],
    }


def reading_to_storage(reading: Reading) -> Json:
    """Return all of a reading, with what the public JSON leaves out; ``reading_from_json`` takes either."""
    return {
        **reading_to_json(reading),
        **_returned_to_json(reading),
        "complete": reading.complete,
        "page_texts": list(reading.page_texts),
        "rotations": list(reading.rotations),
        "page_words": [words_to_json(page) for page in reading.page_words],
    }


def reading_from_json(value: Json) -> Reading:
    """Return the reading a JSON value stands for; KeyError or TypeError when it is not one."""
    return Reading(
        file=value["file"],
        sha256=value["sha256"],
        pages=value["pages"],
        text_source=value["text_source"],
        letters=tuple(_letter_from_json(letter) for letter in value["letters"]),
        complete=value.get("complete", True),
        page_texts=tuple(value.get("page_texts", ())),
        rotations=tuple(value.get("rotations", ())),
        page_words=tuple(words_from_json(page) for page in value.get("page_words", ())),
        returned=_returned_from_json(value),
    )


def _returned_to_json(reading: Reading) -> Json:
    if not reading.returned:
        return {}
    from desktop.core.returned import returned_to_json  # few scans are returned sheets, and no start waits for them

    return {"returned": returned_to_json(reading.returned)}


def _returned_from_json(value: Json) -> Returned | None:
    if not value.get("returned"):
        return None
    from desktop.core.returned import returned_from_json

    return returned_from_json(value["returned"])


def deadline_to_json(deadline: Deadline | None) -> Json | None:
    """Return a deadline's JSON: the expression, rule and days always, the rest where it is known."""
    if deadline is None:
        return None
    value: Json = {name: getattr(deadline, name) for name in ("expression", "rule", "due_on", "working_due_on")}
    rest = {name: getattr(deadline, name) for name in ("stated_on", "time", "anchor", "offset_days")}
    return value | {name: kept for name, kept in rest.items() if kept is not None}


def deadline_from_json(value: Json | None) -> Deadline | None:
    """Return the deadline a JSON value stands for, ignoring keys of a later version."""
    return None if value is None else Deadline(**_known(Deadline, value))


def recurrence_to_json(recurrence: Recurrence | None) -> Json | None:
    """Return a recurrence's JSON."""
    if recurrence is None:
        return None
    value: Json = {"expression": recurrence.expression, "every": recurrence.every}
    if recurrence.also:
        value["also"] = list(recurrence.also)
    if recurrence.day:
        value["day"] = recurrence.day
    return value


def recurrence_from_json(value: Json | None) -> Recurrence | None:
    """Return the recurrence a JSON value stands for."""
    if value is None:
        return None
    known = _known(Recurrence, value)
    return Recurrence(**{**known, "also": tuple(known.get("also", ()))})


def _known(kind: type, value: Json) -> Json:
    names = {f.name for f in fields_of(kind)}
    return {name: item for name, item in value.items() if name in names}


def _box_to_json(box: Box | None) -> list[float] | None:
    return None if box is None else [round(v, _PLACES) for v in box]


def _box_from_json(value: list[float] | None) -> Box | None:
    return None if value is None else Box(*value)


def field_to_json(field: FieldReading) -> Json:
    """Return a field's JSON: value, confidence, page and box, and ``needs`` where a person must type."""
    value: Json = {
        "value": field.value,
        "confidence": round(field.confidence, 3),
        "page": field.page,
        "box": _box_to_json(field.box),
    }
    return value | ({"needs": field.needs} if field.needs else {})


def field_from_json(value: Json) -> FieldReading:
    """Return the field a JSON value stands for."""
    return FieldReading(
        value["value"], value["confidence"], value.get("page"), _box_from_json(value.get("box")), value.get("needs")
    )


def _letter_to_json(letter: LetterReading) -> Json:
    absent = FieldReading(None, 0.0)
    return {
        "first_page": letter.first_page,
        "last_page": letter.last_page,
        "fields": {name: field_to_json(letter.fields.get(name, absent)) for name in FIELD_NAMES},
        "references": [_reference_to_json(reference) for reference in letter.references],
        "directives": [_directive_to_json(directive) for directive in letter.directives],
    }


def _letter_from_json(value: Json) -> LetterReading:
    return LetterReading(
        value["first_page"],
        value["last_page"],
        {name: field_from_json(field) for name, field in value["fields"].items()},
        tuple(_reference_from_json(r) for r in value["references"]),
        tuple(_directive_from_json(d) for d in value["directives"]),
    )


def _reference_to_json(reference: Reference) -> Json:
    names = ("type", "number", "symbol", "issued_on", "issuer", "raw", "page")
    return {name: getattr(reference, name) for name in names} | {"box": _box_to_json(reference.box)}


def _reference_from_json(value: Json) -> Reference:
    return Reference(**{**_known(Reference, value), "box": _box_from_json(value.get("box"))})


def _directive_to_json(directive: DirectiveReading) -> Json:
    value: Json = {
        "path": directive.path,
        "parent": directive.parent,
        "marker": directive.marker,
        "kind": directive.kind,
        "text": directive.text,
        "addressees": list(directive.addressees),
        "lead": list(directive.lead),
        "coordinate": list(directive.coordinate),
        "deadline": deadline_to_json(directive.deadline),
        "recurrence": recurrence_to_json(directive.recurrence),
        "concerns_commune": directive.concerns_commune,
        "page": directive.page,
        "box": _box_to_json(directive.box),
    }
    if directive.heading:
        value["heading"] = directive.heading
    if len(directive.deadlines) > 1:
        value["deadlines"] = [deadline_to_json(deadline) for deadline in directive.deadlines]
    return value


def _directive_from_json(value: Json) -> DirectiveReading:
    known = _known(DirectiveReading, value)
    first = deadline_from_json(value.get("deadline"))
    every = [deadline_from_json(d) for d in value.get("deadlines", [])] or [first]
    return DirectiveReading(
        **{
            **known,
            **{name: tuple(known.get(name, ())) for name in ("addressees", "lead", "coordinate")},
            "deadline": first,
            "deadlines": tuple(d for d in every if d is not None),
            "recurrence": recurrence_from_json(value.get("recurrence")),
            "box": _box_from_json(value.get("box")),
        }
    )
