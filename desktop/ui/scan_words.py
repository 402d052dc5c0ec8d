"""How the state of a waiting scan is told: one word of ours for each, with icon and colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from desktop.core.records import Scan
from desktop.core.words import Text, say, tr
from desktop.services.inbox import STOPPED
from desktop.services.notes import in_vietnamese
from desktop.ui import theme

Look = Literal["waiting", "reading", "ready", "look", "duplicate", "unreadable", "stopped", "refused", "sheet"]

_WORDS: dict[Look, Text] = {
    "waiting": tr("Chờ đọc"),
    "reading": tr("Đang đọc"),
    "ready": tr("Sẵn sàng"),
    "look": tr("Cần xem"),
    "duplicate": tr("Trùng"),
    "unreadable": tr("Không đọc được"),
    "stopped": tr("Đã dừng đọc"),
    "refused": tr("Từ chối (mật)"),
    "sheet": tr("Phiếu tuần trả về"),
}
ICONS: dict[Look, str] = {
    "waiting": "clock",
    "reading": "reading",
    "ready": "ready",
    "look": "look",
    "duplicate": "duplicate",
    "unreadable": "unreadable",
    "stopped": "stop",
    "refused": "refused",
    "sheet": "week",
}


def look_of(scan: Scan) -> Look:
    """Return how a scan is shown; a ready one with a doubtful field needs a look."""
    match scan.state:
        case "stored":
            return "waiting"
        case "ready":
            return "sheet" if scan.shows_sheets else "look" if scan.doubtful else "ready"
        case "unreadable" if scan.reason == in_vietnamese(STOPPED):
            return "stopped"
        case _:
            return scan.state


def colour_of(look: Look) -> str:
    """Return the colour of a state's icon and word."""
    s = theme.shades()
    return {"ready": s.good, "look": s.doubt, "unreadable": s.bad, "refused": s.bad, "sheet": s.accent}.get(
        look, s.text_soft
    )


def state_line(scan: Scan) -> str:
    """Return the second line of a row: state, progress, letters of a batch, pages."""
    words = [str(_WORDS[look_of(scan)])]
    if scan.state == "reading" and scan.progress:
        words[0] += f" {scan.progress:.0%}"
    if scan.letter_count > 1 or scan.sheets_waiting:
        words.append(say("{done}/{all} văn bản", done=scan.registered_count, all=scan.letter_count))
    if scan.pages:
        words.append(say("{n} trang", n=scan.pages))
    return " · ".join(words)


def title_of(scan: Scan) -> str:
    """Return the first line of a row: what the letter is, else the file's name."""
    return scan.title or scan.file


def summary(looks: Mapping[Look, int]) -> str:
    """Return how many scans are ready, need a look, are still being read; ``looks``: how many there are of each."""
    ready, look = looks.get("ready", 0), looks.get("look", 0)
    reading = looks.get("reading", 0) + looks.get("waiting", 0)
    parts = [
        say("{n} sẵn sàng", n=ready) if ready else "",
        say("{n} cần xem", n=look) if look else "",
        say("{n} đang đọc", n=reading) if reading else "",
    ]
    return " · ".join(part for part in parts if part)
