"""Which directives want an answer back: a deadline to meet, or a report, proposal or figure to send."""

from __future__ import annotations

import re

from desktop.core.readings import Deadline
from desktop.core.text import fold

_DEMAND = re.compile(
    r"(?:gop y|tra loi|phuc dap|co y kien|co van ban)\b"
    r"|(?:^|[,;.:]\s*|\b(?:va|dong thoi|de|kip thoi|yeu cau|de nghi|to chuc|thuc hien|dinh ky)\s+)"
    r"(?:tong hop(?:,)? )?bao cao\b"
    r"|\bbao cao (?:ket qua|ve |cho |uy ban|ubnd|so (?!\d)|tinh|thanh uy|tinh uy|dang uy|bang van ban|tinh hinh)"
    r"|\bgui (?:bao cao|ket qua|danh sach|so lieu|van ban|ho so|ve )"
)
_COUNTED_FROM = re.compile(r"\d{1,6}[-/]\S*[a-z]")


def asks_answer(text: str, deadline: Deadline | None) -> bool:
    """Tell whether a directive asks for something to come back: it has a deadline, or demands a report or reply."""
    return deadline is not None or _DEMAND.search(fold(text)) is not None


def anchor_key(deadline: Deadline | None) -> str:
    """Return the number key of the letter that a deadline is counted from ("150-KH/TU" → "150-kh-tu"); "" when it is
    counted from nothing, or from something without a number."""
    anchor = fold(deadline.anchor or "").replace(" ", "") if deadline else ""
    return re.sub(r"[-/]+", "-", anchor.lstrip("0")).strip("-") if _COUNTED_FROM.fullmatch(anchor) else ""
