"""Who may do what, once an office has switched signing in on. One table: what is written → the right it needs → the
roles that have it. Services ask it; nothing in the window decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from desktop.core.errors import OfficeError
from desktop.core.words import Text, tr

AccountRole = Literal["administrator", "leader", "clerk", "officer", "viewer"]


class Right(StrEnum):
    """What a role may be allowed."""

    LOOK = "look"
    PROGRESS = "progress"
    ASSIGN = "assign"
    INTAKE = "intake"
    REGISTER = "register"
    BOOKS = "books"
    CATALOGUE = "catalogue"
    RESTRICT = "restrict"
    EXPORT = "export"
    CARE = "care"
    SETTINGS = "settings"
    ACCOUNTS = "accounts"


_OFFICER = frozenset({Right.LOOK, Right.PROGRESS})
_CLERK = frozenset(set(Right) - {Right.ACCOUNTS, Right.SETTINGS})
#: An officer reports on own work alone; see ``Access.owns``.
RIGHTS: dict[AccountRole, frozenset[Right]] = {
    "administrator": frozenset(Right),
    "leader": _OFFICER | {Right.ASSIGN, Right.RESTRICT},
    "clerk": _CLERK,
    "officer": _OFFICER,
    "viewer": frozenset({Right.LOOK}),
}
ROLES: tuple[AccountRole, ...] = ("administrator", "leader", "clerk", "officer", "viewer")
ROLE_NAMES: dict[AccountRole, Text] = {
    "administrator": tr("Quản trị"),
    "leader": tr("Lãnh đạo"),
    "clerk": tr("Văn thư"),
    "officer": tr("Cán bộ"),
    "viewer": tr("Chỉ xem"),
}
RIGHT_NAMES: dict[Right, Text] = {
    Right.LOOK: tr("xem sổ"),
    Right.PROGRESS: tr("báo cáo tiến độ"),
    Right.ASSIGN: tr("giao việc"),
    Right.INTAKE: tr("nhận bản quét"),
    Right.REGISTER: tr("đăng ký văn bản"),
    Right.BOOKS: tr("quản lý sổ"),
    Right.CATALOGUE: tr("sửa danh mục"),
    Right.RESTRICT: tr("hạn chế xem văn bản"),
    Right.EXPORT: tr("xuất dữ liệu"),
    Right.CARE: tr("kiểm tra và sửa chữa"),
    Right.SETTINGS: tr("thay đổi thiết lập"),
    Right.ACCOUNTS: tr("quản lý người dùng"),
}

#: The name of each transaction (``Office.write``) → the right it needs. A name that is not here is refused to everybody
#: who signed in, so a new operation cannot be forgotten; a test walks the services and asks for each.
OPERATIONS: dict[str, Right] = {
    **dict.fromkeys(("arrange", "dismiss", "reread", "stop-reading"), Right.INTAKE),
    **dict.fromkeys(
        ("register", "correct", "void", "import", "reply", "reply-void", "hand-over", "declare-secret"), Right.REGISTER
    ),
    **dict.fromkeys(("same-letter", "same-letter-undo"), Right.REGISTER),
    **dict.fromkeys(("confirm-sheets",), Right.REGISTER),
    **dict.fromkeys(("assign", "instruct", "reassign", "hand-over-all", "change-due", "pause", "resume"), Right.ASSIGN),
    **dict.fromkeys(("reopen", "confirm", "recurrence"), Right.ASSIGN),
    **dict.fromkeys(("extension-grant", "extension-refuse", "extension-counter"), Right.ASSIGN),
    **dict.fromkeys(("progress-report", "extension-ask", "extension-accept", "extension-decline"), Right.PROGRESS),
    **dict.fromkeys(("attach", "detach"), Right.PROGRESS),
    **dict.fromkeys(("add-book", "edit-book", "start-volume", "close-year", "bind-year", "reopen-year"), Right.BOOKS),
    **dict.fromkeys(("change-office", "set-holidays", "add-unit", "edit-unit"), Right.CATALOGUE),
    **dict.fromkeys(("add-person", "edit-person", "deactivate-person", "activate-person"), Right.CATALOGUE),
    **dict.fromkeys(("restrict", "unrestrict"), Right.RESTRICT),
    **dict.fromkeys(("export", "renew-backups"), Right.EXPORT),
    **dict.fromkeys(("rebuild-search", "put-aside", "mend-schema"), Right.CARE),
    **dict.fromkeys(
        ("account-add", "account-change", "account-close", "account-open", "sign-in-switch", "recovery-code"),
        Right.ACCOUNTS,
    ),
    **dict.fromkeys(("forget-print", "remember-print", "see-restricted", "own-password"), Right.LOOK),
}
#: What the program does by itself, whoever is or is not signed in: files that come in are taken and read, a secret
#: letter is refused, recurring work is made, a try to sign in is counted.
OF_THE_PROGRAM = frozenset(
    {
        *("take-in", "put-away", "tell-place", "store-reading", "progress", "unreadable", "refuse-secret-forget"),
        *("refuse-secret", "refuse-copies", "empty-secret", "recurring", "sign-in", "recover", "sample"),
    }
)


class AccessDenied(OfficeError):
    """Nobody is signed in, or whoever is may not do this."""


@dataclass(frozen=True)
class Access:
    """Who works: an account, or the program itself. ``given``: somebody else chose the password, so nothing may be seen
    or done before another one is chosen."""

    account_id: int = 0
    name: str = ""
    role: AccountRole = "viewer"
    person_id: int | None = None
    program: bool = False
    given: bool = False

    def may(self, right: Right) -> bool:
        """Tell whether the role has the right."""
        return self.program or right in RIGHTS[self.role]

    def owns(self, people: set[int]) -> bool:
        """Tell whether a task of these people may be reported on: officers report on their own alone."""
        return self.program or self.role != "officer" or self.person_id in people


PROGRAM = Access(program=True)


def sign_in_needed() -> AccessDenied:
    """Return the error for work asked for while nobody is signed in."""
    return AccessDenied(
        "sign-in-needed", tr("Cơ quan này cần đăng nhập."), tr("Hãy đăng nhập rồi làm lại."), tr("Chưa làm gì.")
    )


def password_given() -> AccessDenied:
    """Return the error for work asked for with a password that somebody else has chosen."""
    return AccessDenied(
        "password-given",
        tr("Mật khẩu này do người khác đặt."),
        tr("Hãy đổi mật khẩu của mình trước (lệnh own-password), rồi làm lại."),
        tr("Chưa làm gì."),
    )


def no_right(access: Access, right: Right | None) -> AccessDenied:
    """Return the error for work that a role may not do."""
    what = str(RIGHT_NAMES[right]) if right is not None else "?"
    return AccessDenied(
        "no-right",
        tr("{name} ({role}) không có quyền {what}.", name=access.name, role=str(ROLE_NAMES[access.role]), what=what),
        tr("Nhờ người có quyền làm, hoặc nhờ người quản trị đổi vai trò."),
        tr("Chưa làm gì."),
    )


def not_own(access: Access) -> AccessDenied:
    """Return the error for an officer who would report on somebody else's task."""
    return AccessDenied(
        "not-own",
        tr("{name} chỉ báo cáo được nhiệm vụ của mình.", name=access.name),
        tr("Nhờ văn thư hoặc lãnh đạo ghi."),
        tr("Chưa làm gì."),
    )


def hidden_letter() -> AccessDenied:
    """Return the error for a letter that only others may see."""
    return AccessDenied(
        "restricted",
        tr("Văn bản này hạn chế người xem."),
        tr("Nhờ người được nêu tên, hoặc nhờ người quản trị thêm tên."),
        tr("Chưa làm gì."),
    )
