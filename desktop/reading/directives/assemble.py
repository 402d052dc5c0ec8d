"""The body of a letter read whole: its references and its directives."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

import resources
from desktop.core.calendar import WorkCalendar, calendar_from_table
from desktop.core.readings import Concern, DirectiveReading, FieldReading, Kind, Reference
from desktop.reading.directives.addressees import Charge, asked_by, charge_of
from desktop.reading.directives.body import body_lines
from desktop.reading.directives.concerns import CommuneKind, Reach, concern_of
from desktop.reading.directives.dates import Issued
from desktop.reading.directives.deadlines import find_deadlines
from desktop.reading.directives.kinds import (
    asks,
    is_appraisal,
    is_statement,
    is_urgent,
    opens_items,
    order_kind,
)
from desktop.reading.directives.outline import outline
from desktop.reading.directives.paragraphs import Paragraph, paragraphs
from desktop.reading.directives.recurrence import find_recurrence
from desktop.reading.directives.references import Source, find_references
from desktop.reading.directives.rows import joined_rows, split_footnotes, without_tables
from desktop.reading.directives.setting import Setting
from desktop.reading.directives.tree import Node, Outline
from desktop.reading.pages import Page

Body = tuple[tuple[Reference, ...], tuple[DirectiveReading, ...]]
#: letters that report or ask upward, or decide: what they number are no tasks of the office that receives them
_NO_TASKS = frozenset({"Báo cáo", "Tờ trình", "Quyết định", "Nghị quyết"})


def read_body(
    pages: Sequence[Page],
    first_page: int,
    last_page: int,
    fields: dict[str, FieldReading],
    calendar: WorkCalendar | None = None,
    commune: CommuneKind | None = None,
) -> Body:
    """Return the references and directives of the letter on ``pages`` from ``first_page`` to ``last_page`` (1-based).

    ``fields`` give the date days without a year are counted from, the addressees, and where head and foot stand.
    ``commune`` is the kind of the reading office: an item that names xã only is no concern of a phường.
    """
    rows = without_tables(joined_rows(body_lines(pages, first_page, last_page, fields)))
    running, notes = split_footnotes(rows)
    body = paragraphs(running)
    references = find_references(
        [Source(p.text, p.page, p.box) for p in chain(body, paragraphs(notes))], _text(fields, "subject"), _own(fields)
    )
    if _text(fields, "type") in _NO_TASKS:
        return references, ()
    setting = Setting(Issued.of(_text(fields, "issued_on")), calendar or _shipped_calendar(), references)
    return references, _Reader(outline(body), fields, setting, commune).directives()


@cache
def _shipped_calendar() -> WorkCalendar:
    return calendar_from_table(tomllib.loads(resources.path("holidays.toml").read_text(encoding="utf-8")))


def _text(fields: dict[str, FieldReading], name: str) -> str:
    value = fields[name].value if name in fields else None
    return value if isinstance(value, str) else ""


def _items(fields: dict[str, FieldReading], name: str) -> list[str]:
    value = fields[name].value if name in fields else None
    return list(value) if isinstance(value, list) else []


def _own(fields: dict[str, FieldReading]) -> str:
    number, symbol = _text(fields, "number"), _text(fields, "symbol")
    return number + symbol if number and symbol else ""


class _Reader:
    """Turns an outline into directives: who is charged passes down, concern and urgency with it."""

    def __init__(
        self, found: Outline, fields: dict[str, FieldReading], setting: Setting, commune: CommuneKind | None
    ) -> None:
        self.found = found
        self.setting = setting
        self.commune = commune
        self.lead_in = found.before[-1] if found.before else None
        self.lead_in_charge = self._lead_in_charge()
        self.kinh_gui = tuple(_items(fields, "addressees"))
        charged = [name for root in found.roots for node in root.walk() for name in _charge(node).named]
        closing = charge_of(found.closing.text, from_above=True).named if found.closing else ()
        names = [*self.kinh_gui, *_items(fields, "recipients"), *self.lead_in_charge.named, *charged, *closing]
        self.reach = Reach.of(names, _text(fields, "issued_on") or None)
        self.out: list[DirectiveReading] = []

    def directives(self) -> tuple[DirectiveReading, ...]:
        urgent = (
            self.lead_in is not None and opens_items(self.lead_in.text) and is_urgent(_last_sentence(self.lead_in.text))
        )
        above = self.lead_in_charge
        for root in self.found.roots:
            self._add(root, above, urgent, None)
            own = _charge(root)
            if root.role == "plain" and own.named:
                above = Charge(own.named)
        if self.found.closing is not None:
            self._close(self.found.closing, above)
        return tuple(self.out)

    def _lead_in_charge(self) -> Charge:
        opening = next((p for p in reversed(self.found.before) if opens_items(p.text)), None)
        return Charge(asked_by(_last_sentence(opening.text)) if opening else ())

    def _add(self, node: Node, above: Charge, urgent: bool, container: DirectiveReading | None) -> tuple[str, ...]:
        own = _charge(node)
        named = own.named or above.named
        place = len(self.out)
        kind = self._kind(node, urgent)
        charge = Charge(named, own.leads or above.leads, own.coordinate or above.coordinate)
        reading = self._reading(node, charge, kind, own, container)
        self.out.append(reading)
        passed = self._passed(node, charge)
        below = [self._add(child, passed, urgent or self._urges(node), reading) for child in node.children]
        if kind == "container" and not own.named and _items_under(node):
            self.out[place] = self._with_union(reading, tuple(dict.fromkeys(chain.from_iterable(below))))
        return self.out[place].addressees

    def _passed(self, node: Node, charge: Charge) -> Charge:
        if node.children and opens_items(node.text):
            return charge
        return Charge(charge.named)

    def _urges(self, node: Node) -> bool:
        return bool(node.children) and opens_items(node.text) and is_urgent(_last_sentence(node.text))

    def _kind(self, node: Node, urgent: bool) -> Kind:
        if node.role == "note":
            return "note"
        deadlines = find_deadlines(node.text, self.setting)
        recurrence = find_recurrence(node.text)
        if _items_under(node) and not deadlines and not recurrence and _introduces(node):
            return "note" if is_statement(node.text) else "container"
        if not deadlines and not recurrence and (is_statement(node.text) or self._under_note(node)):
            return "note"
        return order_kind(node.text, deadlines, recurrence, urgent_above=urgent)

    def _under_note(self, node: Node) -> bool:
        """What stands under a note (participants, places) is one too, unless it asks for something."""
        if asks(node.text):
            return False
        parent = node.parent
        if parent is None:
            return node.under_statement
        return parent.role == "note" or is_statement(parent.text) or self._under_note(parent)

    def _reading(
        self, node: Node, charge: Charge, kind: Kind, own: Charge, container: DirectiveReading | None
    ) -> DirectiveReading:
        deadlines = find_deadlines(node.text, self.setting)
        start = node.heading_paragraph or node.paragraph
        return DirectiveReading(
            path=node.path,
            parent=node.parent.path if node.parent else None,
            marker=node.marker.text if node.marker else "",
            kind=kind,
            text=node.text,
            addressees=charge.named,
            lead=charge.named if charge.leads else (),
            coordinate=charge.coordinate,
            deadline=deadlines[0] if deadlines else None,
            deadlines=deadlines,
            recurrence=find_recurrence(node.text),
            concerns_commune=self._concern(own.named, charge.named, node.text, container),
            heading=node.heading,
            page=start.page,
            box=start.box,
        )

    def _concern(
        self, own: tuple[str, ...], named: tuple[str, ...], text: str, container: DirectiveReading | None
    ) -> Concern:
        if not own and container is not None:
            inherited = concern_of(container.addressees, text, self.reach, self.commune)
            return container.concerns_commune if inherited == "no" else inherited
        found = concern_of(named or self.kinh_gui, text, self.reach, self.commune)
        if found == "maybe" and container is not None and container.concerns_commune == "no" and not _says_places(own):
            return "no"
        return found

    def _with_union(self, reading: DirectiveReading, names: tuple[str, ...]) -> DirectiveReading:
        return replace(reading, addressees=names, concerns_commune=concern_of(names, "", self.reach, self.commune))

    def _close(self, paragraph: Paragraph, above: Charge) -> None:
        own = charge_of(paragraph.text, from_above=True)
        self.out.append(
            DirectiveReading(
                path="end",
                parent=None,
                marker="",
                kind="closing",
                text=paragraph.text,
                addressees=own.named,
                coordinate=own.coordinate,
                recurrence=find_recurrence(paragraph.text),
                concerns_commune=self._concern(own.named, own.named or above.named, paragraph.text, None),
                page=paragraph.page,
                box=paragraph.box,
            )
        )


def _says_places(names: Sequence[str]) -> bool:
    return any("địa phương" in name.lower() for name in names)


def _charge(node: Node) -> Charge:
    own = charge_of(node.text, from_above=node.role == "plain")
    if node.heading is None:
        return own
    heading = charge_of(node.heading, from_above=False)
    return Charge(tuple(dict.fromkeys(heading.named + own.named)), own.leads, own.coordinate)


def _items_under(node: Node) -> bool:
    return any(child.role == "item" for child in node.children)


def _introduces(node: Node) -> bool:
    """Whether a paragraph with items under it does nothing but lead to them."""
    text = node.text.rstrip()
    if not (opens_items(text) or text[-1:] not in ".;"):
        return False
    before = _sentences(text)[:-1]
    return not any(len(s) > 60 and not is_appraisal(s) for s in before)


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.])\s+(?=[A-ZĐÀ-Ỹ])", text) if s]


def _last_sentence(text: str) -> str:
    return _sentences(text)[-1] if text else ""
