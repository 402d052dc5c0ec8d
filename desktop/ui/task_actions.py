"""The actions of the list of tasks: names, words, shortcuts."""

from __future__ import annotations

from desktop.core.words import tr
from desktop.ui.actions import ActionSpec

SPECS = (
    ActionSpec(
        "tasks.open", tr("Mở nhiệm vụ"), tr("Xem nhiệm vụ đang chọn và ghi tiến độ"), ("Alt+Return",), "task", "tasks"
    ),
    ActionSpec(
        "tasks.close_panel", tr("Đóng khung nhiệm vụ"), tr("Trả cả màn hình cho danh sách"), ("Esc",), "task", "close"
    ),
    ActionSpec("tasks.filter", tr("Tìm nhiệm vụ"), tr("Gõ để lọc danh sách nhiệm vụ"), ("F3",), "task", "filter"),
    ActionSpec(
        "tasks.filters",
        tr("Bộ lọc đã giữ"),
        tr("Chọn, đổi tên hoặc bỏ bộ lọc đã giữ của danh sách nhiệm vụ"),
        ("Shift+F3",),
        "task",
        "starred",
    ),
    ActionSpec(
        "tasks.keep_filter",
        tr("Giữ bộ lọc này…"),
        tr("Đặt tên cho cách lọc nhiệm vụ đang dùng để lần sau chọn lại"),
        ("Ctrl+F3",),
        "task",
        "star",
    ),
    ActionSpec(
        "tasks.progress", tr("Ghi tiến độ"), tr("Ghi tiến độ vào nhật ký của việc"), ("Ctrl+Return",), "task", "edit"
    ),
    ActionSpec(
        "tasks.finish",
        tr("Kết thúc việc"),
        tr("Kết thúc việc, kèm số văn bản trả lời nếu có"),
        ("Ctrl+Shift+Return",),
        "task",
        "done",
    ),
    ActionSpec(
        "tasks.change_due",
        tr("Đổi hạn…"),
        tr("Đổi hạn, có ghi lý do; hạn cũ vẫn còn trong nhật ký"),
        ("Ctrl+H",),
        "task",
        "calendar",
    ),
    ActionSpec(
        "tasks.reassign", tr("Giao lại…"), tr("Giao việc cho người khác, có ghi lý do"), ("Ctrl+G",), "task", "person"
    ),
    ActionSpec(
        "tasks.pause", tr("Tạm dừng…"), tr("Tạm dừng hoặc tiếp tục việc, có ghi lý do"), ("Ctrl+T",), "task", "clock"
    ),
    ActionSpec("tasks.reopen", tr("Mở lại…"), tr("Mở lại việc đã kết thúc, có ghi lý do"), ("Ctrl+R",), "task", "undo"),
    ActionSpec(
        "tasks.letter", tr("Xem văn bản"), tr("Mở văn bản mà việc này bắt nguồn"), ("Ctrl+L",), "task", "register"
    ),
    ActionSpec(
        "tasks.of_lead",
        tr("Việc của người chủ trì"),
        tr("Lọc danh sách: mọi việc của người chủ trì việc này"),
        ("Ctrl+Shift+B",),
        "task",
        "people",
    ),
    ActionSpec(
        "tasks.new",
        tr("Việc mới…"),
        tr("Giao một việc của cơ quan, không theo văn bản nào"),
        ("Ctrl+N",),
        "task",
        "add",
    ),
    ActionSpec(
        "tasks.extend",
        tr("Gia hạn…"),
        tr("Xin gia hạn, hoặc trả lời đề nghị gia hạn đang chờ"),
        ("Ctrl+E",),
        "task",
        "calendar",
    ),
    ActionSpec("tasks.confirm", tr("Xác nhận xong"), tr("Xác nhận việc đã báo xong"), ("Ctrl+Y",), "task", "done"),
    ActionSpec(
        "tasks.reply",
        tr("Văn bản trả lời…"),
        tr("Ghi văn bản đi của cơ quan trả lời văn bản này và khép lại việc"),
        ("Ctrl+B",),
        "task",
        "send",
    ),
    ActionSpec("tasks.attach", tr("Đính kèm…"), tr("Giữ một tệp cùng với việc"), ("Ctrl+I",), "task", "add-file"),
    ActionSpec(
        "tasks.repeat", tr("Lặp lại…"), tr("Đặt, đổi hoặc thôi kỳ lặp lại của việc"), ("Ctrl+U",), "task", "refresh"
    ),
    ActionSpec(
        "tasks.hand_over_all",
        tr("Bàn giao toàn bộ việc…"),
        tr("Chuyển mọi việc đang mở của một người cho người khác"),
        ("Ctrl+Shift+G",),
        "task",
        "people",
    ),
    ActionSpec(
        "tasks.history",
        tr("Lịch sử thay đổi…"),
        tr("Xem ai đã làm gì, khi nào, thay đổi từ gì thành gì"),
        ("Ctrl+Shift+H",),
        "task",
        "history",
    ),
)
