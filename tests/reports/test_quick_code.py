"""Codes made many at a time are bit for bit those that segno makes."""

from __future__ import annotations

import random

import pytest
import segno

from desktop.reports import quick_code

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@pytest.mark.parametrize("mask", [0, 4, 7])
def test_a_code_is_what_segno_makes(mask: int) -> None:
    rng = random.Random(mask)
    for length in (1, 7, 20, 60, 108, 150, 200, 311, 400, 600):
        for letters in (ALPHANUMERIC, ALPHANUMERIC.lower() + "ăâđ", "0123456789"):
            text = "".join(rng.choice(letters) for _ in range(length))
            theirs = segno.make_qr(text, error="m", boost_error=False, mask=mask).matrix
            assert quick_code.matrix(text, mask) == [bytes(line) for line in theirs], (length, letters[:3])


def test_each_size_is_planned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_code._plan.cache_clear()
    for number in range(50):
        quick_code.matrix(f"VT1:{number:04d}:0123456789ABCDEF", 4)
    assert quick_code._plan.cache_info().misses == 1
