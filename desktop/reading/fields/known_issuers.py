"""Heads of letters told by the issuers that the clerk has confirmed: a near miss becomes the name as she typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from desktop.core.text import squeeze
from desktop.reading.fields.alike import plain
from desktop.reading.fields.catalogue import KnownIssuer
from desktop.reading.fields.confidence import share

_MOST_WRONG = 2
_LETTERS_A_SLIP = 8  # one wrong letter in so many is forgiven
_RARE = 0.06


class Told(NamedTuple):
    """A head that is known: its issuer, at which row the issuer's own name begins, how sure that is. ``whole``: the
    rows above it are the parent as it is known, too."""

    issuer: KnownIssuer
    cut: int
    share: float
    whole: bool


def told_by(
    texts: Sequence[str], agreed: float, cut: int, issuers: Sequence[KnownIssuer], *, embedded: bool
) -> Told | None:
    """Return which known issuer the rows name, None when none or when it is not clear which.

    ``agreed``: how sure the least sure row is; ``cut``: where the issuer seems to begin. A row that every look reads
    alike is another body when letters differ; accents alone are what an image loses. The text of a file itself
    (``embedded``) tells no more than where the name begins.
    """
    scored = sorted(_scored(texts, cut, issuers), key=lambda found: found[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0] and scored[0][1].name != scored[1][1].name):
        return None
    wrong, issuer, at, whole = scored[0]
    rows = texts if whole else texts[at:]
    printed, known = " ".join(rows), _full(issuer) if whole else issuer.name
    if same_print(printed, known):
        return Told(issuer, at, share("embedded") if embedded else max(agreed, share("known")), whole)
    if embedded or (wrong and agreed >= share("agreed")):
        return None
    return Told(issuer, at, _share_of(wrong, printed, known, agreed), whole)


def same_print(a: str, b: str) -> bool:
    """Tell whether two texts differ in case and blanks alone."""
    return squeeze(a).casefold() == squeeze(b).casefold()


def _scored(
    texts: Sequence[str], cut: int, issuers: Sequence[KnownIssuer]
) -> Iterator[tuple[int, KnownIssuer, int, bool]]:
    """Yield how many letters are wrong for each issuer that comes near: of the whole head, or of the name alone."""
    head, own = _tight(" ".join(texts)), _tight(" ".join(texts[cut:]))
    for issuer in issuers:
        full, name = _tight(_full(issuer)), _tight(issuer.name)
        wrong = _wrong(head, full)
        if wrong is not None and (not issuer.parent or len(texts) > 1):
            yield wrong, issuer, _begin(texts, issuer), True
        elif 0 < cut < len(texts) and (wrong := _wrong(own, name)) is not None:
            yield wrong, issuer, cut, False


def _begin(texts: Sequence[str], issuer: KnownIssuer) -> int:
    """Return the row at which the rows above it are most like the parent."""
    parent = _tight(issuer.parent)
    most = len(texts) if parent else 1
    return min(range(most), key=lambda at: Levenshtein.distance(_tight(" ".join(texts[:at])), parent))


def _wrong(read: str, known: str) -> int | None:
    """Return how many letters are wrong, None for too many or where a digit differs: «Phòng 1» is not «Phòng 2»."""
    most = min(_MOST_WRONG, len(known) // _LETTERS_A_SLIP)
    wrong = Levenshtein.distance(read, known, score_cutoff=most)
    return wrong if wrong <= most and re.findall(r"\d", read) == re.findall(r"\d", known) else None


def _share_of(wrong: int, printed: str, known: str, agreed: float) -> float:
    if wrong:
        return share("known" if wrong / max(1, len(_tight(known))) <= _RARE else "likely")
    if agreed >= share("agreed") and _marks(printed) > _marks(known):
        return share("likely")  # the engine drops marks rather than invents them: it may be another place
    return share("known")


def _marks(text: str) -> int:
    return sum(c.isalpha() and ord(c) > 0x7F for c in text)


def _full(issuer: KnownIssuer) -> str:
    return f"{issuer.parent} {issuer.name}".strip()


def _tight(text: str) -> str:
    return plain(text).replace(" ", "")
