"""A pasted list of people, one a line, columns divided by tabs (Excel), semicolons or commas: name, title, unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.records import Role, Unit
from desktop.core.text import fold, squeeze
from desktop.core.words import Text, tr

_DIVIDER = re.compile(r"\t|;|,|\|")
_NUMBERING = re.compile(r"^\d+[.)]?$")
_HEADS = {"ho ten", "ho va ten", "ten", "ho va ten can bo", "name"}


@dataclass(frozen=True)
class PastedPerson:
    """One line understood: ``problem`` says what is wrong with it; ``unit_id`` is None when no unit is meant."""

    line: int
    name: str
    title: str = ""
    unit: str = ""
    unit_id: int | None = None
    role: Role = "officer"
    problem: Text | None = None


def parse_people(text: str, units: Sequence[Unit], known: Sequence[str] = ()) -> list[PastedPerson]:
    """Return what each line of ``text`` says; empty lines and a head line are left out.

    ``known`` are the names that are there already: such a line, or a name twice in the list, is told as a problem.
    """
    seen = {fold(name) for name in known}
    people: list[PastedPerson] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not cells or fold(cells[0]) in _HEADS:
            continue
        person = _person(number, cells, units)
        if fold(person.name) in seen:
            person = PastedPerson(number, person.name, person.title, person.unit, problem=tr("đã có trong danh sách"))
        seen.add(fold(person.name))
        people.append(person)
    return people


def _cells(line: str) -> list[str]:
    cells = [squeeze(cell) for cell in _DIVIDER.split(line)]
    if cells and _NUMBERING.match(cells[0]):
        cells = cells[1:]
    while cells and not cells[-1]:
        cells.pop()
    return cells if any(cells) else []


def _person(number: int, cells: list[str], units: Sequence[Unit]) -> PastedPerson:
    name, title, unit = (*cells, "", "", "")[:3]
    if not name or any(c.isdigit() for c in name):
        return PastedPerson(number, name or "…", title, unit, problem=tr("không rõ họ tên"))
    found = _unit(unit, units)
    if unit and found is None:
        return PastedPerson(number, name, title, unit, problem=tr("không có đơn vị này"))
    return PastedPerson(number, name, title, found.name if found else "", found.id if found else None, role_of(title))


def _unit(text: str, units: Sequence[Unit]) -> Unit | None:
    wanted = fold(text)
    exact = [u for u in units if wanted and wanted in (fold(u.name), fold(u.short_name))]
    close = [u for u in units if wanted and (wanted in fold(u.name) or fold(u.name) in wanted)]
    if exact:
        return exact[0]
    return close[0] if len(close) == 1 else None


def role_of(title: str) -> Role:
    """Guess a role from a printed title; an officer when it says nothing.

    >>> role_of("Phó Chủ tịch UBND"), role_of("Trưởng phòng"), role_of("Chuyên viên")
    ('deputy', 'head', 'officer')
    """
    folded = fold(title)
    roles: tuple[tuple[str, Role], ...] = (
        ("pho chu tich", "deputy"),
        ("chu tich", "chairman"),
        ("pho ", "officer"),
        ("truong", "head"),
        ("chanh van phong", "head"),
        ("giam doc", "head"),
        ("van thu", "clerk"),
    )
    return next((role for words, role in roles if folded.startswith(words)), "officer")
