"""Is a page stamped secret? Such a letter must not enter this program (Law on State Secrets 117/2025/QH15): told by the
stamp in its frame or in red, or by the degree standing alone in the head of a typed page; never by words in the text."""

from __future__ import annotations

import re
from typing import NoReturn

from desktop.core.errors import SecretLetter
from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.core.words import tr
from desktop.reading.pages import Line, Page
from desktop.reading.seals import SECRET

_ALONE = re.compile(r"^\W*(?:(?:ĐỘ|MỨC ĐỘ) MẬT\s*:\s*)?(TUYỆT MẬT|TỐI MẬT|MẬT)\W*$")
_MISREAD = {"toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_HEAD = 0.42


def check(page: Page) -> None:
    """Raise SecretLetter when the page bears a secrecy stamp."""
    degree = degree_of(page)
    if degree:
        refuse(degree)


def refuse(degree: str) -> NoReturn:
    """Raise SecretLetter for a page that bears this degree."""
    raise SecretLetter(
        "secret-stamp",
        tr("Văn bản đóng dấu {degree}, không được đưa vào máy tính này.", degree=degree),
        tr("Đăng ký vào sổ văn bản mật và xử lý theo quy định về bảo vệ bí mật nhà nước."),
        tr("Không có nội dung nào của văn bản được lưu lại."),
    )


def degree_alone(text: str) -> str | None:
    """Return the degree that a whole line is, None for any other line."""
    found = _ALONE.match(text)
    if found:
        return found.group(1)
    # the longer degrees are known with a mark misread, too (TÔI MẬT); MẬT alone is too short for that
    bare = " ".join(re.findall(r"[^\W\d_]+", text))
    return _MISREAD.get(fold(bare)) if bare.isupper() else None


def degree_of(page: Page) -> str | None:
    """Return MẬT, TỐI MẬT or TUYỆT MẬT when the page is stamped so, else None."""
    stamped = next((word for word, _ in page.red_stamps if word in SECRET), None)
    return stamped or _red_alone(page) or _typed_alone(page)


def _red_alone(page: Page) -> str | None:
    """A stamp in red without a frame stands among the overlays."""
    found = (degree_alone(line.text) for line in page.overlays if line.box.y0 < _HEAD)
    return next((degree for degree in found if degree), None)


def _typed_alone(page: Page) -> str | None:
    for line in page.lines:
        found = degree_alone(line.text)
        if found and line.box.y1 < _HEAD and not _goes_on(line, page.lines):
            return found
    return None


def _goes_on(line: Line, lines: tuple[Line, ...]) -> bool:
    """Tell whether the line is the rest of a title («… BẢO VỆ BÍ MẬT» broken before its last word): set close under
    another line in capitals that stands above its middle."""
    box = line.box
    middle, height = (box.x0 + box.x1) / 2, box.y1 - box.y0
    return any(
        _just_above(other.box, box, height) and _covers(other.box, middle) and other.text.isupper() for other in lines
    )


def _just_above(upper: Box, lower: Box, height: float) -> bool:
    return -0.3 * height < lower.y0 - upper.y1 < 0.8 * height


def _covers(box: Box, middle: float) -> bool:
    return box.x0 < middle < box.x1 and box.x1 - box.x0 > 0.1
