"""A made-up commune to try the program with: people in the usual units, scans waiting in the scan folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.core.records import OfficeInfo, Role
from desktop.services import people
from desktop.services.new import create_office
from desktop.services.office import Office
from desktop.services.sample_letters import table, write_scans


def create(folder: Path, *, name: str | None = None, clock: Callable[[], datetime] | None = None) -> Office:
    """Make the sample office in ``folder``; OfficeError when the folder holds something else.

    ``name`` replaces the invented name of the office.
    """
    content = table()
    info = content["office"]
    office = create_office(
        folder, OfficeInfo(name or info["name"], info["kind"], info["place"], info["superior"]), clock=clock
    )
    add_people(office, content["person"])
    write_scans(office.scan_folder, office.today(), office.calendar)
    return office


def add_people(office: Office, entries: list[dict[str, Any]]) -> None:
    """Enter people as ``table()["person"]`` tells them, with the units they belong to."""
    units = {unit.name: unit.id for unit in people.units(office)}
    for entry in entries:
        unit = entry["unit"]
        if unit not in units:
            units[unit] = people.add_unit(office, unit).id
        role: Role = entry["role"]
        people.add_person(office, entry["name"], entry["title"], units[unit], role)
