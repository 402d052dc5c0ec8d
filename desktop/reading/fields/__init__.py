"""A page's lines to a letter's fields: number, symbol, date, issuer, subject and the rest, each with place and confidence."""

from __future__ import annotations

from desktop.reading.fields.catalogue import Catalogue, shipped
from desktop.reading.fields.letter import head, letters
from desktop.reading.fields.zones import Zones, zones

__all__ = ["Catalogue", "Zones", "head", "letters", "shipped", "zones"]
