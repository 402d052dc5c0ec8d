"""Thiết lập: the office's name, its folders, language and colours, time limits; backing up and checking now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.records import OfficeInfo
from desktop.core.words import Text, say, tr
from desktop.services import particulars
from desktop.services.settings import Settings
from desktop.ui import theme
from desktop.ui.actions import ActionSpec
from desktop.ui.cards import ToneLabel
from desktop.ui.care_panel import CarePanel
from desktop.ui.context import UiContext
from desktop.ui.labels import weekdays
from desktop.ui.limits_table import LimitsTable
from desktop.ui.notices_box import NoticesBox
from desktop.ui.screen import Screen
from desktop.ui.widgets import NumberBox, action_button, row

if TYPE_CHECKING:
    from desktop.services.office import Office

SPECS = (
    ActionSpec(
        "settings.save", tr("Lưu thiết lập"), tr("Lưu những gì đã đổi trên màn hình này"), ("Ctrl+S",), "file", "save"
    ),
    ActionSpec(
        "settings.backup",
        tr("Sao lưu ngay"),
        tr("Ghi cả cơ quan thành một tệp vào thư mục sao lưu"),
        ("Ctrl+B",),
        "file",
        "backup",
    ),
    ActionSpec(
        "settings.check",
        tr("Kiểm tra ngay"),
        tr("Đối chiếu sổ, bản quét và cơ sở dữ liệu"),
        ("Ctrl+T",),
        "file",
        "done",
    ),
)
KINDS = ("xã", "phường", "đặc khu")
SIZES = (1.0, 1.15, 1.3, 1.5)
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
SCHEMES: tuple[tuple[str, Text], ...] = (
    ("system", tr("Theo máy tính")),
    ("light", tr("Sáng")),
    ("dark", tr("Tối")),
)


@dataclass(frozen=True)
class _State:
    settings: Settings
    info: OfficeInfo
    folder: Path


def _ask(office: Office) -> _State:
    office.reload()
    return _State(office.settings, office.info, office.folder)


class SettingsView(Screen):
    """The office's settings; nothing is written before Lưu, but for what the system may tell on this PC."""

    name = "settings"
    icon = "settings"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.state: _State | None = None
        runs: dict[str, Callable[[], object]] = {
            "settings.save": self.save,
            "settings.backup": self.back_up,
            "settings.check": self.check,
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.office_name, self.place, self.superior = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.language, self.scheme = QComboBox(), QComboBox(), QComboBox()
        self.type_size = QComboBox()
        self.scan_folder, self.backup_folder = QLineEdit(), QLineEdit()
        self.scan_browse, self.backup_browse = QPushButton(), QPushButton()
        self.soon = NumberBox()
        self.confirm, self.sheet_day = QCheckBox(), QComboBox()
        self.limits = LimitsTable()
        self.care = CarePanel(context, self.acts["settings.backup"], self.acts["settings.check"])
        self.notices = NoticesBox(context)
        self.notices.changed.connect(context.notices_changed)
        self._boxes = {name: QGroupBox() for name in ("care", "office", "folders", "look", "notices", "work")}
        self._labels: dict[str, ToneLabel] = {}
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- building

    def _lay_out(self) -> None:
        self.soon.setRange(0, 30)
        self.soon.setMaximumWidth(100)
        for name in KINDS:
            self.kind.addItem(name, name)
        for code, own in LANGUAGES:
            self.language.addItem(own, code)
        self._form(
            "office",
            (("name", self.office_name), ("kind", self.kind), ("place", self.place), ("superior", self.superior)),
        )
        scans, backups = _beside(self.scan_folder, self.scan_browse), _beside(self.backup_folder, self.backup_browse)
        self._form("folders", (("scans", scans), ("backups", backups)))
        for size in SIZES:
            self.type_size.addItem(f"{round(size * 100)} %", size)
        self._form("look", (("language", self.language), ("scheme", self.scheme), ("size", self.type_size)))
        self._form(
            "work",
            (("soon", self.soon), ("confirm", self.confirm), ("sheets", self.sheet_day), ("limits", self.limits)),
        )
        QVBoxLayout(self._boxes["care"]).addWidget(self.care)
        QVBoxLayout(self._boxes["notices"]).addWidget(self.notices)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.WIDE, theme.MARGIN, theme.WIDE, theme.MARGIN)
        column.setSpacing(theme.MARGIN)
        for box in self._boxes.values():
            box.setMaximumWidth(860)
            column.addWidget(box)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, theme.MARGIN)
        outer.addWidget(scroll, 1)
        foot = row(action_button(self.acts["settings.save"], main=True), None)
        foot.setContentsMargins(theme.WIDE, 0, theme.WIDE, 0)
        outer.addLayout(foot)

    def _form(self, box: str, lines: Sequence[tuple[str, QWidget]]) -> None:
        form = QFormLayout(self._boxes[box])
        form.setSpacing(theme.GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, widget in lines:
            label = self._labels[name] = ToneLabel(tone="soft")
            label.setMinimumWidth(170)
            label.setBuddy(widget)
            form.addRow(label, widget)

    def _connect(self) -> None:
        self.scan_browse.clicked.connect(lambda: self._browse(self.scan_folder))
        self.backup_browse.clicked.connect(lambda: self._browse(self.backup_folder))
        for line in (self.office_name, self.place, self.superior, self.scan_folder, self.backup_folder):
            line.textChanged.connect(lambda _text: self._allow())
        for box in (self.kind, self.language, self.scheme, self.type_size, self.sheet_day):
            box.currentIndexChanged.connect(lambda _index: self._allow())
        self.soon.valueChanged.connect(lambda _value: self._allow())
        self.confirm.toggled.connect(lambda _on: self._allow())
        self.limits.changed.connect(self._allow)

    def shown(self) -> None:
        super().shown()
        self.care.now.setFocus()

    def title(self) -> str:
        return say("Thiết lập")

    def retranslate(self) -> None:
        self.confirm.setText(say("Chờ người giao xác nhận"))
        boxes = {
            "office": say("Cơ quan"),
            "folders": say("Thư mục"),
            "look": say("Giao diện"),
            "notices": say("Thông báo"),
            "work": say("Công việc"),
            "care": say("Giữ an toàn"),
        }
        for name, box in self._boxes.items():
            box.setTitle(boxes[name])
        labels = {
            "name": say("Tên cơ quan"),
            "kind": say("Loại"),
            "place": say("Địa danh"),
            "superior": say("Cơ quan cấp trên"),
            "scans": say("Thư mục quét"),
            "backups": say("Thư mục sao lưu"),
            "language": say("Ngôn ngữ"),
            "scheme": say("Nền"),
            "size": say("Cỡ chữ"),
            "soon": say("Báo trước hạn (ngày làm việc)"),
            "confirm": say("Việc báo xong"),
            "sheets": say("Ngày nộp phiếu tuần"),
            "limits": say("Thời hạn theo loại (ngày làm việc)"),
        }
        for name, label in self._labels.items():
            label.setText(labels[name])
            label.setWordWrap(True)
            if buddy := label.buddy():
                (buddy.focusProxy() or buddy).setAccessibleName(labels[name])
        for button in (self.scan_browse, self.backup_browse):
            button.setText(say("Chọn…"))
            button.setToolTip(say("Chọn một thư mục trên máy này"))
        _refill(self.scheme, SCHEMES)
        _refill(self.sheet_day, weekdays())
        self.limits.retranslate()
        self.notices.retranslate()
        self.care.retranslate()

    # --- values

    def refresh(self) -> None:
        self.read(_ask, self._take)
        self.notices.refresh()
        self.care.refresh()

    def _take(self, state: _State) -> None:
        self.state = state
        settings, info = state.settings, state.info
        self.office_name.setText(info.name)
        self.place.setText(info.place)
        self.superior.setText(info.superior)
        self.kind.setCurrentIndex(self.kind.findData(info.kind))
        self.scan_folder.setText(settings.scan_folder)
        self.backup_folder.setText(settings.backup_folder)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(settings.theme)))
        if self.type_size.findData(settings.font_scale) < 0:
            self.type_size.addItem(f"{round(settings.font_scale * 100)} %", settings.font_scale)
        self.type_size.setCurrentIndex(self.type_size.findData(settings.font_scale))
        self.soon.setValue(settings.due_soon_days)
        self.confirm.setChecked(settings.confirm_done)
        self.sheet_day.setCurrentIndex(self.sheet_day.findData(settings.sheet_weekday))
        self.limits.set_limits(settings.time_limits)
        for line in (self.office_name, self.superior):
            line.setCursorPosition(0)
        self._allow()

    def settings(self) -> Settings:
        """Return the settings as they stand on the screen."""
        old = self.state.settings if self.state else Settings()
        return replace(
            old,
            scan_folder=self.scan_folder.text().strip() or old.scan_folder,
            backup_folder=self.backup_folder.text().strip() or old.backup_folder,
            language=self.language.currentData(),
            theme=self.scheme.currentData(),
            font_scale=self.type_size.currentData(),
            due_soon_days=self.soon.value(),
            confirm_done=self.confirm.isChecked(),
            sheet_weekday=self.sheet_day.currentData() or old.sheet_weekday,
            time_limits=self.limits.limits(),
        )

    def info(self) -> OfficeInfo:
        """Return the office's particulars as they stand on the screen."""
        old = self.state.info if self.state else self.context.info()
        return OfficeInfo(
            self.office_name.text().strip(),
            self.kind.currentData(),
            self.place.text().strip(),
            self.superior.text().strip(),
            old.uid,
        )

    def _allow(self) -> None:
        state = self.state
        changed = state is not None and (self.settings() != state.settings or self.info() != state.info)
        self.acts["settings.save"].setEnabled(changed and bool(self.office_name.text().strip()))

    def save(self) -> None:
        """Write what has changed."""
        if self.state is None:
            return
        settings, info, old = self.settings(), self.info(), self.state
        self.write(lambda office: _save(office, settings, info, old), lambda _none: self._saved(old, settings, info))

    def _saved(self, old: _State, settings: Settings, info: OfficeInfo) -> None:
        self.context.set_info(info)
        self.context.toast(
            tr("Đã lưu. Thư mục quét và cỡ chữ mới được dùng từ lần mở sau.")
            if (settings.scan_folder, settings.font_scale) != (old.settings.scan_folder, old.settings.font_scale)
            else tr("Đã lưu thiết lập.")
        )
        if settings.theme != old.settings.theme:
            self.context.scheme_wanted.emit("auto" if settings.theme == "system" else settings.theme)
        if settings.language != old.settings.language:
            self.context.language_wanted.emit(settings.language)
        self.refresh()

    def back_up(self) -> None:
        """Make a backup now."""
        self.care.back_up()

    def check(self) -> None:
        """Check everything the office keeps now."""
        self.care.check()

    def _browse(self, line: QLineEdit) -> None:
        start = str(self.state.folder / line.text()) if self.state else ""
        dialog = QFileDialog(self, say("Chọn thư mục"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: line.setText(self._shorter(folder)))
        dialog.open()

    def _shorter(self, folder: str) -> str:
        """A folder inside the office's own is written relative to it, so that the office can be moved."""
        base = self.state.folder if self.state else Path()
        path = Path(folder)
        return path.relative_to(base).as_posix() if path.is_relative_to(base) and path != base else str(path)


def _refill(box: QComboBox, rows: Sequence[tuple[object, Text]]) -> None:
    """Put the words of a chooser again, keeping what is chosen."""
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for value, words in rows:
        box.addItem(str(words), value)
    box.setCurrentIndex(max(0, box.findData(kept)))
    box.blockSignals(False)


def _beside(line: QLineEdit, button: QPushButton) -> QWidget:
    holder = QWidget()
    layout = row(line, button)
    holder.setLayout(layout)
    holder.setFocusProxy(line)
    return holder


def _save(office: Office, settings: Settings, info: OfficeInfo, old: _State) -> None:
    if info != old.info:
        particulars.change_office(office, info)
    if settings != old.settings:
        office.change_settings(settings)
