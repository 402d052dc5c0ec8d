"""What the program itself writes into logs and onto paper: in Vietnamese, whatever language the window shows."""

from __future__ import annotations

from desktop.core.words import Text


def in_vietnamese(text: Text) -> str:
    """Return the Vietnamese sentence with its gaps filled, to be kept in a row."""
    return text.source.format(**text.values) if text.values else text.source
