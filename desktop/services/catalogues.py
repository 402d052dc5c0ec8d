"""What the office has learned of its correspondents."""

from __future__ import annotations

from db import issuers as rows
from db.issuers import Issuer
from desktop.services.office import Office

__all__ = ["Issuer"]


def issuers(office: Office) -> list[Issuer]:
    """Return the issuers that the clerk has confirmed, the most used first."""
    return rows.issuers(office.db)
