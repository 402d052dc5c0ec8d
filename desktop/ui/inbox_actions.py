"""The actions of the inbox: their names, words and keys."""

from __future__ import annotations

from desktop.core.words import tr
from desktop.ui.actions import ActionSpec

REGISTER = ActionSpec(
    "inbox.register",
    tr("Đăng ký"),
    tr("Ghi văn bản này vào sổ với số đến kế tiếp, rồi sang bản quét sau"),
    ("Ctrl+Return", "Ctrl+Enter"),
    "letter",
    "stamp",
)
REGISTER_ALL = ActionSpec(
    "inbox.register_all",
    tr("Đăng ký tất cả"),
    tr("Ghi vào sổ mọi bản quét đọc chắc chắn; bản nào cần xem thì để lại"),
    ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
    "letter",
    "stamp-all",
)
NEXT_SCAN = ActionSpec("inbox.next", tr("Bản quét sau"), tr("Sang bản quét kế tiếp"), ("Alt+Down",), "letter", "down")
PREVIOUS_SCAN = ActionSpec(
    "inbox.previous", tr("Bản quét trước"), tr("Về bản quét liền trước"), ("Alt+Up",), "letter", "up"
)
NEXT_FIELD = ActionSpec(
    "inbox.next_field",
    tr("Trường cần xem kế tiếp"),
    tr("Đưa con trỏ tới trường chưa chắc chắn kế tiếp"),
    ("F8",),
    "letter",
    "doubtful",
)
PREVIOUS_FIELD = ActionSpec(
    "inbox.previous_field",
    tr("Trường cần xem trước"),
    tr("Đưa con trỏ về trường chưa chắc chắn liền trước"),
    ("Shift+F8",),
    "letter",
)
NEXT_LETTER = ActionSpec(
    "inbox.next_letter",
    tr("Văn bản kế tiếp trong bản quét"),
    tr("Bản quét có nhiều văn bản: sang văn bản kế tiếp"),
    ("F7",),
    "letter",
)
SCAN_LIST = ActionSpec(
    "inbox.list",
    tr("Hiện, ẩn danh sách bản quét"),
    tr("Nhường chỗ cho trang và các trường, hoặc hiện lại danh sách; cửa sổ hẹp thì danh sách tự ẩn"),
    ("F12",),
    "view",
)
REREAD = ActionSpec("inbox.reread", tr("Đọc lại"), tr("Đọc lại bản quét này từ đầu"), ("Ctrl+R",), "letter", "refresh")
STOP = ActionSpec(
    "inbox.stop",
    tr("Dừng đọc bản này"),
    tr("Thôi đọc bản quét đang chọn; phần đã đọc được giữ lại, có thể đọc lại hoặc tự gõ"),
    ("Ctrl+Shift+X",),
    "letter",
    "stop",
)
DISMISS = ActionSpec(
    "inbox.dismiss",
    tr("Bỏ qua bản quét…"),
    tr("Lấy bản quét khỏi danh sách mà không đăng ký; phải ghi lý do"),
    ("Ctrl+D",),
    "letter",
    "skip",
)
ARRANGE = ActionSpec(
    "inbox.arrange",
    tr("Sắp xếp trang…"),
    tr("Xoay, tách hay ghép các trang của bản quét rồi đọc lại; tệp gốc được giữ nguyên"),
    ("Ctrl+Shift+A",),
    "letter",
    "arrange",
)
FIRST_COPY = ActionSpec(
    "inbox.first",
    tr("Xem bản đã nhận trước"),
    tr("Mở bản quét hoặc văn bản mà bản này trùng với"),
    ("Ctrl+G",),
    "letter",
    "copy",
)
OPEN_FILE = ActionSpec(
    "inbox.open_file",
    tr("Mở tệp gốc"),
    tr("Mở bản quét bằng chương trình xem tệp của máy"),
    ("Ctrl+E",),
    "letter",
    "page",
)
BY_HAND = ActionSpec(
    "inbox.by_hand",
    tr("Tự gõ để đăng ký"),
    tr("Hiện biểu mẫu trống để gõ tay, khi máy không đọc được bản quét"),
    ("Ctrl+H",),
    "letter",
    "edit",
)
HISTORY = ActionSpec(
    "inbox.history",
    tr("Lịch sử thay đổi…"),
    tr("Xem ai đã làm gì, khi nào, thay đổi từ gì thành gì"),
    ("Ctrl+Shift+H",),
    "letter",
    "history",
)
