"""The first run: three pages (the office, its people, its folders), each of which can be passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QThread, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from desktop.core.errors import OfficeError
from desktop.core.records import OfficeInfo, OfficeKind, Unit
from desktop.core.words import say, tr
from desktop.services import first_steps, people
from desktop.services.new import create_office, standard_units
from desktop.services.office import Clock, Office
from desktop.services.settings import Settings
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.catalogue_models import ListModel
from desktop.ui.errors import show_failure
from desktop.ui.labels import ROLE_WORDS
from desktop.ui.people_paste import PastedPerson, parse_people
from desktop.ui.restore_wizard import RestoreWizard
from desktop.ui.row_table import RowTable
from desktop.ui.widgets import row

KINDS: tuple[OfficeKind, ...] = ("xã", "phường", "đặc khu")


_BUTTONS = (
    QWizard.WizardButton.BackButton,
    QWizard.WizardButton.NextButton,
    QWizard.WizardButton.FinishButton,
    QWizard.WizardButton.CancelButton,
    QWizard.WizardButton.CustomButton3,
)


class _Work(QThread):
    """Runs something that touches no widget; ``error`` is what it raised."""

    def __init__(self, run: Callable[[], object], parent: QWizard) -> None:
        super().__init__(parent)
        self._run = run
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the work."""
        try:
            self._run()
        except Exception as error:  # noqa: BLE001  whatever it was, it is told on the UI thread
            self.error = error


class FirstRun(QWizard):
    """Asks for a new office and makes it in ``folder``; ``office_folder`` says where once it is finished.

    With ``sample`` there is a button that takes a made-up commune to play in instead.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock | None = None,
        sample: Callable[[Path], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._sample = sample
        self.office_folder: Path | None = None
        self.busy = ""
        self.setWindowTitle(say("Cơ quan mới – Văn Thư"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage, True)
        self.resize(760, 560)
        self.office_page = OfficePage()
        self.people_page = PeoplePage(self.office_page)
        self.folders_page = FoldersPage(folder)
        for page in (self.office_page, self.people_page, self.folders_page):
            self.addPage(page)
        self._name_buttons()

    def _name_buttons(self) -> None:
        for main in (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton):
            button_there = self.button(main)
            button_there.setProperty("main", True)
            button_there.style().polish(button_there)
        for button, words in (
            (QWizard.WizardButton.BackButton, say("Quay lại")),
            (QWizard.WizardButton.NextButton, say("Tiếp")),
            (QWizard.WizardButton.FinishButton, say("Tạo cơ quan")),
            (QWizard.WizardButton.CancelButton, say("Thôi")),
        ):
            self.setButtonText(button, words)
        self.office_page.sample.setVisible(self._sample is not None)
        self.office_page.sample.clicked.connect(lambda _on=False: self._take_sample())
        self.office_page.restore.clicked.connect(lambda _on=False: self._restore())
        self.setOption(QWizard.WizardOption.HaveCustomButton3, True)
        self.setButtonText(QWizard.WizardButton.CustomButton3, say("Bỏ qua, tạo ngay"))
        self.button(QWizard.WizardButton.CustomButton3).setToolTip(
            say("Tạo cơ quan với những gì đã ghi; phần còn lại sửa sau trong Thiết lập và Danh mục")
        )
        self.customButtonClicked.connect(self._chosen)

    def _chosen(self, which: int) -> None:
        if which == QWizard.WizardButton.CustomButton3.value:
            self.accept()

    def _restore(self) -> None:
        wizard = RestoreWizard(to=self.folders_page.place(), parent=self)
        wizard.restored.connect(self._take_restored)
        wizard.open()

    def _take_restored(self, place: Path) -> None:
        self.office_folder = place
        super().accept()

    def accept(self) -> None:
        self._make(self._create)

    def _make(self, run: Callable[[Path], None]) -> None:
        place = self.folders_page.place()
        try:
            run(place)
        except OfficeError as error:
            show_failure(error, self)
            return
        self.office_folder = place
        super().accept()

    def _take_sample(self) -> None:
        """Make the sample office in a thread: its letters are drawn one by one, which takes some seconds."""
        sample, place = self._sample, self.folders_page.place()
        if sample is None:
            return
        self._show_busy(say("Đang lập xã mẫu với văn bản, người và việc; xin chờ vài giây…"))
        work = _Work(lambda: sample(place), self)
        work.finished.connect(lambda: self._sample_made(work, place))
        work.start()

    def _sample_made(self, work: _Work, place: Path) -> None:
        self._show_busy("")
        if isinstance(work.error, OfficeError):
            show_failure(work.error, self)
        elif work.error is not None:
            raise work.error
        else:
            self.office_folder = place
            super().accept()

    def _show_busy(self, words: str) -> None:
        for page in (self.office_page, self.people_page, self.folders_page):
            page.setEnabled(not words)
            page.setSubTitle(words or page.about())
        for which in _BUTTONS:
            self.button(which).setEnabled(not words)
        self.busy = words
        self.setWindowTitle(words or say("Cơ quan mới – Văn Thư"))

    def reject(self) -> None:
        if not self.busy:
            super().reject()

    def _create(self, place: Path) -> None:
        with create_office(place, self.office_page.info(), clock=self._clock) as office:
            settings = self.folders_page.settings(office.settings)
            if settings != office.settings:
                office.change_settings(settings)
            add_people(office, self.people_page.text.toPlainText())
            if self.folders_page.try_scan.isChecked():
                first_steps.put_test_scan(office)


def add_people(office: Office, text: str) -> list[PastedPerson]:
    """Add the people of a pasted list to an office; return the lines that were left out."""
    found = parse_people(text, people.units(office), [p.name for p in people.people(office, active_only=False)])
    for person in found:
        if person.problem is None:
            people.add_person(office, person.name, person.title, person.unit_id, person.role)
    return [person for person in found if person.problem is not None]


class OfficePage(QWizardPage):
    """The office: its kind, name, place and superior."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(say("Cơ quan của bạn (1/3)"))
        self.setSubTitle(self.about())
        self.kind = QComboBox()
        self.kind.addItems(KINDS)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.commune, self.superior = QLineEdit(), QLineEdit()
        self.commune.setPlaceholderText(say("ví dụ An Bình"))
        self.superior.setPlaceholderText(say("ví dụ ỦY BAN NHÂN DÂN TỈNH AN GIANG"))
        self.full = ToneLabel(bold=True)
        self.full.setWordWrap(True)
        self.sample = QPushButton(say("Dùng thử với xã mẫu"))
        self.sample.setToolTip(say("Một xã bịa đặt với văn bản, người và việc, để xem và thử mọi thứ"))
        self.restore = QPushButton(say("Khôi phục từ bản sao lưu…"))
        self.restore.setToolTip(say("Lấy lại cơ quan từ tệp .vanthu đã sao lưu trên máy khác"))
        for button in (self.sample, self.restore):
            button.setAutoDefault(False)
        form = QFormLayout()
        box = QVBoxLayout(self)
        box.addLayout(form)
        form.setSpacing(theme.MARGIN)
        form.addRow(say("Loại"), self.kind)
        form.addRow(say("Tên xã, phường, đặc khu"), self.commune)
        form.addRow(say("Cơ quan cấp trên"), self.superior)
        form.addRow(say("Tên in trên giấy"), self.full)
        box.addStretch()
        other = ToneLabel(say("Chỉ muốn xem thử, hoặc đã có dữ liệu từ máy khác:"), "soft")
        other.setWordWrap(True)
        box.addWidget(other)
        box.addLayout(row(self.sample, self.restore, None))
        self._changed()
        self.commune.textChanged.connect(self._changed)
        self.kind.currentIndexChanged.connect(lambda _index: self._changed())

    def _changed(self, _text: str = "") -> None:
        named = bool(self.commune.text().strip())
        self.full.setText(self.info().name if named else say("Chưa ghi tên; ghi sau trong Thiết lập cũng được."))

    def about(self) -> str:
        """Say what the page is for."""
        return say("Tên này đứng trên mọi tờ in ra. Sau này sửa được trong Thiết lập.")

    def initializePage(self) -> None:
        QTimer.singleShot(0, self.commune, self.commune.setFocus)

    def info(self) -> OfficeInfo:
        """Return the office as typed."""
        commune, kind = self.commune.text().strip(), KINDS[self.kind.currentIndex()]
        name = f"ỦY BAN NHÂN DÂN {kind} {commune}".strip().upper()
        return OfficeInfo(name, kind, commune, self.superior.text().strip())


class _Lines(QPlainTextEdit):
    """Lines to paste; Tab leaves them. ``passed``: Enter while there are none yet, or Ctrl+Enter."""

    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (not self.toPlainText() or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class PeoplePage(QWizardPage):
    """The people, pasted from a list; may be left empty."""

    def __init__(self, office: OfficePage) -> None:
        super().__init__()
        self._office = office
        self.setTitle(say("Những người nhận việc (2/3)"))
        self.setSubTitle(self.about())
        self.text = _Lines()
        self.text.passed.connect(lambda: self.wizard().next())
        self.text.setAccessibleName(say("Danh sách người"))
        self.text.setPlaceholderText(say("Nguyễn Văn An; Chuyên viên; Phòng Kinh tế"))
        self.model = ListModel(
            (
                (tr("Họ và tên"), lambda p: p.name),
                (tr("Chức vụ"), lambda p: p.title),
                (tr("Đơn vị"), lambda p: p.unit),
                (tr("Kết quả"), lambda p: f"! {p.problem}" if p.problem else f"✓ {ROLE_WORDS[p.role]}"),
            ),
            lambda p: p.problem is not None,
            self,
        )
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName(say("Danh sách sẽ thêm"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.from_file = QPushButton(say("Lấy từ tệp Excel…"))
        self.from_file.setToolTip(say("Chọn tệp .xlsx hoặc .csv có cột họ và tên, chức vụ, đơn vị"))
        self.from_file.setAutoDefault(False)
        self.from_file.clicked.connect(self._choose_file)
        box = QVBoxLayout(self)
        box.addLayout(row(self.from_file, None))
        box.addWidget(self.text, 1)
        box.addWidget(self.table, 1)
        self.text.textChanged.connect(self._changed)

    def about(self) -> str:
        """Say what the page is for."""
        return say("Dán danh sách từ Excel: họ và tên, chức vụ, đơn vị, mỗi người một dòng. Có thể bỏ qua và thêm sau.")

    def initializePage(self) -> None:
        QTimer.singleShot(0, self.text, self.text.setFocus)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, say("Danh sách người"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([say("Bảng tính (*.xlsx *.csv)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.take_file(Path(file)))
        dialog.open()

    def take_file(self, file: Path) -> None:
        """Put the rows of a spreadsheet into the list; a file that cannot be opened is told."""
        try:
            self.text.setPlainText(first_steps.people_text(file))
        except OfficeError as error:
            show_failure(error, self)

    def _changed(self) -> None:
        self.model.show_rows(parse_people(self.text.toPlainText(), self._units()))

    def _units(self) -> list[Unit]:
        names = standard_units(KINDS[self._office.kind.currentIndex()])
        return [Unit(place, "", name, short) for place, (name, short) in enumerate(names, start=1)]


class FoldersPage(QWizardPage):
    """Where the office lies, where the scanner writes, where backups go."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setTitle(say("Thư mục (3/3)"))
        self.setSubTitle(self.about())
        self.office, self.scans, self.backups = QLineEdit(str(folder)), QLineEdit(), QLineEdit()
        self.scans.setPlaceholderText(say("thư mục scans trong thư mục của cơ quan"))
        self.backups.setPlaceholderText(say("thư mục backups; nên chọn ổ đĩa khác hoặc USB"))
        form = QFormLayout(self)
        form.setSpacing(theme.MARGIN)
        for words, line in (
            (say("Dữ liệu của cơ quan"), self.office),
            (say("Thư mục quét"), self.scans),
            (say("Thư mục sao lưu"), self.backups),
        ):
            form.addRow(QLabel(words), self._with_button(line, words))
        self.try_scan = QCheckBox(say("Đặt một bản quét thử vào thư mục quét"))
        self.try_scan.setToolTip(
            say("Một văn bản mẫu để thử nhận, đọc và đăng ký; bỏ qua hoặc hủy được như văn bản thật")
        )
        form.addRow("", self.try_scan)
        self.office.textChanged.connect(lambda _text: self.completeChanged.emit())

    def _with_button(self, line: QLineEdit, words: str) -> QWidget:
        line.setAccessibleName(words)
        button = QPushButton(say("Chọn…"))
        button.setAccessibleName(say("Chọn {what}", what=words))
        button.clicked.connect(lambda: self._browse(line))
        holder = QWidget()
        holder.setLayout(row(line, button))
        return holder

    def _browse(self, line: QLineEdit) -> None:
        dialog = QFileDialog(self, say("Chọn thư mục"), line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(line.setText)
        dialog.open()

    def about(self) -> str:
        """Say what the page is for."""
        return say("Để nguyên cũng được. Máy quét phải ghi tệp vào thư mục quét.")

    def isComplete(self) -> bool:
        return bool(self.office.text().strip())

    def place(self) -> Path:
        """Return the office's folder as typed."""
        return Path(self.office.text().strip()).expanduser()

    def settings(self, start: Settings) -> Settings:
        """Return ``start`` with the folders that were typed."""
        scans, backups = self.scans.text().strip(), self.backups.text().strip()
        return replace(start, scan_folder=scans or start.scan_folder, backup_folder=backups or start.backup_folder)
