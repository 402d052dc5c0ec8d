"""A new office with the units that a commune of the two-tier kind has since 1 July 2025; all of it can be changed."""

from __future__ import annotations

from pathlib import Path

from desktop.core.errors import RuleError
from desktop.core.records import OfficeInfo, OfficeKind
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services.office import Clock, Office

_ECONOMY: dict[OfficeKind, tuple[str, str]] = {
    "xã": ("Phòng Kinh tế", "PKT"),
    "phường": ("Phòng Kinh tế, Hạ tầng và Đô thị", "PKTHTĐT"),
    "đặc khu": ("Phòng Kinh tế", "PKT"),
}
_REST: tuple[tuple[str, str], ...] = (
    ("Phòng Văn hóa - Xã hội", "PVHXH"),
    ("Trung tâm Phục vụ hành chính công", "TTPVHCC"),
    ("Ban Chỉ huy Quân sự", "BCHQS"),
    ("Công an", "CA"),
    ("Trạm Y tế", "TYT"),
    ("Trường học", "TH"),
    ("Văn phòng Đảng ủy", "VPĐU"),
    ("Ban Xây dựng Đảng", "BXDĐ"),
    ("Ủy ban Kiểm tra Đảng ủy", "UBKT"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam", "MTTQ"),
)


def standard_units(kind: OfficeKind) -> tuple[tuple[str, str], ...]:
    """Return (name, short name) of a commune's units: a phường has one of its own for economy and town planning."""
    return (
        ("Lãnh đạo Ủy ban nhân dân", "LĐ"),
        ("Văn phòng HĐND và UBND", "VP"),
        _ECONOMY[kind],
        *_REST,
    )


def create_office(folder: Path | str, info: OfficeInfo, *, clock: Clock | None = None, actor: str = "") -> Office:
    """Make a new office with its standard units and the book of incoming letters, without people, and open it.

    Raises RuleError without a name, StorageError when the folder is not free or the disk does not take it.
    """
    if not squeeze(info.name):
        raise RuleError("no-name", tr("Cơ quan chưa có tên."), tr("Hãy ghi tên cơ quan như in trên văn bản."))
    return Office.create(folder, info, clock=clock, actor=actor, units=standard_units(info.kind))
