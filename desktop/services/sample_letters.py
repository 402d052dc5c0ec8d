"""The sample commune's letters, made on the spot so that their dates lie around today."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import resources
from desktop.core.calendar import WorkCalendar
from desktop.core.names import show_date
from desktop.reports.letter_form import LetterText, render_letter
from desktop.reports.scan_look import Wear, as_image, as_pdf, as_tiff, scan_pages

Table = Mapping[str, Any]
_GAP = re.compile(r"\{([dwy])([+-]\d+)?\}")
_SINGLE_IMAGES = {".jpg": "JPEG", ".png": "PNG"}


def table() -> Table:
    """Return the sample's contents: ``letter``, ``copy``, ``damaged``, ``office``, ``person``."""
    return tomllib.loads(resources.path("letters", "sample.toml").read_text(encoding="utf-8"))


def write_scans(folder: Path, today: date, calendar: WorkCalendar) -> list[Path]:
    """Write the sample scans into ``folder`` (made if missing) and return them by name.

    Raises OfficeError when no font with Vietnamese letters is installed, OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = table()
    files: dict[str, bytes] = {}
    for name in dict.fromkeys(entry["file"] for entry in content["letter"]):
        entries = [entry for entry in content["letter"] if entry["file"] == name]
        files[name] = _scan_file(name, entries, today, calendar)
    for entry in content["copy"]:
        files[entry["file"]] = files[entry["of"]]
    for entry in content["damaged"]:
        whole = files[entry["of"]]
        files[entry["file"]] = whole[: int(len(whole) * entry["keep"])]
    for name, data in sorted(files.items()):
        (folder / name).write_bytes(data)
    return [folder / name for name in sorted(files)]


def test_scan(today: date, calendar: WorkCalendar) -> bytes:
    """Return one made-up letter as a PDF, to try with whether scans are found, read and registered. OfficeError when no
    font with Vietnamese letters is installed."""
    first = table()["letter"][0]
    return _scan_file(first["file"], [first], today, calendar)


def _scan_file(name: str, entries: list[Table], today: date, calendar: WorkCalendar) -> bytes:
    """Return the bytes of one scan file; several entries make one batch scan."""
    if entries[0]["look"] == "digital":
        pdf, _ = render_letter(_letter(entries[0], today, calendar))
        return pdf
    pages = []
    for seed, entry in enumerate(entries, 1):
        letter = _letter(entry, today, calendar)
        pdf, places = render_letter(letter)
        wear = Wear(entry["look"], entry.get("skew", 0.0), entry.get("stamp", False), seed)
        pages += scan_pages(pdf, letter, places, wear)
    ending = Path(name).suffix
    if ending == ".tif":
        return as_tiff(pages)
    if ending in _SINGLE_IMAGES:
        return as_image(pages[0], _SINGLE_IMAGES[ending])
    return as_pdf(pages)


def _letter(entry: Table, today: date, calendar: WorkCalendar) -> LetterText:
    def fill(text: str) -> str:
        return _GAP.sub(lambda gap: _gap(gap, today, calendar), text)

    return LetterText(
        issuer=entry["issuer"],
        number=entry["number"],
        symbol=entry["symbol"],
        place=entry["place"],
        issued_on=today + timedelta(days=entry["issued"]),
        subject=fill(entry["subject"]),
        body=[fill(paragraph) for paragraph in entry["body"]],
        signing=entry["signing"],
        signer=entry["signer"],
        recipients=entry["recipients"],
        parent=entry.get("parent", ()),
        addressees=entry.get("addressees", ()),
        type=entry.get("type", ""),
        system=entry.get("system", "state"),
        urgency=entry.get("urgency", ""),
        by_hand=entry.get("hand", ()),
    )


def _gap(gap: re.Match[str], today: date, calendar: WorkCalendar) -> str:
    if gap[1] == "y":
        return str(today.year)
    day = today + timedelta(days=int(gap[2] or 0))
    return show_date(calendar.next_working(day) if gap[1] == "w" else day)
