"""What the inbox says of a scan that has no form: a duplicate, an unreadable one, a secret one, one not read yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from desktop.core.names import show_date
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.inbox_queries import Sheet
from desktop.ui.labels import letter_name
from desktop.ui.scan_words import look_of

if TYPE_CHECKING:
    from desktop.ui.inbox_view import InboxView

Notice = tuple[str, str, str, list[QAction], str]


def notice_for(sheet: Sheet, view: InboxView) -> Notice | None:
    """Return sign, heading, sentences, buttons and colour; None when the scan has something to fill in."""
    s = theme.shades()
    match look_of(sheet.scan):
        case "duplicate":
            return "duplicate", say("Bản quét trùng"), _duplicate(sheet), [view.act_first, view.act_dismiss], s.accent
        case "unreadable":
            buttons = [
                view.act_reread,
                view.act_by_hand,
                view.act_dismiss,
                *view.context.actions.some("file.scan_folder"),
            ]
            return "unreadable", say("Không đọc được bản quét này"), _unreadable(sheet), buttons, s.bad
        case "stopped":
            buttons = [view.act_reread, view.act_by_hand, view.act_dismiss]
            words = say("Phần đã đọc được giữ lại. Bấm Đọc lại để máy đọc từ đầu, hoặc tự gõ để đăng ký.")
            return "stop", say("Đã dừng đọc bản quét này"), words, buttons, s.accent
        case "refused":
            return "refused", say("Văn bản mật: không nhận"), _secret(sheet), [view.act_dismiss], s.bad
        case "waiting" | "reading" if not sheet.draft.complete and not _anything(sheet):
            return _to_be_read(view)
        case _:
            return None


def _to_be_read(view: InboxView) -> Notice:
    accent = theme.shades().accent
    if view.context.intake.paused:
        buttons = [*view.context.actions.some("file.pause_reading"), view.act_by_hand]
        words = say("Bấm Đọc tiếp để máy đọc bản quét này, hoặc tự gõ để đăng ký ngay.")
        return "pause", say("Đang tạm dừng đọc"), words, buttons, accent
    buttons = [view.act_stop, view.act_by_hand]
    return "reading", say("Đang chờ đọc"), say("Các trường sẽ hiện ở đây khi máy đọc xong."), buttons, accent


def _anything(sheet: Sheet) -> bool:
    return any(field.value or field.needs_typing for field in sheet.draft.fields.values())


def _duplicate(sheet: Sheet) -> str:
    first = sheet.first
    if first is None:
        return say("Tệp này giống hệt một tệp đã nhận.")
    words = say(
        "Tệp này giống hệt {file}, đã nhận ngày {day}.", file=first.file, day=show_date(first.received_at.date())
    )
    for letter in sheet.first_letters:
        words += "\n" + say("Đã đăng ký: số đến {n}, {name}.", n=letter.arrival_number, name=letter_name(letter))
    return words + "\n\n" + say("Nếu chỉ là quét hai lần, hãy bỏ qua bản này.")


def _unreadable(sheet: Sheet) -> str:
    todo = say("Hãy quét lại văn bản; hoặc gõ tay các trường từ bản giấy.")
    kept = say("Tệp vẫn được giữ nguyên.") if sheet.file else say("Tệp hỏng vẫn nằm nguyên ở chỗ cũ.")
    todo = f"{todo} {kept}"
    return "\n\n".join(part for part in (sheet.scan.reason, todo) if part)


def _secret(sheet: Sheet) -> str:
    stamp = sheet.scan.reason
    happened = say("{file} có dấu {stamp}.", file=sheet.scan.file, stamp=stamp) if stamp else sheet.scan.file
    kept = say("Chương trình đã xóa bản sao và mọi nội dung đọc được, chỉ ghi lại việc từ chối.")
    todo = say(
        "Hãy vào sổ văn bản mật và xử lý theo quy định về bảo vệ bí mật nhà nước (Luật 117/2025/QH15);"
        " nhớ xóa cả tệp còn nằm trong thư mục quét."
    )
    return f"{happened}\n\n{kept}\n\n{todo}"
