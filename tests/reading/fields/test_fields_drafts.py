"""The five drafts of the letters beside the repository, if they are there: every field is read as the right answers say."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from desktop.reading import fields
from desktop.reading.source import Source

LETTERS = Path(__file__).resolve().parents[4] / "shared" / "letters"
DRAFTS = sorted((LETTERS / "scans").glob("draft-*.pdf"))

pytestmark = pytest.mark.skipif(not DRAFTS, reason="the sample letters do not lie beside the repository")


def bare(value):
    if isinstance(value, list):
        return [bare(v) for v in value]
    text = unicodedata.normalize("NFC", value or "").casefold().replace("–", "-")
    return re.sub(r"\s*([-/])\s*", r"\1", text).strip(" .,;:")


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda p: p.stem)
def test_every_field_of_a_draft(draft):
    gold = json.loads((LETTERS / "gold" / f"{draft.stem}.json").read_text(encoding="utf-8"))["fields"]
    with Source(draft) as source:
        pages = [source.page(number + 1) for number in range(source.pages)]
        (letter,) = fields.letters(pages, source)
    read = {name: bare(letter.fields[name].value) for name in gold}
    assert read == {name: bare(value) for name, value in gold.items()}
    assert all(field.needs is None for field in letter.fields.values())
