"""Who gets a copy: the rows under «Nơi nhận», ending with «Lưu»."""

from __future__ import annotations

from desktop.core.readings import FieldReading
from desktop.reading.fields.alike import plain
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.confidence import ABSENT_DOUBTFUL, share, worst
from desktop.reading.fields.foot_zone import Foot
from desktop.reading.fields.lists import Item, is_bulleted, items, with_known_body
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.recover import gaps
from desktop.reading.fields.rereading import reread
from desktop.reading.fields.rows import area


def read_recipients(foot: Foot | None, looker: Looker | None, catalogue: Catalogue) -> FieldReading:
    """Return the recipients, one an item; None where the letter has no «Nơi nhận»."""
    if foot is None or looker is None or not foot.recipients:
        return FieldReading(None, ABSENT_DOUBTFUL)
    read = reread(foot.recipients, looker)
    flush = min((r.row.box.x0 for r in read if is_bulleted(r.text)), default=None)
    listed = _to_the_last(items(read, flush=flush))
    shares = [s for item in listed for s in item.shares]
    confidence = worst(*shares) if shares else 0.5
    if not listed or not plain(listed[-1].text).startswith("luu") or (gaps(foot) and not looker.sure):
        confidence = min(confidence, share("single"))  # the file copy ends every list: rows are missing
    names = [with_known_body(item.text, catalogue) for item in listed]
    return FieldReading(names or None, confidence, foot.page, area([r.row for r in read]))


def _to_the_last(listed: list[Item]) -> list[Item]:
    """The file copy («Lưu …») is the last recipient; what stands under it is no longer one."""
    at = next((i for i, item in enumerate(listed) if plain(item.text).startswith("luu")), None)
    return listed if at is None else listed[: at + 1]
