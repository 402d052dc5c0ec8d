"""Khôi phục: pick a backup, see what is inside, give the passphrase, choose an empty folder, wait, done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from desktop.core.errors import OfficeError
from desktop.core.names import show_date
from desktop.core.words import say
from desktop.services import replacing, restoring
from desktop.services.restoring import About, Restored
from desktop.ui import theme
from desktop.ui.bar import Bar
from desktop.ui.cards import ToneLabel
from desktop.ui.errors import show_failure
from desktop.ui.widgets import row
from desktop.workers.keeper import stopped


class _Task(QThread):
    """One restore in a thread of its own."""

    told = Signal(float)

    def __init__(self, act: Callable[[Callable[[float], None]], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._stop = threading.Event()
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.result = self._act(self._tell)
        except Exception as error:  # noqa: BLE001  whatever it was, it is handed to the page
            self.error = error

    def stop(self) -> None:
        """Stop at the next step."""
        self._stop.set()

    def _tell(self, share: float) -> None:
        if self._stop.is_set():
            raise stopped()
        self.told.emit(share)


class RestoreWizard(QWizard):
    """Brings a backup back into an empty folder, or in place of the damaged office in ``instead``. ``restored`` carries
    the folder, also kept in ``folder``."""

    restored = Signal(object)

    def __init__(
        self,
        file: Path | None = None,
        to: Path | None = None,
        parent: QWidget | None = None,
        *,
        instead: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.setWindowTitle(say("Khôi phục từ bản sao lưu – Văn Thư"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnLastPage, True)
        self.resize(720, 460)
        self.file_page, self.place_page, self.work_page = FilePage(), PlacePage(to, instead), WorkPage()
        for page in (self.file_page, self.place_page, self.work_page):
            self.addPage(page)
        for button, words in (
            (QWizard.WizardButton.BackButton, say("Quay lại")),
            (QWizard.WizardButton.NextButton, say("Tiếp")),
            (QWizard.WizardButton.FinishButton, say("Xong")),
            (QWizard.WizardButton.CancelButton, say("Thôi")),
        ):
            self.setButtonText(button, words)
        if file is not None:
            self.file_page.file.setText(str(file))

    def about(self) -> About | None:
        """What is inside the chosen backup, None until one is chosen that can be used."""
        return self.file_page.about

    def done(self, result: int) -> None:
        self.work_page.end()
        super().done(result)
        if self.folder is not None:  # it stands there, whichever button is pressed now
            self.restored.emit(self.folder)


class FilePage(QWizardPage):
    """Which backup, and what is inside."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(say("Chọn bản sao lưu"))
        self.setSubTitle(
            say("Chọn tệp .vanthu trên USB, ổ đĩa khác hoặc trong thư mục sao lưu. Chưa có gì bị thay đổi.")
        )
        self.about: About | None = None
        self.file = QLineEdit()
        self.file.setAccessibleName(say("Tệp sao lưu"))
        self.browse = QPushButton(say("Chọn…"))
        self.inside = ToneLabel(tone="soft")
        self.inside.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setSpacing(theme.MARGIN)
        box.addLayout(row(self.file, self.browse))
        box.addWidget(self.inside)
        box.addStretch()
        self.file.textChanged.connect(lambda _text: self._look())
        self.browse.clicked.connect(lambda _on=False: self._browse())

    def isComplete(self) -> bool:
        return self.about is not None and not self.about.lacking

    def _browse(self) -> None:
        dialog = QFileDialog(self, say("Chọn bản sao lưu"), self.file.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([say("Bản sao lưu Văn Thư (*.vanthu *.zip)")])
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    def _look(self) -> None:
        self.about = None
        text = self.file.text().strip()
        try:
            self.about = restoring.look(Path(text)) if text else None
        except OfficeError as error:
            self.inside.set_tone("bad")
            self.inside.setText(str(error))
        else:
            self._show()
        self.completeChanged.emit()

    def _show(self) -> None:
        about = self.about
        self.inside.set_tone("bad" if about and about.lacking else "good" if about else "soft")
        self.inside.setText("\n".join(_inside(about)) if about else "")


def _inside(about: About) -> list[str]:
    counts = about.counts
    lines = [
        about.office,
        say("Ghi lúc {time} {day}", time=f"{about.made_at:%H:%M}", day=show_date(about.made_at.date())),
    ]
    if counts:
        lines.append(
            say("{letters} văn bản, {scans} bản quét, {tasks} nhiệm vụ", letters=counts.get("letter", 0),
                scans=counts.get("scan", 0), tasks=counts.get("task", 0))
        )  # fmt: skip
    lines.append(say("Cần {n} MB chỗ trống", n=max(1, about.size >> 20)))
    if about.sealed:
        lines.append(say("Đã mã hóa: cần mật khẩu sao lưu hoặc mã trên phiếu khôi phục"))
    if about.missing:
        lines.append(say("Lúc ghi đã thiếu {n} tệp gốc", n=len(about.missing)))
    if about.lacking:
        lines.append(
            say("! Thiếu {n} tệp trong thư mục «kho» bên cạnh. Hãy chép cả thư mục sao lưu.", n=len(about.lacking))
        )
    return lines


class PlacePage(QWizardPage):
    """The empty folder it goes into, or the place of a damaged office; and the passphrase of a sealed one."""

    def __init__(self, to: Path | None = None, instead: Path | None = None) -> None:
        super().__init__()
        self._instead = instead
        self.in_place, self.elsewhere = QRadioButton(), QRadioButton(say("Vào một thư mục mới hoặc trống:"))
        self.setTitle(say("Khôi phục vào đâu"))
        self.folder, self.passphrase = QLineEdit(str(to) if to else ""), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._browse = QPushButton(say("Chọn…"))
        self._form = QFormLayout(self)
        self._form.setSpacing(theme.MARGIN)
        self._tell_choice()
        holder = QWidget()
        holder.setLayout(row(self.folder, self._browse))
        self.elsewhere.toggled.connect(holder.setEnabled)
        holder.setEnabled(instead is None)
        self._form.addRow(say("Thư mục"), holder)
        self._form.addRow(say("Mật khẩu sao lưu hoặc mã trên phiếu"), self.passphrase)
        self.folder.setAccessibleName(say("Thư mục"))
        for line in (self.folder, self.passphrase):
            line.textChanged.connect(lambda _text: self.completeChanged.emit())
        self._browse.clicked.connect(lambda _on=False: self._ask())

    def _tell_choice(self) -> None:
        if self._instead is None:
            self.setSubTitle(
                say("Một thư mục mới hoặc trống trên ổ đĩa của máy này. Dữ liệu đang dùng không bị đụng tới.")
            )
            return
        self.setSubTitle(say("Không có gì bị xóa: tệp hỏng được giữ lại bên cạnh, với tên nói rõ là tệp hỏng."))
        self.in_place.setText(say("Thay cho dữ liệu hỏng ở {folder}", folder=self._instead))
        self.in_place.setChecked(True)
        self.in_place.toggled.connect(lambda _on: self.completeChanged.emit())
        self._form.addRow(self.in_place)
        self._form.addRow(self.elsewhere)

    def work(self, file: Path) -> Callable[[Callable[[float], None]], Restored]:
        """Return what restores ``file`` to where it was chosen: any thread may call it with who hears the share done."""
        passphrase, instead = self.passphrase.text(), self._instead
        if instead is not None and self.in_place.isChecked():
            now = datetime.now()
            return lambda tell: replacing.restore_in_place(file, instead, now=now, passphrase=passphrase, tell=tell)
        to = Path(self.folder.text().strip()).expanduser()
        return lambda tell: restoring.restore(file, to, passphrase=passphrase, tell=tell)

    def initializePage(self) -> None:
        self._form.setRowVisible(self.passphrase, self._sealed())

    def isComplete(self) -> bool:
        placed = self.in_place.isChecked() or bool(self.folder.text().strip())
        return placed and (not self._sealed() or bool(self.passphrase.text()))

    def _sealed(self) -> bool:
        wizard = self.wizard()
        about = wizard.about() if isinstance(wizard, RestoreWizard) else None
        return about is not None and about.sealed

    def _ask(self) -> None:
        dialog = QFileDialog(self, say("Chọn thư mục trống"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


class WorkPage(QWizardPage):
    """How far it is, and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(say("Đang khôi phục"))
        self.setSubTitle(say("Từng tệp được kiểm tra; thư mục chỉ có tên khi mọi tệp đều đúng."))
        self.setFinalPage(True)
        self.bar, self.words = Bar(), ToneLabel(tone="soft")
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(say("Tiến độ khôi phục"))
        box = QVBoxLayout(self)
        box.setSpacing(theme.MARGIN)
        box.addWidget(self.bar)
        box.addWidget(self.words)
        box.addStretch()
        self._task: _Task | None = None
        self._result: Restored | None = None

    def initializePage(self) -> None:
        wizard = self.wizard()
        assert isinstance(wizard, RestoreWizard)
        about = wizard.about()
        assert about is not None
        self._result = None
        self.bar.setValue(0)
        self.words.set_tone("soft")
        self.words.setText(say("Đang chép và kiểm tra từng tệp…"))
        self._task = _Task(wizard.place_page.work(about.file), self)
        self._task.told.connect(lambda share: self.bar.setValue(round(share * 1000)))
        self._task.finished.connect(self._finished)
        self._task.start()

    def cleanupPage(self) -> None:
        self.end()

    def isComplete(self) -> bool:
        return self._result is not None

    def end(self) -> None:
        """Stop what is under way and wait until nothing half made is left."""
        task, self._task = self._task, None
        if task is not None:
            task.stop()
            task.wait()

    def _finished(self) -> None:
        task = self._task
        if task is None:
            return
        if task.error is not None:
            self.words.set_tone("bad")
            self.words.setText(str(task.error))
            if not isinstance(task.error, OfficeError):
                show_failure(task.error, self)
            return
        self._result = task.result
        assert self._result is not None
        wizard = self.wizard()
        assert isinstance(wizard, RestoreWizard)
        wizard.folder = self._result.folder
        self.bar.setValue(1000)
        self.words.set_tone("good")
        lines = [say("✓ Đã khôi phục vào {folder}. Mọi tệp đều đúng như lúc sao lưu.", folder=self._result.folder)]
        self.words.setText("\n".join([*lines, *(f"· {note}" for note in self._result.notes)]))
        self.completeChanged.emit()
