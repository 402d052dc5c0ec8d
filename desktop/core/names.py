"""How numbers, symbols and dates of letters are written on screen and paper."""

from __future__ import annotations

from datetime import date

PARTY = "party"


def full_symbol(number: str, symbol: str, system: str = "state") -> str:
    """Join number and symbol as printed: ``2167/UBND-KTTH``; Party ``1438-CV/TU`` (Instruction 36-HD/VPTW)."""
    if not symbol:
        return number
    separator = "-" if system == PARTY else "/"
    return f"{number}{separator}{symbol}" if number else f"     {separator}{symbol}"


def show_date(value: date | str | None) -> str:
    """Write a day as ``21/11/2026``; a partial ISO date as ``11/2026`` or ``2026``; None or '' as ''."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return "/".join(reversed(value.split("-")))
