"""How statuses, kinds, roles and dates are named on screen: a sign beside each word, so colour is never the only sign."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.core.calendar import Week
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Directive, Letter, Person, Role, Status, Task
from desktop.core.words import Text, say, tr

STATUS_WORDS: dict[Status, Text] = {
    "overdue": tr("Quá hạn"),
    "rework": tr("Làm lại"),
    "waiting": tr("Chờ xác nhận"),
    "under_way": tr("Đang làm, trong hạn"),
    "not_started": tr("Chưa bắt đầu"),
    "no_due": tr("Không có hạn"),
    "paused": tr("Tạm dừng"),
    "done_on_time": tr("Xong đúng hạn"),
    "done_late": tr("Xong quá hạn"),
    "void": tr("Đã hủy"),
}
STATUS_SIGNS: dict[Status, str] = {
    "overdue": "!",
    "rework": "↺",
    "waiting": "?",
    "under_way": "▸",
    "not_started": "○",
    "no_due": "–",
    "paused": "‖",
    "done_on_time": "✓",
    "done_late": "✓",
    "void": "✗",
}
KIND_WORDS: dict[str, Text] = {
    "container": tr("Mục lớn"),
    "dated": tr("Có hạn"),
    "recurring": tr("Định kỳ"),
    "urgent": tr("Gấp, không ghi ngày"),
    "standing": tr("Thường xuyên"),
    "target": tr("Chỉ tiêu"),
    "note": tr("Lưu ý"),
    "closing": tr("Câu kết"),
}
CONCERN_WORDS: dict[str, Text] = {
    "yes": tr("Giao cho cấp xã"),
    "maybe": tr("Có thể liên quan"),
    "no": tr("Không giao cho cấp xã"),
}
ROLE_WORDS: dict[Role, Text] = {
    "chairman": tr("Chủ tịch"),
    "deputy": tr("Phó Chủ tịch"),
    "head": tr("Trưởng đơn vị"),
    "clerk": tr("Văn thư"),
    "officer": tr("Cán bộ, công chức"),
}
_DAY_WORDS = (tr("Thứ Hai"), tr("Thứ Ba"), tr("Thứ Tư"), tr("Thứ Năm"), tr("Thứ Sáu"), tr("Thứ Bảy"), tr("Chủ nhật"))


def size_label(size: int) -> str:
    """Write a file's size: ``12 KB``, ``3.4 MB``."""
    return f"{max(1, size // 1024)} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def status_label(status: Status) -> str:
    """Name a status with its sign, e.g. ``! Quá hạn``."""
    return f"{STATUS_SIGNS[status]} {STATUS_WORDS[status]}"


def week_label(week: Week) -> str:
    """Name a week as offices do: ``Tuần 47 (16/11 - 22/11/2026)``."""
    first, last = week.monday, week.sunday
    return say("Tuần {n} ({first} - {last})", n=week.number, first=f"{first:%d/%m}", last=show_date(last))


def day_label(day: date) -> str:
    """Name a day with its weekday: ``Thứ Sáu 27/11/2026``."""
    return f"{_DAY_WORDS[day.weekday()]} {show_date(day)}"


def due_label(task: Task) -> str:
    """Write a task's due day with its hour, ``17h00 27/11/2026``; a dash when there is none."""
    if task.due_on is None:
        return "–"
    return f"{task.due_time} {show_date(task.due_on)}".strip()


def letter_name(letter: Letter) -> str:
    """Name a letter in one line: ``Công văn 2167/UBND-KTTH``, or ``Công văn không số``."""
    sign = full_symbol(letter.number, letter.symbol, letter.system).strip()
    return f"{letter.type or say('Văn bản')} {sign or say('không số')}"


def type_and_subject(letter: Letter) -> str:
    """Column 6 of the register: the type and the subject in one text."""
    if letter.type and letter.subject:
        return say("{type} về: {subject}", type=letter.type, subject=letter.subject)
    return letter.type or letter.subject


def person_name(person: Person) -> str:
    """Name a person with the unit, since two people may share a name."""
    return f"{person.name} ({person.unit})" if person.unit else person.name


def path_label(path: str) -> str:
    """Name a directive's place in the letter: ``4-3-1`` as it is, ``p2`` as ``Đoạn 2``, a note by what it belongs to.

    The closing sentence (``end``) has no number: '' (its kind says what it is).
    """
    if path == "end":
        return ""
    first = path.split("-", 1)[0]
    if first[:1] == "p" and first[1:].isdigit():
        return "-".join([say("Đoạn {n}", n=first[1:]), *path.split("-")[1:]])
    return path.removesuffix("-note")


def directive_title(directive: Directive) -> str:
    """Name a directive by its place and kind: ``1-a · Có hạn``."""
    kind = str(KIND_WORDS.get(directive.kind, directive.kind))
    return " · ".join(part for part in (path_label(directive.path), kind) if part)


def late_label(task: Task, today: date) -> str:
    """Say how late or how near a task is: ``trễ 3 ngày``, ``hôm nay``, ``còn 2 ngày``; '' when closed or without day."""
    if task.state == "done" or task.due_on is None:
        return ""
    left = (task.due_on - today) // timedelta(days=1)
    if left < 0:
        return say("trễ {n} ngày", n=-left)
    return say("hôm nay") if left == 0 else say("còn {n} ngày", n=left)


def weekdays() -> list[tuple[int, Text]]:
    """Return the names of a week's days by number, 1 Monday to 7 Sunday."""
    return list(enumerate(_DAY_WORDS, 1))
