"""What the office has learned of its correspondents."""

from __future__ import annotations

from db import issuers as rows
from db.issuers import Issuer
from desktop.services.office import Office

__all__ = ["Issuer"]

_MOST_TOLD = 1000


def issuers(office: Office) -> list[Issuer]:
    """Return the issuers that the clerk has confirmed, the most used first."""
    return rows.issuers(office.db)


def learned(office: Office) -> list[tuple[str, str]]:
    """Return what the reading is told of them: (name, name of the body above it), the most used first."""
    return [(issuer.name, issuer.parent) for issuer in rows.issuers(office.db)[:_MOST_TOLD]]
