"""A draft: what the form shows of one letter in a scan before it is registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.readings import FIELD_NAMES, LIST_FIELDS, Box, FieldReading, LetterReading
from desktop.core.records import Letter, Scan
from desktop.core.words import Text, tr

#: From this confidence on a field is taken as read without a look.
SURE = 0.9
#: What the register's columns 3-6 need (Decree 30/2020, annex VI): a letter that lacks one is to be completed.
REQUIRED_FIELDS = ("issuer", "number", "symbol", "issued_on", "type", "subject")
#: The office never keeps a letter with secrecy, and the form has no place to type one.
DRAFT_FIELDS = tuple(name for name in FIELD_NAMES if name != "secrecy")

#: How the fields of a letter are named on screen and in its history.
FIELD_WORDS: dict[str, Text] = {
    "system": tr("Hệ thống"),
    "parent_issuer": tr("Cơ quan chủ quản"),
    "issuer": tr("Tác giả"),
    "number": tr("Số"),
    "symbol": tr("Ký hiệu"),
    "issued_on": tr("Ngày văn bản"),
    "place": tr("Nơi ban hành"),
    "type": tr("Tên loại"),
    "subject": tr("Trích yếu"),
    "addressees": tr("Kính gửi"),
    "recipients": tr("Nơi nhận"),
    "signing_authority": tr("Thẩm quyền ký"),
    "signer_title": tr("Chức vụ người ký"),
    "signer": tr("Người ký"),
    "urgency": tr("Độ khẩn"),
    "note": tr("Ghi chú"),
}

DraftValue = str | list[str]
_FULL_DATE = len("2024-04-24")


@dataclass(frozen=True)
class DraftField:
    """One field of the form: ``value`` is "" or [] when there is none; ``doubtful`` asks for a look at the scan."""

    name: str
    value: DraftValue
    confidence: float
    page: int | None
    box: Box | None
    needs_typing: bool
    doubtful: bool


@dataclass(frozen=True)
class Draft:
    """One letter of a scan as a form. ``complete`` is False while only its head was read; ``twins`` are registered
    letters that seem to be this one (Decree 30/2020: the system warns of the same number, symbol and issuer)."""

    scan: Scan
    letter_index: int
    first_page: int
    last_page: int
    fields: dict[str, DraftField]
    complete: bool
    twins: tuple[Letter, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether no field needs a look before the letter is registered."""
        return all_sure(self.fields)

    def text(self, name: str) -> str:
        """Return the text of a field; items of a list joined by "; "."""
        value = self.fields[name].value
        return value if isinstance(value, str) else "; ".join(value)


def draft_fields(letter: LetterReading) -> dict[str, DraftField]:
    """Return the form's fields for a letter as read, in the order of the form."""
    absent = FieldReading(None, 0.0)
    return {name: _draft_field(name, letter.fields.get(name, absent)) for name in DRAFT_FIELDS}


def all_sure(fields: Mapping[str, DraftField]) -> bool:
    """Tell whether a letter may be registered unseen. Doubtful lists (addressees, recipients) do not hold it up: they
    stand in no column of the register."""
    return not any(field.doubtful for name, field in fields.items() if name not in LIST_FIELDS)


def empty_fields() -> dict[str, DraftField]:
    """Return the form's fields when nothing could be read."""
    return {name: _draft_field(name, FieldReading(None, 0.0)) for name in DRAFT_FIELDS}


def _draft_field(name: str, field: FieldReading) -> DraftField:
    blank: DraftValue = [] if name in LIST_FIELDS else ""
    value = blank if field.value is None else field.value
    typing = field.needs == "typing"
    lacking = name in REQUIRED_FIELDS and is_missing(name, value)
    unsure = bool(value) and field.confidence < SURE
    return DraftField(name, value, field.confidence, field.page, field.box, typing, typing or lacking or unsure)


def is_missing(name: str, value: DraftValue | None) -> bool:
    """Tell whether a required field is not there in full; a date without its day is not."""
    if not value:
        return True
    return name == "issued_on" and len(value) < _FULL_DATE


def missing_fields(values: Mapping[str, DraftValue]) -> tuple[str, ...]:
    """Return the required fields that still have to be typed."""
    return tuple(name for name in REQUIRED_FIELDS if is_missing(name, values.get(name)))
