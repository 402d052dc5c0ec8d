"""What is told while an office of an older version is brought to this one, which in a large one takes minutes."""

from __future__ import annotations

from desktop.core.words import Text, tr
from desktop.services.office import Stage

WORDS: dict[Stage, Text] = {
    "copy": tr("Đang sao lưu dữ liệu của phiên bản cũ và kiểm tra bản sao"),
    "change": tr("Đang nâng cấp dữ liệu lên phiên bản này"),
}
