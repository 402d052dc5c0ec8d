"""The printer and paper tray that each form was last printed with."""

from __future__ import annotations

from dataclasses import replace

from desktop.services import settings
from desktop.services.office import Office


def remembered(office: Office, report: str) -> tuple[str, str]:
    """Return the printer's name and the tray for a form, each '' where none is remembered."""
    name, _, tray = settings.load(office.folder).printers.get(report, "").partition("|")
    return name, tray


def remember(office: Office, report: str, printer: str, tray: str = "") -> None:
    """Keep the printer and tray for a form; StorageError when the settings cannot be written."""
    wanted = f"{printer.replace('|', ' ')}|{tray}"
    if printer and office.settings.printers.get(report) != wanted:
        office.change_settings(replace(office.settings, printers={**office.settings.printers, report: wanted}))
