"""Who signed, as what, and for whom: the rows over and under seal and signature, read by several looks that vote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.readings import Box, FieldReading
from desktop.core.text import fold
from desktop.reading.fields.alike import plain
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.confidence import ABSENT, SURE, share
from desktop.reading.fields.foot_zone import Foot
from desktop.reading.fields.looks import Looker, vote
from desktop.reading.fields.names import Name, cut_short, has_gap, left_behind, name_in, without_rank
from desktop.reading.fields.rows import level, same_row
from desktop.reading.fields.titles import TitleRow, title_row
from desktop.reading.pages import Line, Look, hull

_HOWS: tuple[Look, ...] = ("sparse", "block", "large", "no_blue", "red")
_NEAR = 0.008


@dataclass(frozen=True)
class Signature:
    """The three fields of a signature."""

    authority: FieldReading
    title: FieldReading
    signer: FieldReading


@dataclass(frozen=True)
class _Vote:
    """A row that looks saw at one level of the page: what it says, how many looks said so, its place; ``exact``: how many
    read it without mending, ``before``: how many saw strokes before it, ``signs``: how many different
    signs they saw, ``signed``: how many read the chosen one plainly."""

    row: TitleRow
    votes: int
    box: Box
    exact: int = 0
    before: int = 0
    signs: int = 1
    signed: int = 0


def read_signature(foot: Foot | None, looker: Looker | None, catalogue: Catalogue, *, party: bool = False) -> Signature:
    """Return authority, title and signer of a foot; ``party``: the Party writes T/M, K/T, T/L (Guide 36-HD/VPTW)."""
    if foot is None or looker is None:
        gone = FieldReading(None, share("doubtful"))
        return Signature(gone, gone, gone)
    looks = [list(foot.signature), *(looker.rows(foot.region, how) for how in _HOWS if not looker.sure)]
    signer, level_of_name = _signer(foot, looks, looker, catalogue)
    votes = _title_votes(looks, level_of_name, catalogue, sure=looker.sure)
    if not looker.sure and not any(v.row.known and not v.row.sign and v.votes > 1 for v in votes):
        near = _title_box(foot, signer)
        looks = [*looks, *(looker.rows(near, how) for how in ("sparse", "large", "block", "no_blue"))]
        votes = _title_votes(looks, level_of_name, catalogue)
    votes = [_in_party_form(v) for v in votes] if party and not looker.sure else votes
    authority, title = _titles(votes, foot, looker, catalogue)
    return Signature(authority, title, signer)


def _in_party_form(vote_of: _Vote) -> _Vote:
    """A sign that looks read differently, in a letter of the Party, is the Party's."""
    sign = vote_of.row.sign
    if vote_of.signs < 2 or "/" in sign or not re.fullmatch(r"TM|KT|TL", sign):
        return vote_of
    return replace(vote_of, row=replace(vote_of.row, sign=f"{sign[0]}/{sign[1]}"))


def _title_box(foot: Foot, signer: FieldReading) -> Box:
    """Return where the title stands: over the name, level with «Nơi nhận»."""
    top = foot.anchor.box.y0 - 0.012 if foot.anchor else foot.top
    named = signer.box if signer.value else None
    centre = (named.x0 + named.x1) / 2 if named else (foot.gutter + 0.95) / 2
    return Box(max(foot.gutter - 0.04, centre - 0.19), max(0.0, top), min(1.0, centre + 0.19), min(1.0, top + 0.075))


def _signer(foot: Foot, looks: list[list[Line]], looker: Looker, catalogue: Catalogue) -> tuple[FieldReading, float]:
    seen = _names(looks, catalogue)
    if not seen:
        return FieldReading(None, share("doubtful"), foot.page, foot.region, "typing"), foot.region.y1
    seen = _of_one_place(seen)
    place = hull([w.box for name in seen for w in name.words])
    if not looker.sure and _agreeing(seen) < 3:
        near = Box(
            max(foot.gutter - 0.02, place.x0 - 0.08), place.y0 - 0.006, min(1.0, place.x1 + 0.04), place.y1 + 0.006
        )
        again = [looker.rows(near, how) for how in ("sparse", "large", "block", "no_blue")]
        seen += [n for n in _names(again, catalogue) if abs(_at(n) - level(place)) < 0.03]
    text, votes, known = _elected(seen)
    if looker.sure:
        return FieldReading(_whole_row(text, looks[0], catalogue), share("embedded"), foot.page, place), place.y0
    if any(has_gap(name) for _, name in _rows_with(text, looks, catalogue)):
        return FieldReading(text, share("doubtful"), foot.page, place), place.y0
    if any(cut_short(row, name) for row, name in _rows_with(text, looks, catalogue)):
        return FieldReading(text, share("doubtful"), foot.page, place), place.y0
    if len(text.split()) == 2:  # all of a name, or what a seal left of three syllables
        doubt = share("doubtful" if _may_lack_family(text, looks, catalogue) else "likely")
        return FieldReading(text, doubt, foot.page, place), place.y0
    evidence = (
        "agreed" if votes >= 3 and known else "likely" if votes >= 2 and known else "single" if known else "doubtful"
    )
    return FieldReading(text, share(evidence), foot.page, place), place.y0  # type: ignore[arg-type]


def _may_lack_family(text: str, looks: Sequence[Sequence[Line]], catalogue: Catalogue) -> bool:
    """Two syllables may be all of a name, or what a seal left of three."""
    if text.split(" ", 1)[0].casefold() not in catalogue.family_names or text.startswith(("Văn ", "Thị ")):
        return True
    return any(left_behind(row, name) for row, name in _rows_with(text, looks, catalogue))


def _rows_with(text: str, looks: Sequence[Sequence[Line]], catalogue: Catalogue) -> list[tuple[Line, Name]]:
    """Return the rows of all looks in which the name ``text`` was read."""
    rows = [(row, name) for found in looks for row in found if (name := name_in(row, catalogue))]
    return [(row, name) for row, name in rows if name.text == text]


def _whole_row(text: str, rows: Sequence[Line], catalogue: Catalogue) -> str:
    """A name in the file's own text is all of its row, whatever syllables it has (Y Bhiông Niê Kdăm); ranks left out."""
    for row, _ in _rows_with(text, [rows], catalogue):
        words = without_rank(row.text).split()
        if 2 <= len(words) <= 6 and all(w[:1].isupper() and not any(c.isdigit() for c in w) for w in words):
            return " ".join(words)
    return text


def _names(looks: Sequence[Sequence[Line]], catalogue: Catalogue) -> list[Name]:
    """Return the lowest good name of each look."""
    found = []
    for rows in looks:
        names = [n for n in (name_in(row, catalogue) for row in rows) if n]
        if names:
            found.append(max(names, key=lambda n: (sum(n.weights) > 1.6, _at(n))))
    return found


def _at(name: Name) -> float:
    return level(hull([w.box for w in name.words]))


def _of_one_place(seen: list[Name]) -> list[Name]:
    """Keep the names around the level where most weight lies."""

    def weight(at: Name) -> float:
        return sum(sum(n.weights) for n in seen if abs(_at(n) - _at(at)) < 0.02)

    centre = max(seen, key=weight)
    return [n for n in seen if abs(_at(n) - _at(centre)) < 0.02]


def _agreeing(seen: Sequence[Name]) -> int:
    return max((sum(n.text == m.text for m in seen) for n in seen), default=0)


def _elected(seen: Sequence[Name]) -> tuple[str, int, bool]:
    """Return the name by vote, syllable by syllable, how many looks gave all of it, and whether it is in the vocabulary."""
    sizes = {
        size: sum(sum(n.weights) for n in seen if len(n.syllables) == size) for size in {len(n.syllables) for n in seen}
    }
    size = _whole(seen, max(sizes, key=lambda s: sizes[s]))
    same = [n for n in seen if len(n.syllables) == size]
    chosen = []
    for at in range(size):
        weight: dict[str, float] = {}
        for name in same:
            weight[name.syllables[at]] = weight.get(name.syllables[at], 0.0) + name.weights[at] ** 2
        chosen.append(max(weight, key=lambda s: weight[s]))
    text = " ".join(chosen)
    exact = [n for n in same if n.text == text]
    return (
        text,
        len(exact),
        any(n.known for n in exact)
        or all(any(n.syllables[i] == c and n.weights[i] > 0.7 for n in same) for i, c in enumerate(chosen)),
    )


def _whole(seen: Sequence[Name], size: int) -> int:
    """A look that lost the family name under the seal gives a shorter name: the longer one with the same end is meant."""
    tail = [n for n in seen if len(n.syllables) == size]
    longer = [
        n
        for n in seen
        if len(n.syllables) == size + 1 and n.weights[0] > 0.35 and any(_ends(n, t) for t in tail)
    ]  # fmt: skip
    return size + 1 if longer and (size < 4) else size


def _ends(name: Name, tail: Name) -> bool:
    return fold(" ".join(name.syllables[1:])) == fold(tail.text)


def _title_votes(
    looks: Sequence[Sequence[Line]], above: float, catalogue: Catalogue, *, sure: bool = False
) -> list[_Vote]:
    """Return the rows of authority and title over the name, top to bottom, each by vote of the looks."""
    seen: list[tuple[TitleRow, Box, int]] = []
    for at, rows in enumerate(looks):
        for line in rows:
            if line.box.y1 > above + 0.005:
                continue
            row = title_row(line.text, catalogue, sure=sure)
            if row is not None and (row.known or line.confidence > 0.75):
                seen.append((row, line.box, at))
    groups: list[list[tuple[TitleRow, Box, int]]] = []
    for item in sorted(seen, key=lambda s: level(s[1])):
        home = next((g for g in groups if abs(level(g[0][1]) - level(item[1])) < _NEAR), None)
        groups.append([item]) if home is None else home.append(item)
    votes = _once([_best_of(group) for group in groups])
    return [v for v in votes if v.row.known or v.votes >= 2 or len(looks) == 1]


def _once(votes: list[_Vote]) -> list[_Vote]:
    """A row seen twice by looks that place it a little apart is one row."""
    kept: list[_Vote] = []
    for each in votes:
        if kept and _is_same(kept[-1], each):
            last = kept[-1]
            box = hull([last.box, each.box])
            signs = max(last.signs, each.signs)
            kept[-1] = _Vote(
                each.row,
                last.votes + each.votes,
                box,
                last.exact + each.exact,
                last.before + each.before,
                signs,
                last.signed + each.signed,
            )
        else:
            kept.append(each)
    return kept


def _is_same(a: _Vote, b: _Vote) -> bool:
    return a.row.text == b.row.text and (same_row(a.box, b.box) or bool(a.exact and b.exact))


def _best_of(group: list[tuple[TitleRow, Box, int]]) -> _Vote:
    """Vote on the phrase first, then on the sign before it: a look that lost the sign still speaks for the phrase."""

    def weight(row: TitleRow) -> float:
        return sum(1.0 for r, _, _ in group if r.phrase == row.phrase) + (1.5 if row.known else 0.0)

    best = max((row for row, _, _ in group), key=weight)
    same = [(row, at) for row, _, at in group if row.phrase == best.phrase]
    told = [row.sign for row, _ in same]
    sign, _ = vote(told)
    chosen = TitleRow(sign or "", best.phrase, best.known)
    exact = len({at for row, at in same if row.exact})
    before = len({at for row, at in same if row.before})
    signed = len({at for row, at in same if row.sign == sign and not row.before})
    return _Vote(
        chosen,
        len({at for _, at in same}),
        hull([box for _, box, _ in group]),
        exact,
        before,
        len(set(filter(None, told))),
        signed,
    )


def _titles(votes: list[_Vote], foot: Foot, looker: Looker, catalogue: Catalogue) -> tuple[FieldReading, FieldReading]:
    votes = _without_seal(votes)
    signed = [v for v in votes if v.row.sign]
    last_sign = max((votes.index(v) for v in signed), default=-1)
    plain_rows = votes[last_sign + 1 :]
    if not plain_rows and not signed:
        unread = FieldReading(None, share("doubtful"), foot.page, foot.region, None if looker.sure else "typing")
        return FieldReading(None, share("doubtful"), foot.page, foot.region), unread
    chief, plain_rows = _written_deputy(plain_rows) if not signed else (None, plain_rows)
    if not signed and chief is None and (lost := _lost_sign(plain_rows, catalogue)):
        authority = FieldReading(lost, share("single"), foot.page, plain_rows[0].box)
        return authority, _joined(plain_rows[1:], foot, looker, absent=False)
    if not signed and chief is None and any(v.before for v in plain_rows):
        # strokes before a printed title: KT. added by hand
        authority = FieldReading(None, share("doubtful"), foot.page, plain_rows[0].box, "typing")
    elif chief is not None:
        evidence = share("likely" if chief.exact else "doubtful")
        authority = FieldReading(f"KT. {chief.row.phrase}", evidence, foot.page, chief.box)
    else:
        authority = _joined(signed, foot, looker, absent=True)
    title = _joined(plain_rows, foot, looker, absent=False)
    if not signed and authority.value is None and title.confidence < SURE:
        # under so much ink a sign may stand, too
        authority = FieldReading(None, share("doubtful"), foot.page, title.box, "typing")
    if authority.needs and not signed:
        # what was written over the title may have made it another one: KT. and PHÓ go together
        title = replace(title, confidence=min(title.confidence, share("doubtful")))
    return authority, _deputy(title, signed, foot)


def _lost_sign(rows: list[_Vote], catalogue: Catalogue) -> str | None:
    """A body over a title, or one chief's title over another's, is a line of authority whose sign OCR lost."""
    first = rows[0].row.phrase.casefold() if rows and rows[0].row.known else ""
    if first in catalogue.authorities and first not in catalogue.titles:
        return f"TM. {rows[0].row.phrase}"
    if len(rows) > 1 and first in {"chủ tịch", "giám đốc"} and rows[1].row.known:
        return f"TL. {rows[0].row.phrase}"
    return None


def _without_seal(votes: list[_Vote]) -> list[_Vote]:
    """The seal's own letters are no title: rows far from the first ones are left out."""
    kept: list[_Vote] = []
    for each in votes:
        if kept and each.box.y0 - kept[-1].box.y1 > 0.03:
            break
        kept.append(each)
    return kept


def _written_deputy(rows: list[_Vote]) -> tuple[_Vote | None, list[_Vote]]:
    """«GIÁM ĐỐC» over «PHÓ GIÁM ĐỐC»: KT. was added by hand before the printed title."""
    for at in range(len(rows) - 1):
        if plain(rows[at + 1].row.phrase).startswith("pho " + plain(rows[at].row.phrase)):
            return rows[at], rows[at + 1 :]
        if rows[at].row.phrase == rows[at + 1].row.phrase and not rows[at + 1].row.phrase.startswith("PHÓ"):
            below = rows[at + 1]
            deputy = replace(below, row=replace(below.row, phrase=f"PHÓ {below.row.phrase}"), exact=0)
            return rows[at], [deputy, *rows[at + 2 :]]
    return None, rows


def _joined(rows: list[_Vote], foot: Foot, looker: Looker, *, absent: bool) -> FieldReading:
    if not rows:
        return FieldReading(None, ABSENT if absent else share("doubtful"), foot.page, foot.region)
    text = " ".join(v.row.text for v in rows)
    box = hull([v.box for v in rows])
    if looker.sure:
        return FieldReading(text, share("embedded"), foot.page, box)
    strong = all(v.row.known and v.exact >= 2 and v.signs < 2 and _is_plain(v) for v in rows)
    fair = all(v.row.known or v.votes >= 3 for v in rows)
    return FieldReading(text, share("agreed" if strong else "likely" if fair else "doubtful"), foot.page, box)


def _is_plain(row: _Vote) -> bool:
    """Tell whether a row has no sign, or one that more looks read plainly than guessed under a seal or a pen."""
    return not row.row.sign or (row.signed >= 2 and row.signed > row.before)


def _deputy(title: FieldReading, signed: list[_Vote], foot: Foot) -> FieldReading:
    """Who signs for a chief (KT.) is his deputy: the word PHÓ that a seal covered is put back."""
    if not signed or signed[-1].row.sign.replace("/", "") != "KT":
        return title
    chief = signed[-1].row.phrase
    text = title.value if isinstance(title.value, str) else ""
    if text and plain(text).startswith("pho"):
        return title
    if not text or plain(chief).endswith(plain(text)):
        return FieldReading(f"PHÓ {chief}", share("likely"), foot.page, title.box or foot.region)
    return title
