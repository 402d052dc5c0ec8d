"""What the register can be narrowed to: years, books, and the counts on the chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from desktop.core.filters import LetterFilter
from desktop.core.records import Book
from desktop.services import letters

if TYPE_CHECKING:
    from desktop.services.office import Office

COUNTED = ("unassigned", "overdue", "incomplete")
_PREFIX = "Sổ đăng ký "


@dataclass(frozen=True)
class Choices:
    """The years with letters and the books, and today."""

    today: date
    years: list[int]
    books: list[Book]


def counts(office: Office, plain: LetterFilter) -> dict[str, int]:
    """Return how many letters stand behind each chip that shows a number."""
    return {name: letters.count(office, replace(plain, only=name)) for name in COUNTED}  # type: ignore[arg-type]


def refill(box: QComboBox, rows: Sequence[tuple[str, object]], first: object) -> None:
    """Fill a box anew, keeping what is chosen when it is still there."""
    kept = box.currentData() if box.count() else first
    box.clear()
    for words, value in rows:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(kept)))


def short_name(book: Book) -> str:
    """Return a book's name for a narrow box, without the words that all of them begin with.

    >>> short_name(Book(1, "", "Sổ đăng ký văn bản đến", "den"))
    'Văn bản đến'
    """
    rest = book.name.removeprefix(_PREFIX)
    return rest[:1].upper() + rest[1:]
