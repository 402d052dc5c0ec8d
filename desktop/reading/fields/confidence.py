"""From evidence to a share of outcomes: how often a value with this evidence is right.

Counted by ``python tests/bench/calibration.py GOLD_DIR SCAN...`` over 150 scans (twenty real letters, drafts and scans of
five letters, and 120 worn scans of 30 letters of other bodies and layouts, photocopies among them, that nothing here was
tuned to before they were first read), for values that are given:

    confidence   0.97+   0.94   0.90   0.86-0.89   0.75-0.85   below
    values        1058    297      3         264          67     115
    right        0.999  1.000  1.000       0.902       0.896   0.722
"""

from __future__ import annotations

from typing import Literal

Evidence = Literal["embedded", "agreed", "known", "likely", "single", "doubtful", "guess"]

SURE = 0.9

#: embedded: text of the file itself; agreed: looks agree and the form fits; known: stands in a catalogue and the source
#: was sure; likely: one good look and a form that fits; single: one look, nothing against it; doubtful: looks differ or
#: the form does not fit; guess: mended or pieced together.
_SHARE: dict[Evidence, float] = {
    "embedded": 0.995,
    "agreed": 0.97,
    "known": 0.96,
    "likely": 0.88,
    "single": 0.78,
    "doubtful": 0.6,
    "guess": 0.4,
}

#: A field that is not there: how sure that is, with a whole page read and nothing in its place.
ABSENT = 0.97
ABSENT_DOUBTFUL = 0.8


def share(evidence: Evidence) -> float:
    """Return the share of right values among those with this evidence."""
    return _SHARE[evidence]


def worst(*shares: float) -> float:
    """Return the confidence of a value made of parts that must all be right: misreadings come together, in bad print,
    so that it falls little below that of the worst part (measured: rows of a subject)."""
    return min(shares) * 0.99 ** (len(shares) - 1)
