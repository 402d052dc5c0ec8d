"""A made-up commune to try the program with: people in the usual units, scans waiting in the scan folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.core.os_errors import storage_error
from desktop.core.records import OfficeInfo, Role
from desktop.services import people, sample_many
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


def create_large(
    folder: Path,
    letters: int,
    *,
    name: str | None = None,
    clock: Callable[[], datetime] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Office:
    """Make the sample office with so many letters in its register: beside ``folder`` first, which it becomes when it is
    whole; stopped or failed, nothing of it stays. ``tell`` hears (done, total)."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        office = create(folder, name=name, clock=clock)  # it says what is in the way; leftovers of ours are not
        sample_many.fill(office, letters, tell=tell)
        return office
    aside = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        with create(aside, name=name, clock=clock) as made:
            sample_many.fill(made, letters, tell=tell)
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except OSError as error:
        raise storage_error(error, folder) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Office.open(folder, clock=clock)


def add_people(office: Office, entries: list[dict[str, Any]]) -> None:
    """Enter people as ``table()["person"]`` tells them, with the units they belong to."""
    units = {unit.name: unit.id for unit in people.units(office)}
    for entry in entries:
        unit = entry["unit"]
        if unit not in units:
            units[unit] = people.add_unit(office, unit).id
        role: Role = entry["role"]
        people.add_person(office, entry["name"], entry["title"], units[unit], role)
