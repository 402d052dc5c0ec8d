"""Xuất dữ liệu: everything as an Excel workbook or as open JSON, with the scans when wished."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QRadioButton,
    QWidget,
)

from desktop.core.words import say, tr
from desktop.services import export
from desktop.ui.context import UiContext
from desktop.ui.form_dialog import FormDialog, ask
from desktop.ui.progress_dialog import StoppableDialog, Stopped


class ExportDialog(FormDialog):
    """Asks in which form the data are taken out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Xuất dữ liệu"),
            say("Chọn nơi lưu…"),
            parent,
            intro=say(
                "Ghi ra một tệp tất cả những gì cơ quan đang giữ: sổ, văn bản, chỉ đạo, nhiệm vụ, người, nhật ký. "
                "Tệp có dữ liệu của công dân: hãy giữ như giữ sổ."
            ),
        )
        self.excel = QRadioButton(say("Bảng Excel (.xlsx), mỗi loại một trang tính"))
        self.json = QRadioButton(say("JSON mở (.zip), cho chương trình khác đọc"))
        self.scans = QCheckBox(say("Kèm bản quét gốc"))
        self.excel.setChecked(True)
        for widget in (self.excel, self.json, self.scans):
            self.form.addRow(widget)
        self.json.toggled.connect(self.scans.setEnabled)
        self.scans.setEnabled(False)
        self.check()

    @property
    def ending(self) -> str:
        """The ending of the file to be written: xlsx or zip."""
        return "zip" if self.json.isChecked() else "xlsx"

    @property
    def with_scans(self) -> bool:
        """Whether the scans go with it."""
        return self.json.isChecked() and self.scans.isChecked()


class ExportProgress(StoppableDialog):
    """How far an export is, with a button that stops it: then nothing is written."""

    def __init__(self, file: Path, parent: QWidget | None = None) -> None:
        words, tip = say("Đang ghi {file}…", file=file.name), say("Dừng xuất; không có tệp nào được ghi (Esc)")
        super().__init__(say("Xuất dữ liệu"), words, tip, parent)
        self.bar.setAccessibleName(say("Tiến độ xuất dữ liệu"))


def ask_export(context: UiContext, window: QWidget) -> ExportDialog:
    """Ask for the form and the place, then write the file."""
    return ask(ExportDialog(window), lambda d: _ask_file(context, window, d.ending, d.with_scans))


def _ask_file(context: UiContext, window: QWidget, ending: str, with_scans: bool) -> None:
    dialog = QFileDialog(window, say("Xuất dữ liệu"), str(Path.home() / f"van-thu.{ending}"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.setNameFilters([f"*.{ending}"])
    dialog.fileSelected.connect(lambda file: write_export(context, Path(file), with_scans, window))
    dialog.open()


def write_export(context: UiContext, file: Path, with_scans: bool, window: QWidget | None = None) -> ExportProgress:
    """Write the data to ``file`` off the UI thread with its progress shown, and into the log that it was done."""
    progress = ExportProgress(file, window)

    def done(made: Path) -> None:
        progress.end()
        context.toast(tr("Đã xuất dữ liệu ra {file}.", file=made.name))
        context.write(lambda o: export.record(o, made, with_scans=with_scans), lambda _none: None)

    def failed(error: Exception) -> None:
        progress.end()
        if isinstance(error, Stopped):
            context.toast(tr("Đã dừng xuất dữ liệu; không có tệp nào được ghi."))
        else:
            context.show_error(error)

    context.read(lambda o: export.export(o, file, with_scans=with_scans, tell=progress.tell), done, failed)
    progress.open()
    return progress
