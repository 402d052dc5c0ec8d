"""The first question of all: which office this is. A made-up one to try the program with is one press away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import OfficeError
from desktop.core.records import OfficeInfo, OfficeKind
from desktop.core.words import say
from desktop.services import sample
from desktop.services.new import create_office
from desktop.ui import theme
from desktop.ui.errors import show_failure
from desktop.ui.widgets import fill, label

_KINDS: tuple[OfficeKind, ...] = ("xã", "phường", "đặc khu")
_EDGES = (theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)


class NewOfficeDialog(QDialog):
    """Makes the office in ``folder`` when it is accepted."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle(say("Văn Thư – cơ quan mới"))
        self.setMinimumWidth(600)
        self.name, self.place, self.superior = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(kind, kind)
        self.name.setPlaceholderText(say("như in trên văn bản, ví dụ ỦY BAN NHÂN DÂN XÃ AN BÌNH"))
        self.place.setPlaceholderText(say("ví dụ An Bình"))
        self.superior.setPlaceholderText(say("ví dụ Ủy ban nhân dân tỉnh Quảng Trị"))
        heading, words = label("title"), label(wrap=True)
        heading.setText(say("Cơ quan của bạn"))
        words.setText(say("Dữ liệu sẽ nằm trong thư mục {folder}. Mọi điều dưới đây sửa được về sau.", folder=folder))
        fill(QVBoxLayout(self), (heading, words, self._form(), self._buttons()), theme.MARGIN, _EDGES)
        self.name.textChanged.connect(lambda text: self.make.setEnabled(bool(text.strip())))

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(theme.GAP)
        form.addRow(say("Tên cơ quan"), self.name)
        form.addRow(say("Loại"), self.kind)
        form.addRow(say("Địa danh"), self.place)
        form.addRow(say("Cơ quan cấp trên"), self.superior)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.try_out = QPushButton(say("Dùng thử với xã mẫu"))
        self.try_out.setToolTip(say("Tạo một xã không có thật, có người và văn bản quét để thử"))
        self.try_out.setAutoDefault(False)
        self.make = QPushButton(say("Tạo cơ quan"))
        self.make.setProperty("main", True)
        self.make.setDefault(True)
        self.make.setEnabled(False)
        buttons.addButton(self.try_out, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(say("Thôi"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.try_out.clicked.connect(lambda: self._make(is_sample=True))
        self.make.clicked.connect(lambda: self._make(is_sample=False))
        return buttons

    def info(self) -> OfficeInfo:
        """Return the particulars as typed."""
        kind: OfficeKind = self.kind.currentData()
        return OfficeInfo(self.name.text().strip(), kind, self.place.text().strip(), self.superior.text().strip())

    def _make(self, *, is_sample: bool) -> None:
        try:
            office = sample.create(self._folder) if is_sample else create_office(self._folder, self.info())
            office.close()
        except OfficeError as error:
            show_failure(error, self)
        else:
            self.accept()
