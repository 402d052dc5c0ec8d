"""The forms behind the register books: a book, a new volume, closing a year, binding, reopening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.core.books import BookYear
from desktop.core.records import Book
from desktop.core.words import Text, say
from desktop.ui.choosers import DayEdit
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.field_form import SYSTEMS
from desktop.ui.form_dialog import FormDialog
from desktop.ui.widgets import NumberBox


class BookDialog(FormDialog):
    """Asks for a book's name and which letters go into it of themselves."""

    def __init__(self, book: Book | None, parent: QWidget | None = None) -> None:
        super().__init__(say("Sửa sổ") if book else say("Thêm sổ"), say("Lưu") if book else say("Thêm"), parent)
        self.name = QLineEdit(book.name if book else "")
        self.name.setPlaceholderText(say("ví dụ Sổ đăng ký văn bản Đảng, Sổ đơn thư"))
        self.system = QComboBox()
        self.system.addItem(say("không riêng loại nào"), "")
        for system, words in SYSTEMS:
            self.system.addItem(str(words), system)
        self.system.setCurrentIndex(max(0, self.system.findData(book.system if book else "")))
        self.form.addRow(say("Tên sổ"), self.name)
        self.form.addRow(say("Văn bản tự vào sổ này"), self.system)
        self.name.textChanged.connect(self.check)
        self.check()

    def chosen_system(self) -> str:
        """Return the system whose letters go into the book, '' for none in particular."""
        return str(self.system.currentData())

    def problem(self) -> str:
        return "" if self.name.text().strip() else say("Hãy ghi tên sổ.")


class VolumeDialog(FormDialog):
    """Asks at which number a new volume begins: the next one, or one given already."""

    def __init__(self, year: BookYear, parent: QWidget | None = None) -> None:
        present = year.volumes[-1]
        super().__init__(
            say("Quyển mới"),
            say("Bắt đầu quyển {n}", n=present.number + 1),
            parent,
            intro=say(
                "{book} năm {year}: quyển {n} bắt đầu từ số {first}, số cuối đã cấp là {last}.",
                book=year.book.name,
                year=year.year,
                n=present.number,
                first=present.first_number,
                last=year.last_number,
            ),
        )
        self.first = NumberBox()
        self.first.setRange(min(present.first_number + 1, year.last_number + 1), year.last_number + 1)
        self.first.setValue(year.last_number + 1)
        self.form.addRow(say("Quyển mới từ số"), self.first)
        self._empty = present.first_number > year.last_number
        self.check()

    def problem(self) -> str:
        return say("Quyển hiện tại chưa có số nào.") if self._empty else ""


class CloseYearDialog(FormDialog):
    """Tells what closing does and what speaks against it; that is confirmed with a tick."""

    def __init__(self, year: BookYear, objections: Sequence[Text], parent: QWidget | None = None) -> None:
        super().__init__(
            say("Khóa sổ năm {year}", year=year.year),
            say("Khóa và lưu bản in"),
            parent,
            intro=say(
                "{book} năm {year} có {n} số. Khóa rồi thì không cấp thêm số, không hủy số; sửa phải ghi lý do. "
                "Bản in của sổ được lưu trong thư mục cơ quan để in, ký và đóng quyển.",
                book=year.book.name,
                year=year.year,
                n=year.last_number,
            ),
        )
        self.sure = QCheckBox(say("Vẫn khóa sổ như hiện có"))
        self._objections = [str(text) for text in objections]
        for text in self._objections:
            self.form.addRow(_line(f"! {text}"))
        if self._objections:
            self.form.addRow(self.sure)
        self.sure.toggled.connect(self.check)
        self.check()

    def problem(self) -> str:
        if not self._objections or self.sure.isChecked():
            return ""
        return say("Hãy xem các điểm trên, rồi đánh dấu nếu vẫn khóa.")


class BindDialog(FormDialog):
    """Asks when the printed register was bound, and in how many volumes."""

    def __init__(self, year: BookYear, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Đã đóng quyển"),
            say("Ghi nhận"),
            parent,
            intro=say("{book} năm {year} đã in, ký và đóng quyển.", book=year.book.name, year=year.year),
        )
        self.volumes = NumberBox()
        self.volumes.setRange(1, 99)
        self.volumes.setValue(year.bound_volumes or len(year.volumes))
        self.day = DayEdit(year.bound_on or max(year.closed_on or date.today(), date.today()))
        self.form.addRow(say("Số quyển"), self.volumes)
        self.form.addRow(say("Ngày đóng quyển"), self.day)
        self.check()


def reopen_dialog(year: BookYear, parent: QWidget | None = None) -> ReasonDialog:
    """Ask why a closed year is opened again."""
    return ReasonDialog(
        say("Mở lại sổ năm {year}", year=year.year),
        say("Mở lại sổ"),
        say(
            "{book} năm {year} sẽ nhận số mới trở lại; bản in đã lưu vẫn còn, lần khóa sau lưu bản mới. "
            "Lý do được ghi vào nhật ký.",
            book=year.book.name,
            year=year.year,
        ),
        parent,
    )


def _line(text: str) -> QWidget:
    from desktop.ui.cards import ToneLabel

    line = ToneLabel(text, "doubt")
    line.setWordWrap(True)
    return line
