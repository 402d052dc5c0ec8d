"""A file → a reading: the head of page 1 first (told at once), then the rest, then what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

from desktop.core.readings import Box, FieldReading, LetterReading, PageWord, PageWords, Reading, TextSource
from desktop.reading import directives, fields, secrecy
from desktop.reading.pages import Page
from desktop.reading.sheets.among import Sheets
from desktop.reading.source import Source

HEAD = Box(0.0, 0.0, 1.0, 0.45)

OnHead = Callable[[Reading], None]
OnProgress = Callable[[float], None]


def read_file(
    path: Path,
    *,
    name: str | None = None,
    on_head: OnHead | None = None,
    on_progress: OnProgress | None = None,
    issuers: Sequence[Sequence[str]] = (),
    commune: directives.CommuneKind | None = None,
) -> Reading:
    """Read a scan: letters, weekly sheets that came back, or both. ``on_head`` gets the reading of the head alone as
    soon as it is known, unless the scan begins with a sheet; ``on_progress`` the share of pages read. ``issuers``: those
    the office has learned, (name, parent) each; they mend near misses. ``commune``: the kind of the
    office that reads, so that an item that names xã only is no concern of a phường.
    Raises UnreadableScan for a file that cannot be read, SecretLetter for one stamped secret."""
    file = name or path.name
    known = fields.shipped().with_issuers(issuers)
    with Source(path) as source:
        sheets = Sheets(source)
        if sheets.at(1) is None and on_head:
            on_head(_head(file, source, known))
        pages = _pages(source, sheets, on_progress)
        if sheets.any:
            return _mixed(file, source, sheets, pages, partial(_letters, source, known=known, commune=commune))
        whole = _reading(file, source, pages, [_on_scan(source, x) for x in _letters(source, pages, known, commune)])
        return replace(whole, page_words=tuple(_words_on_scan(source, page) for page in pages))


def _mixed(
    file: str, source: Source, sheets: Sheets, pages: list[Page], read: Callable[[list[Page]], list[LetterReading]]
) -> Reading:
    """Return the reading of a scan that holds weekly sheets, with the letters that lie between them, if any."""
    letters: list[LetterReading] = []
    others: list[int] = []
    for run in _runs(pages, sheets):
        found = read(run)
        if any(_is_letter(letter) for letter in found):
            letters += (_on_scan(source, letter) for letter in found)
        else:
            others += (page.number for page in run)
    returned = sheets.returned(tuple(others))
    assert returned is not None
    turns = returned.rotations(source.pages)
    by_number = {page.number: page for page in pages}
    every = [by_number.get(number) for number in range(1, source.pages + 1)]
    return Reading(
        file,
        source.sha256,
        source.pages,
        text_source(pages),
        tuple(letters),
        page_texts=tuple(page.text if page else "" for page in every),
        rotations=tuple(page.rotation if page else turn for page, turn in zip(every, turns, strict=True)),
        returned=returned,
        page_words=tuple(_words_on_scan(source, page) if page else () for page in every),
    )


def _runs(pages: list[Page], sheets: Sheets) -> list[list[Page]]:
    """Part pages where sheets lie between them; without the blank backs of sheets."""
    steps = groupby(enumerate(pages), lambda at: at[1].number - at[0])
    runs = (_without_backs([page for _, page in run], sheets) for _, run in steps)
    return [run for run in runs if run]


def _without_backs(run: list[Page], sheets: Sheets) -> list[Page]:
    full = [at for at, page in enumerate(run) if page.lines or not sheets.is_blank(page.number)]
    return run[full[0] : full[-1] + 1] if full else []


def _is_letter(letter: LetterReading) -> bool:
    """Tell a letter from a page of notes that lies among sheets: it has a head."""
    return bool(letter.text("issuer") or letter.text("symbol"))


def _head(file: str, source: Source, known: fields.Catalogue) -> Reading:
    first = source.page(1, HEAD)
    secrecy.check(first)
    letter = _on_scan(source, LetterReading(1, source.pages, fields.head(first, source, known)))
    return replace(_reading(file, source, [first], [letter]), complete=False)


def _pages(source: Source, sheets: Sheets, on_progress: OnProgress | None) -> list[Page]:
    """Return the pages that are no weekly sheets, read."""
    pages = []
    for number in range(1, source.pages + 1):
        if sheets.at(number) is None:
            page = source.page(number)
            secrecy.check(page)
            pages.append(page)
        if on_progress:
            on_progress(number / source.pages)
    return pages


def _letters(
    source: Source, pages: list[Page], known: fields.Catalogue, commune: directives.CommuneKind | None
) -> list[LetterReading]:
    return [_with_body(pages, letter, commune) for letter in fields.letters(pages, source, known)]


def _with_body(pages: list[Page], letter: LetterReading, commune: directives.CommuneKind | None) -> LetterReading:
    found = directives.read_body(pages, letter.first_page, letter.last_page, letter.fields, commune=commune)
    return replace(letter, references=found[0], directives=found[1])


def _reading(file: str, source: Source, pages: list[Page], letters: list[LetterReading]) -> Reading:
    return Reading(
        file,
        source.sha256,
        source.pages,
        text_source(pages),
        tuple(letters),
        True,
        tuple(page.text for page in pages),
        tuple(page.rotation for page in pages),
    )


def text_source(pages: list[Page]) -> TextSource:
    """Return where the text of the pages came from, all together."""
    kinds = {page.source for page in pages} - {"none"}
    if not kinds:
        return "none"
    if len(kinds) > 1:
        return "mixed"
    return "ocr" if "ocr" in kinds else "embedded"


def _on_scan(source: Source, letter: LetterReading) -> LetterReading:
    """Return the letter with its boxes as they stand on the scan: pages are read level, scans are shown as they are."""
    return replace(
        letter,
        fields={name: _field_on_scan(source, field) for name, field in letter.fields.items()},
        references=tuple(replace(r, box=_box_on_scan(source, r.page, r.box)) for r in letter.references),
        directives=tuple(replace(d, box=_box_on_scan(source, d.page, d.box)) for d in letter.directives),
    )


def _field_on_scan(source: Source, field: FieldReading) -> FieldReading:
    return replace(field, box=_box_on_scan(source, field.page, field.box))


def _box_on_scan(source: Source, page: int | None, box: Box | None) -> Box | None:
    return source.to_scan(page, box) if page and box else box


def _words_on_scan(source: Source, page: Page) -> PageWords:
    """Return all words of a page, what was laid over it too, as they stand on the scan."""
    lines = [*page.lines, *page.overlays]
    return tuple(tuple(PageWord(w.text, source.to_scan(page.number, w.box)) for w in line.words) for line in lines)
