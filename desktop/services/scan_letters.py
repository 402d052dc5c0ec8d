"""Which letters of a scan stand in the register: for the scan that holds several, and for its duplicates."""

from __future__ import annotations

from db import letters
from desktop.core.records import Letter
from desktop.services.office import Office


def registered(office: Office, scan_id: int) -> dict[int, Letter]:
    """Return the registered letters of a scan by their place in it (from 0); voided ones are not among them."""
    places = sorted(letters.registered_indices(office.db, scan_id))
    rows = letters.rows(office.db, letters.of_scan(office.db, scan_id), office.today())
    return dict(zip(places, [row for row in rows if row.state == "registered"], strict=True))
