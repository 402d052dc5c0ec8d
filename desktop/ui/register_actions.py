"""The register's actions: names, words, shortcuts."""

from __future__ import annotations

from desktop.core.words import tr
from desktop.ui.actions import ActionSpec

SPECS = (
    ActionSpec(
        "register.open",
        tr("Mở văn bản"),
        tr("Xem trang, chỉ đạo và lịch sử của văn bản đang chọn"),
        ("Alt+Return",),
        "letter",
        "page",
    ),
    ActionSpec("register.close", tr("Đóng khung văn bản"), tr("Trả cả màn hình cho sổ"), ("Esc",), "letter", "close"),
    ActionSpec(
        "register.filter",
        tr("Tìm trong sổ"),
        tr("Gõ để lọc sổ theo số, tác giả, trích yếu"),
        ("F3",),
        "letter",
        "filter",
    ),
    ActionSpec(
        "register.filters",
        tr("Bộ lọc đã giữ"),
        tr("Chọn, đổi tên hoặc bỏ bộ lọc đã giữ của sổ"),
        ("Shift+F3",),
        "letter",
        "starred",
    ),
    ActionSpec(
        "register.keep_filter",
        tr("Giữ bộ lọc này…"),
        tr("Đặt tên cho cách lọc sổ đang dùng để lần sau chọn lại"),
        ("Ctrl+F3",),
        "letter",
        "star",
    ),
    ActionSpec(
        "register.hand_over", tr("Chuyển…"), tr("Ghi người hoặc đơn vị nhận văn bản"), ("Ctrl+M",), "letter", "send"
    ),
    ActionSpec(
        "register.opinion", tr("Bút phê…"), tr("Ghi ý kiến chỉ đạo của lãnh đạo"), ("Ctrl+B",), "letter", "edit"
    ),
    ActionSpec(
        "register.reply",
        tr("Văn bản trả lời…"),
        tr("Ghi văn bản đi của cơ quan trả lời văn bản này và khép lại việc"),
        ("Ctrl+R",),
        "letter",
        "send",
    ),
    ActionSpec(
        "register.directives",
        tr("Giao việc…"),
        tr("Xem các chỉ đạo bên cạnh bản quét và giao việc"),
        ("Ctrl+D",),
        "letter",
        "directives",
    ),
    ActionSpec(
        "register.correct", tr("Sửa…"), tr("Sửa thông tin đã đăng ký; số đến giữ nguyên"), ("F2",), "letter", "edit"
    ),
    ActionSpec(
        "register.void",
        tr("Hủy…"),
        tr("Hủy đăng ký, có ghi lý do; số đến không dùng lại"),
        ("Ctrl+Delete",),
        "letter",
        "void",
    ),
    ActionSpec(
        "register.by_hand",
        tr("Đăng ký văn bản giấy…"),
        tr("Đăng ký văn bản không có bản quét"),
        ("Ctrl+N",),
        "letter",
        "add",
    ),
    ActionSpec(
        "register.slip",
        tr("Phiếu giải quyết…"),
        tr("Xem và in phiếu giải quyết văn bản đến"),
        ("Ctrl+P",),
        "letter",
        "print",
    ),
    ActionSpec(
        "register.print",
        tr("In sổ…"),
        tr("Mở Báo cáo để in sổ đăng ký văn bản đến"),
        ("Ctrl+Shift+P",),
        "letter",
        "register",
    ),
    ActionSpec(
        "register.years",
        tr("Năm và quyển…"),
        tr("Quyển mới, khóa sổ cuối năm, ghi nhận đã đóng quyển, mở lại"),
        ("Ctrl+Shift+Y",),
        "letter",
        "register",
    ),
    ActionSpec(
        "register.import",
        tr("Nhập sổ từ Excel…"),
        tr("Đưa sổ đang ghi trong Excel vào đây; số đến cũ giữ nguyên"),
        ("Ctrl+Shift+I",),
        "letter",
        "excel",
    ),
    ActionSpec(
        "register.attach",
        tr("Đính kèm…"),
        tr("Giữ một tệp cùng với văn bản"),
        ("Ctrl+I",),
        "letter",
        "add-file",
    ),
    ActionSpec(
        "register.replies",
        tr("Văn bản trả lời đã ghi…"),
        tr("Danh sách văn bản đi đã ghi: xem tệp, thêm tệp, hủy"),
        ("Ctrl+Shift+J",),
        "letter",
        "send",
    ),
    ActionSpec(
        "register.next_tab",
        tr("Thẻ kế tiếp"),
        tr("Chuyển sang thẻ kế tiếp của khung văn bản"),
        ("F6",),
        "letter",
        "next",
    ),
)
