"""The actions of the window itself: going from screen to screen, files, zoom, language, looks, help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from desktop.core.words import Text, language, say, tr
from desktop.ui import theme
from desktop.ui.actions import ActionSpec, Menu
from desktop.ui.page_view import PageView
from desktop.ui.places import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from desktop.ui.main_window import MainWindow
    from desktop.ui.palette import Palette

SCAN_ENDINGS = "*.pdf *.tif *.tiff *.jpg *.jpeg *.png"


def add_go_to(window: MainWindow, screen: Place) -> QAction:
    """Add the action that brings ``screen`` to the front: Ctrl+1, Ctrl+2 … by its place, F1 for the help."""
    place = len([e for e in window.context.actions if e.spec.menu == "go"]) + 1
    shortcuts = ("F1",) if screen.name == "help" else (f"Ctrl+{place}",) if place < 10 else ()
    title, tip = tr("{screen}", screen=screen.name), tr("Mở màn hình {screen}", screen=screen.name)
    menu: Menu = "help" if screen.name == "help" else "go"
    spec = ActionSpec(f"go.{screen.name}", title, tip, shortcuts, menu, screen.icon)
    run = window.open_help if screen.name == "help" else lambda: window.go_to(screen.name)
    return window.context.actions.add(spec, run)


def name_go_to(action: QAction, screen: Place) -> None:
    """Give the action the screen's name in the language of the moment."""
    shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setText(str(screen.title))
    tip = say("Mở màn hình {screen}", screen=screen.title)
    action.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
    action.setStatusTip(tip)


def add_all(window: MainWindow) -> None:
    """Add every action of the window."""
    for spec, run in _specs(window):
        window.context.actions.add(spec, run)


def _specs(window: MainWindow) -> list[tuple[ActionSpec, Callable[[], object]]]:
    return [
        (
            ActionSpec(
                "file.add",
                tr("Thêm tệp quét…"),
                tr("Chọn tệp PDF, TIFF, JPEG hoặc PNG để đưa vào Hộp quét"),
                ("Ctrl+O",),
                "file",
                "add-file",
            ),
            lambda: choose_files(window),
        ),
        (
            ActionSpec(
                "file.scan_folder",
                tr("Mở thư mục quét"),
                tr("Mở thư mục mà máy quét ghi tệp vào"),
                ("Ctrl+Shift+O",),
                "file",
                "folder",
            ),
            lambda: open_scan_folder(window),
        ),
        (
            ActionSpec(
                "file.rescan",
                tr("Tìm lại trong thư mục quét"),
                tr("Xem lại thư mục quét ngay bây giờ"),
                ("Ctrl+Shift+F5",),
                "file",
                "folder-ok",
            ),
            window.context.intake.rescan,
        ),
        (
            ActionSpec(
                "file.test_scan",
                tr("Đặt bản quét thử"),
                tr("Đặt một văn bản mẫu vào thư mục quét để thử nhận, đọc và đăng ký; bỏ qua hoặc hủy được"),
                ("Ctrl+Shift+S",),
                "file",
                "page",
            ),
            lambda: put_test_scan(window),
        ),
        (
            ActionSpec(
                "file.pause_reading",
                tr("Tạm dừng đọc"),
                tr("Tạm thôi đọc các bản quét, cho máy nhẹ hơn; bấm lần nữa để đọc tiếp. Tệp mới vẫn được nhận"),
                ("Ctrl+Shift+W",),
                "file",
                "pause",
            ),
            lambda: window.context.intake.pause(not window.context.intake.paused),
        ),
        (
            ActionSpec(
                "file.export",
                tr("Xuất dữ liệu…"),
                tr("Ghi mọi dữ liệu ra Excel hoặc JSON mở"),
                ("Ctrl+Shift+E",),
                "file",
                "excel",
            ),
            lambda: show_export(window),
        ),
        (
            ActionSpec("file.quit", tr("Thoát"), tr("Đóng chương trình"), ("Ctrl+Q",), "file", "exit"),
            window.close,
        ),
        *_message_specs(window),
        *_view_specs(window),
        *_going_specs(window),
    ]


def _view_specs(window: MainWindow) -> list[tuple[ActionSpec, Callable[[], object]]]:
    return [
        (
            ActionSpec(
                "view.refresh", tr("Tải lại"), tr("Hỏi lại dữ liệu của màn hình này"), ("F5",), "view", "refresh"
            ),
            window.refresh_front,
        ),
        _page(window, "zoom_in", tr("Phóng to"), ("Ctrl++", "Ctrl+="), "zoom-in", lambda v: v.canvas.zoom(1)),
        _page(window, "zoom_out", tr("Thu nhỏ"), ("Ctrl+-",), "zoom-out", lambda v: v.canvas.zoom(-1)),
        _page(window, "fit_width", tr("Vừa chiều ngang"), ("Ctrl+0",), "fit-width", lambda v: v.canvas.fit_to("width")),
        _page(window, "fit_page", tr("Vừa cả trang"), ("Ctrl+Shift+0",), "fit-page", lambda v: v.canvas.fit_to("page")),
        _page(window, "rotate", tr("Xoay trang trên màn hình"), ("Ctrl+Shift+R",), "rotate", PageView.rotate),
        _page(window, "thumbnails", tr("Dải trang nhỏ"), ("Shift+F9",), "thumbnails", PageView.toggle_strip),
        _page(window, "page_up", tr("Trang trước"), ("Alt+PgUp",), "previous", lambda v: v.turn_page(-1)),
        _page(window, "page_down", tr("Trang sau"), ("Alt+PgDown",), "next", lambda v: v.turn_page(1)),
        (
            ActionSpec(
                "view.bell",
                tr("Những việc vừa xảy ra"),
                tr("Mở danh sách ở chuông: bản quét mới, lỗi, lời nhắn đã qua"),
                ("Ctrl+Shift+K",),
                "view",
                "bell",
            ),
            window.bell.open,
        ),
        (
            ActionSpec(
                "view.notify",
                tr("Thông báo của hệ thống"),
                tr("Khi cửa sổ không ở trước mặt, báo bản quét mới và việc quá hạn qua thông báo của máy tính"),
                ("Ctrl+Shift+M",),
                "view",
                "bell-new",
                checkable=True,
            ),
            window.keep_notify,
        ),
        (
            ActionSpec(
                "view.rail",
                tr("Thu gọn thanh bên"),
                tr("Chỉ hiện biểu tượng ở thanh bên, hoặc hiện lại tên"),
                ("F9",),
                "view",
            ),
            window.toggle_rail,
        ),
        (
            ActionSpec(
                "view.dark", tr("Nền tối hoặc sáng"), tr("Đổi giữa nền sáng và nền tối"), ("Ctrl+Shift+D",), "view"
            ),
            lambda: window.context.scheme_wanted.emit("light" if theme.is_dark() else "dark"),
        ),
        (
            ActionSpec(
                "view.language",
                tr("English"),
                tr("Chuyển giao diện sang tiếng Anh"),
                ("Ctrl+Shift+L",),
                "view",
                "language",
            ),
            lambda: window.context.language_wanted.emit("en" if language() == "vi" else "vi"),
        ),
    ]


def _message_specs(window: MainWindow) -> list[tuple[ActionSpec, Callable[[], object]]]:
    return [
        (
            ActionSpec(
                "window.undo",
                tr("Hoàn tác việc vừa làm…"),
                tr("Lấy lại việc vừa làm: đăng ký thì số bị hủy với lý do, bỏ qua thì bản quét trở lại Hộp quét"),
                ("Ctrl+Z",),
                "letter",
                "undo",
            ),
            window.toasts.undo,
        ),
        (
            ActionSpec(
                "window.step",
                tr("Bước tiếp theo trong lời nhắn"),
                tr("Làm việc mà lời nhắn ở chân cửa sổ mời làm"),
                ("Ctrl+J",),
                "go",
                "next",
            ),
            window.toasts.step,
        ),
    ]


def _going_specs(window: MainWindow) -> list[tuple[ActionSpec, Callable[[], object]]]:
    return [
        (
            ActionSpec("go.search", tr("Tìm kiếm"), tr("Tìm trong mọi văn bản và việc"), ("Ctrl+F",), "go", "search"),
            lambda: focus_search(window),
        ),
        (
            ActionSpec(
                "go.keep_search",
                tr("Giữ câu tìm này"),
                tr("Giữ câu đang gõ trong ô tìm kiếm để lần sau chọn lại; bấm lần nữa để thôi giữ"),
                ("Ctrl+Shift+F",),
                "go",
                "star",
            ),
            window.search.keep,
        ),
        (
            ActionSpec(
                "go.palette",
                tr("Bảng lệnh…"),
                tr("Tìm mọi việc chương trình làm được theo tên, có dấu hay không dấu"),
                ("Ctrl+K",),
                "go",
                "search",
            ),
            lambda: show_palette(window),
        ),
        (
            ActionSpec(
                "go.next", tr("Màn hình sau"), tr("Sang màn hình kế tiếp"), ("Ctrl+Tab", "Ctrl+PgDown"), "go", "next"
            ),
            lambda: window.step_screen(1),
        ),
        (
            ActionSpec(
                "go.previous",
                tr("Màn hình trước"),
                tr("Về màn hình liền trước"),
                ("Ctrl+Shift+Tab", "Ctrl+PgUp"),
                "go",
                "previous",
            ),
            lambda: window.step_screen(-1),
        ),
        (
            ActionSpec("help.about", tr("Giới thiệu"), tr("Tên, phiên bản và giấy phép"), ("Ctrl+F1",), "help", "info"),
            lambda: show_about(window),
        ),
    ]


def _page(
    window: MainWindow, name: str, text: Text, keys: tuple[str, ...], icon: str, run: Callable[[PageView], object]
) -> tuple[ActionSpec, Callable[[], object]]:

    def act() -> None:
        view = window.front.page_view() if window.front else None
        if view is not None:
            run(view)

    return ActionSpec(f"view.{name}", text, tr("Cho trang quét đang xem"), keys, "view", icon), act


def choose_files(window: MainWindow) -> None:
    """Ask for files and take them in."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(window, say("Thêm tệp quét"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([f"{say('Bản quét')} ({SCAN_ENDINGS})", f"{say('Mọi tệp')} (*)"])
    dialog.filesSelected.connect(lambda files: window.add_files([Path(file) for file in files]))
    dialog.open()


def put_test_scan(window: MainWindow) -> None:
    """Put a made-up letter into the scan folder, to try everything with."""
    from desktop.services import first_steps

    def put(_file: Path) -> None:
        window.context.intake.rescan()
        window.context.toast(say("Đã đặt bản quét thử vào thư mục quét; vài giây nữa sẽ hiện trong Hộp quét."))

    window.context.write(first_steps.put_test_scan, put)


def open_scan_folder(window: MainWindow) -> None:
    """Show the scan folder in the platform's file manager."""
    window.context.read(lambda office: office.scan_folder, open_path)


def open_path(path: Path) -> None:
    """Open a file or folder with the program the platform has for it."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def focus_search(window: MainWindow) -> None:
    """Put the cursor into the search field."""
    window.search.begin()


def show_export(window: MainWindow) -> None:
    """Ask what to write to Excel or JSON, and where."""
    from desktop.ui.export_dialog import ask_export  # the Excel library is loaded when somebody asks for a workbook

    ask_export(window.context, window)


def show_palette(window: MainWindow) -> Palette:
    """Open the list of all actions."""
    from desktop.ui.palette import Palette

    window.build_all()
    palette = Palette(window.context.actions, window.front, window)
    palette.show()
    return palette


def show_about(window: MainWindow) -> None:
    """Tell name, version and licence."""
    about_box(window).open()


def about_box(window: MainWindow) -> QMessageBox:
    """Return the box that tells name, version and licence."""
    from importlib.metadata import PackageNotFoundError, version

    from PySide6.QtWidgets import QMessageBox

    from desktop.ui import third_party

    try:
        number = version("vanthu")
    except PackageNotFoundError:
        number = ""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(say("Giới thiệu"))
    box.setIconPixmap(window.windowIcon().pixmap(64, 64))
    box.setText(f"<b>{say('Văn Thư')} {number}</b>")
    box.setInformativeText(
        say("Văn bản đến, ý kiến chỉ đạo và nhiệm vụ của một cơ quan cấp xã, trên một máy tính. Giấy phép MIT.")
    )
    box.addButton(say("Đóng"), QMessageBox.ButtonRole.RejectRole)
    third_party.offer(box, window)
    return box
