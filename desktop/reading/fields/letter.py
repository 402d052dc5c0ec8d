"""All fields of the letters in a file, and of the head alone while the rest is still being read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.core.readings import Box, FieldReading, LetterReading
from desktop.reading.fields.addressees import read_addressees
from desktop.reading.fields.catalogue import Catalogue, shipped
from desktop.reading.fields.confidence import share
from desktop.reading.fields.dates import look_at_date, read_date, year_box
from desktop.reading.fields.head_zone import Head
from desktop.reading.fields.issuers import read_issuer
from desktop.reading.fields.kinds import read_kind, read_system
from desktop.reading.fields.lexicon import Lexicon, lexicon_of
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.marks import read_secrecy, read_urgency
from desktop.reading.fields.number_symbol import read_number
from desktop.reading.fields.recipients import read_recipients
from desktop.reading.fields.recover import hidden_row, missing_above, missing_below, with_lost_rows
from desktop.reading.fields.signature import read_signature
from desktop.reading.fields.splitting import spans
from desktop.reading.fields.subject import read_subject
from desktop.reading.fields.zones import Zones, zones
from desktop.reading.pages import Page, SecondLook
from desktop.reading.together import together

_INKED = 0.09

Fields = dict[str, FieldReading]


def head(page: Page, looks: SecondLook, catalogue: Catalogue | None = None) -> Fields:
    """Return the fields that stand in the head of a first page; the rest are absent. For showing them at once."""
    names = catalogue or shipped()
    cut = zones([page], names)
    return _on_page(_head_fields(cut, Looker(looks, page, _words(cut)), names))


def letters(pages: Sequence[Page], looks: SecondLook, catalogue: Catalogue | None = None) -> list[LetterReading]:
    """Split a file at its letters and return each with its fields. Blank pages belong to the letter before them."""
    names = catalogue or shipped()
    found = []
    for start, end in spans(pages):
        own = list(pages[start:end])
        cut = _completed(own, looks, names)
        words = _words(cut)
        first, last = Looker(looks, own[0], words), _foot_looker(cut, own, looks, words)
        fields = _head_fields(cut, first, names) | _foot_fields(cut, last, names)
        found.append(LetterReading(own[0].number, cut.last_page, _on_page(fields)))
    return found


def _on_page(fields: Fields) -> Fields:
    """Return fields with places that lie on the page, whatever the rows they were made from."""
    return {name: replace(field, box=_tidy(field.box)) if field.box else field for name, field in fields.items()}


def _tidy(box: Box) -> Box:
    x0, x1 = sorted((min(1.0, max(0.0, box.x0)), min(1.0, max(0.0, box.x1))))
    y0, y1 = sorted((min(1.0, max(0.0, box.y0)), min(1.0, max(0.0, box.y1))))
    return Box(x0, y0, x1, y1)


def _words(cut: Zones) -> Lexicon:
    """The words of the body bear witness for those of head and foot."""
    return lexicon_of(line.text for _, line in cut.body)


def _completed(own: list[Page], looks: SecondLook, names: Catalogue) -> Zones:
    """Cut a letter into zones; where a part is missing, look once more for its rows (``own`` is brought up to date)."""
    cut = zones(own, names)
    for find in (missing_above, missing_below):
        region = find(cut)
        if region is None and find is missing_above:
            region = _under_ink(cut, Looker(looks, own[0]))
        number = cut.foot.page if cut.foot and find is missing_below else own[0].number
        at = next(i for i, page in enumerate(own) if page.number == number)
        if region is None or own[at].source != "ocr":
            continue
        above = find is missing_above and cut.head is not None and cut.head.number is not None
        names_only = above and region.x1 < 0.6
        page = with_lost_rows(Looker(looks, own[at]), region, names_only=names_only)
        if page is not own[at]:
            own[at] = page
            cut = zones(own, names)
    return cut


def _under_ink(cut: Zones, looker: Looker) -> Box | None:
    """Return the left half's rows from the issuer's last to the number where ink stands between them."""
    room = hidden_row(cut.head) if cut.head and not looker.sure else None
    if room is None or cut.head is None or cut.head.number is None or looker.ink(room) <= _INKED:
        return None
    return Box(0.06, room.y0 - 0.004, cut.head.gutter, cut.head.number.box.y1)


def _head_fields(cut: Zones, looker: Looker, names: Catalogue) -> Fields:
    found, page = cut.head, looker.page
    (number, symbol), (parent, issuer), (subject,), (addressees,) = _looked_at(cut, looker, names)
    room = hidden_row(found) if found and not looker.sure else None
    if room is not None and looker.ink(room) > _INKED:
        # a row may hide under the number: the issuer's own name, then what was taken for it is the body above
        issuer = replace(issuer, confidence=min(issuer.confidence, share("single")))
        parent = replace(parent, confidence=min(parent.confidence, share("single")))
    issued_on, place = read_date(found, looker, names, (page.text, str(issuer.value or ""), str(parent.value or "")))
    return {
        "system": read_system(cut, issuer, parent, symbol),
        "parent_issuer": parent,
        "issuer": issuer,
        "number": number,
        "symbol": symbol,
        "issued_on": issued_on,
        "place": place,
        "type": read_kind(cut, symbol, names, sure=looker.sure),
        "subject": subject,
        "addressees": addressees,
        "urgency": read_urgency(page),
        "secrecy": read_secrecy(page),
    }


def _looked_at(cut: Zones, looker: Looker, names: Catalogue) -> list[tuple[FieldReading, ...]]:
    """Read what needs second looks, two at a time, the longest first: number and symbol; parent issuer and issuer;
    subject; addressees. The looks at the date are only taken: it is read once the issuer's name is known."""
    found = cut.head
    beside, lost = year_box(found.date if found else None), _lost_number(found, looker.page)
    calls: list[Callable[[], tuple[FieldReading, ...]]] = [
        lambda: (read_addressees(cut, looker, names),),
        lambda: (read_subject(cut, looker),),
        lambda: look_at_date(found, looker),
        lambda: read_issuer(found.issuer if found else (), looker, names),
        lambda: read_number(found.number if found else None, looker, beside, lost),
    ]
    addressees, subject, _, issuer, number = together(calls)
    return [number, issuer, subject, addressees]


def _lost_number(found: Head | None, page: Page) -> Box | None:
    """Return where the number must stand on a page with a head but no number row."""
    if found is None or found.motto is None or page.source == "embedded":
        return None
    top = found.issuer[-1].box.y1 if found.issuer else found.motto.y1
    bottom = found.under[0].box.y0 if found.under else top + 0.03
    return Box(0.1, top, max(0.2, found.gutter), max(bottom, top + 0.015))


def _foot_looker(cut: Zones, pages: Sequence[Page], looks: SecondLook, words: Lexicon) -> Looker | None:
    page = next((p for p in pages if cut.foot and p.number == cut.foot.page), None)
    return Looker(looks, page, words) if page else None


def _foot_fields(cut: Zones, looker: Looker | None, names: Catalogue) -> Fields:
    signed = read_signature(cut.foot, looker, names, party=bool(cut.head and cut.head.party))
    return {
        "signing_authority": signed.authority,
        "signer_title": signed.title,
        "signer": signed.signer,
        "recipients": read_recipients(cut.foot, looker, names),
    }
