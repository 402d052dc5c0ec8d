"""The register's letters parted into the volumes (quyển) in which they are printed and bound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from desktop.core.books import Volume as Span
from desktop.core.records import Letter
from desktop.reports.register import Volume
from desktop.services import books
from desktop.services.office import Office


def register_volumes(
    office: Office, first: date, last: date, letters: Sequence[Letter], number: str = ""
) -> list[Volume]:
    """Return what is printed of ``letters``: whole, or in volumes where their years have several.

    ``number`` chooses one volume of the years that have it; where no year is parted it only stands on the cover.
    """
    ordered = sorted(letters, key=lambda letter: (letter.book_id, letter.year, letter.arrival_number))
    runs = [list(run) for _, run in groupby(ordered, key=lambda letter: (letter.book_id, letter.year))]
    spans = [books.volumes(office, run[0].book_id, run[0].year) for run in runs]
    if all(len(of_year) == 1 for of_year in spans):
        return [Volume(ordered, first, last, number)]
    found = [
        _part(run, span, len(of_year) > 1, first, last)
        for run, of_year in zip(runs, spans, strict=True)
        for span in of_year
        if number.strip() in ("", str(span.number))
    ]
    return [volume for volume in found if volume.letters] or [Volume((), first, last, number)]


def _part(run: Sequence[Letter], span: Span, parted: bool, first: date, last: date) -> Volume:
    numbers = (span.first_number, span.last_number)
    inside = [letter for letter in run if numbers[0] <= letter.arrival_number <= numbers[1]]
    return Volume(inside, first, last, str(span.number) if parted else "", numbers if parted else None)
