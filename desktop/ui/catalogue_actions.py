"""The actions of the catalogues: names, words, shortcuts."""

from __future__ import annotations

from desktop.core.words import tr
from desktop.ui.actions import ActionSpec

SPECS = (
    ActionSpec("catalogues.add", tr("Thêm…"), tr("Thêm một dòng vào danh mục đang xem"), ("Ctrl+N",), "file", "add"),
    ActionSpec("catalogues.edit", tr("Sửa…"), tr("Sửa dòng đang chọn"), ("F2",), "file", "edit"),
    ActionSpec(
        "catalogues.toggle",
        tr("Ngừng dùng"),
        tr("Thôi dùng hoặc dùng lại dòng đang chọn; việc cũ vẫn còn"),
        ("Ctrl+Delete",),
        "file",
        "void",
    ),
    ActionSpec(
        "catalogues.paste",
        tr("Dán danh sách…"),
        tr("Thêm nhiều người từ danh sách Excel hoặc Word"),
        ("Ctrl+Shift+V",),
        "file",
        "people",
    ),
    ActionSpec(
        "catalogues.working",
        tr("Thêm ngày làm bù…"),
        tr("Thêm một Thứ Bảy hoặc Chủ nhật phải làm việc"),
        ("Ctrl+Shift+N",),
        "file",
        "calendar",
    ),
    ActionSpec(
        "catalogues.years",
        tr("Năm và quyển…"),
        tr("Quyển mới, khóa sổ cuối năm, ghi nhận đã đóng quyển, mở lại"),
        ("Ctrl+Shift+Y",),
        "file",
        "register",
    ),
    ActionSpec(
        "catalogues.hand_over",
        tr("Bàn giao việc…"),
        tr("Chuyển mọi việc đang mở của người này cho người khác"),
        ("Ctrl+Shift+G",),
        "file",
        "send",
    ),
    ActionSpec(
        "catalogues.rows",
        tr("Xem việc, văn bản"),
        tr("Mở danh sách việc của người hay đơn vị, văn bản của cơ quan hay sổ đang chọn"),
        ("Ctrl+L",),
        "file",
        "next",
    ),
    ActionSpec(
        "catalogues.history",
        tr("Lịch sử thay đổi…"),
        tr("Xem ai đã làm gì, khi nào, thay đổi từ gì thành gì"),
        ("Ctrl+Shift+H",),
        "file",
        "history",
    ),
)
