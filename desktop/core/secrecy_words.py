"""Degrees of secrecy as people type them: Mật, Tối mật, Tuyệt mật (Law on State Secrets 117/2025/QH15), in a column of
their own or beside a title. Letters that merely speak of secrets («bảo vệ bí mật nhà nước») are no secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from desktop.core.errors import SecretLetter
from desktop.core.text import fold, squeeze
from desktop.core.words import tr

_DEGREE = r"(?:tuyet\s*mat|toi\s*mat|mat)"
_ALONE = re.compile(rf"(?:(?:dau\s+chi\s+)?(?:muc\s+)?do\s*mat\s*[:=-]?\s*)?[\W_]*{_DEGREE}[\W_]*")
_BRACKETED = re.compile(rf"[(\[{{<]\s*(?:do\s+|dau\s+)?{_DEGREE}\s*[)\]}}>]")
_NAMED = re.compile(rf"\b(?:muc\s+)?do\s*mat\s*[:=]\s*{_DEGREE}\b")
_SIGN = re.compile(r".*[(\[-]\s*(?:m|tm|tum|toim|tuyetm)\s*[)\]]?")
_HEADS = ("do mat", "muc do mat", "muc mat", "dau mat", "dau chi do mat", "do bao mat", "muc do bao mat")
_NOT = frozenset({"", "khong", "khong mat", "thuong", "binh thuong", "ko", "k", "0", "-", "--", "no", "none", "false"})


def is_degree(text: str) -> bool:
    """Tell whether a text is, or bears in brackets, a degree of secrecy: «MẬT», «Báo cáo tình hình (Tối mật)»."""
    words = fold(squeeze(text))
    if _ALONE.fullmatch(words):
        return text.isascii() or "mật" in normalize("NFC", text).lower()  # «mất» without its accent is another word
    return bool(_BRACKETED.search(words) or _NAMED.search(words))


def is_secret_symbol(symbol: str) -> bool:
    """Tell whether a letter's number and symbol end in the sign of secret letters: «12/BC-UBND (M)»."""
    words = fold(squeeze(symbol))
    return is_degree(symbol) or bool(_SIGN.fullmatch(words) and words.endswith((")", "]")))


def degree_column(heads: Sequence[str]) -> int | None:
    """Return which column (0-based) holds the degree of secrecy, None when none does."""
    words = [fold(squeeze(head)) for head in heads]
    return next((n for n, w in enumerate(words) if w == "mat" or w.startswith(_HEADS)), None)


def is_secret_row(cells: Iterable[str], column: int | None = None) -> bool:
    """Tell whether a row of a register is of a secret letter: by its column for that, where anything but a «no» counts
    (a cross, A, B, C), or by a degree in any other cell."""
    texts = list(cells)
    if column is not None and column < len(texts) and fold(squeeze(texts[column])) not in _NOT:
        return True
    return any(is_degree(text) or is_secret_symbol(text) for text in texts if len(text) <= _LONGEST)


_LONGEST = 2000


def require_no_secret(values: Mapping[str, object]) -> None:
    """Raise SecretLetter when what was typed of a letter says that it is secret; nothing of it is kept, the error does
    not repeat it."""
    for name, value in values.items():
        for text in value if isinstance(value, (list, tuple)) else (value,):
            found = is_secret_symbol(str(text)) if name in ("number", "symbol") else is_degree(str(text or ""))
            if text and found:
                raise secret_typed()


def secret_typed() -> SecretLetter:
    """Return the error for a letter that is said to be secret."""
    return SecretLetter(
        "secret",
        tr("Văn bản ghi độ mật thì không vào sổ trên máy này."),
        tr("Hãy đăng ký ở sổ đăng ký văn bản mật và xử lý trên máy soạn thảo văn bản mật (không nối mạng)."),
        tr("Chương trình không giữ lại gì của văn bản này."),
    )
