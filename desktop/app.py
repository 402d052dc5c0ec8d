"""The composition root of the window: opens or makes an office, builds its workers, screens and window by hand."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QSettings, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

import resources
from desktop.core.errors import OfficeError, StorageError
from desktop.core.records import OfficeInfo
from desktop.core.rights import Access
from desktop.core.words import tr, use_language
from desktop.services.office import DATABASE, Office
from desktop.services.settings import Settings
from desktop.ui import qt_log, qt_words, running, theme
from desktop.ui.assemble import build_window
from desktop.ui.context import UiContext
from desktop.ui.icons import app_icon
from desktop.ui.in_turn import InTurn
from desktop.ui.main_window import MainWindow
from desktop.ui.tidy import Tidy
from desktop.workers.intake import IntakeRunner
from desktop.workers.jobs import Jobs

if TYPE_CHECKING:
    from desktop.ui.morning import Morning
    from desktop.ui.session import Session
    from desktop.workers.watchdog import Watchdog

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
_PICTURE = QSize(1366, 768)
_PICTURE_MS = 15_000
_FIRST_MS = 100
_QUIET_MS = 700
#: Loaded in a thread once the window stands.
_LATER = (
    "desktop.ui.errors",
    "desktop.ui.session",
    "desktop.ui.morning",
    "desktop.ui.backup_watch",
    "desktop.workers.watchdog",
)
#: A thread that works in Python lets another go on after this: at each call of Qt the window may have to wait so long.
_TURN_SECONDS = 0.001


def run(folder: Path, *, language: str | None = None) -> int:
    """Show the window on the office in ``folder``, asking for its particulars when there is none; return the exit
    status when it was closed."""
    app = _application()
    running.hold_mutex()
    _speak(app, language or "vi")
    try:
        program = _opened(app, folder, language)
    except OfficeError as error:
        _tell(error)
        return 1
    if program is None:
        return 0
    program.watch_failures()
    program.start()
    running.tell_when_ready(program.window)
    status = app.exec()
    program.leave()
    program.close()
    if program.hanging:
        _end_hanging(program, status)
    return status


def _opened(app: QApplication, folder: Path | None, language: str | None) -> Program | None:
    """Return the window on an office that is there, was chosen, or was brought back; None when none is wanted."""
    while folder is not None:
        if not (folder / DATABASE).is_file() and (folder := _find(folder)) is None:
            return None
        try:
            allowed, access = _let_in(running.upgraded(folder))
            return Program(app, folder, language=language, access=access) if allowed else None
        except StorageError as error:
            from desktop.ui import finding_office

            folder = finding_office.mended(folder, error)
    return None


def _end_hanging(program: Program, status: int) -> None:
    """End the program although a thread hangs in the system: nobody waits for a dead network drive. What was told done
    is on the disk; a write under way is whole or not there at all."""
    from desktop.workers.ending import end_now, write_hangs

    if program.jobs.writes_left:
        _tell(write_hangs())
    end_now(status)


def restore(file: Path, *, language: str | None = None) -> int:
    """Show the wizard that restores a backup, and the window on it where that is wished; return the exit status."""
    _speak(_application(), language or "vi")
    from desktop.ui import finding_office

    place = finding_office.restored(file)
    return run(place, language=language) if place is not None else 0


def picture(folder: Path, file: Path, *, language: str | None = None) -> None:
    """Draw the window on the office in ``folder`` without a screen, and save it as a PNG."""
    import tempfile

    from desktop.ui import log_files

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "win32":  # there the platform without a screen looks for fonts beside Qt alone
        os.environ.setdefault("QT_QPA_FONTDIR", os.path.join(os.environ.get("WINDIR", "C:\\Windows"), "Fonts"))
    app = _application()
    with tempfile.TemporaryDirectory() as place:  # never the null device: QSettings replaces the file it writes
        memory = QSettings(str(Path(place) / "window.ini"), QSettings.Format.IniFormat)
        kept = log_files.log_to(folder / "logs")
        try:
            _draw(Program(app, folder, language=language, memory=memory), file)
        finally:
            if kept is not None:
                logging.getLogger().removeHandler(kept)
                kept.close()


def _draw(program: Program, file: Path) -> None:
    program.window.setWindowState(Qt.WindowState.WindowNoState)
    program.window.setFixedSize(_PICTURE)
    program.window.show()
    program.settle()
    file.parent.mkdir(parents=True, exist_ok=True)
    program.window.grab().save(str(file))
    program.close()


class Program(QObject):
    """One office, its workers and its window. ``start`` shows it; ``close`` ends everything in order."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        language: str | None = None,
        clock: Clock | None = None,
        memory: QSettings | None = None,
        access: Access | None = None,
    ) -> None:
        super().__init__()
        sys.setswitchinterval(_TURN_SECONDS)
        self._app = app
        self._clock = clock
        self.session: Session | None = None
        self.watchdog: Watchdog | None = None
        self._crashes: IO[str] | None = None
        info, settings, self._asked = _look(folder, clock)
        self._translator: qt_words.QtWords | None = None
        self._scale = settings.font_scale
        self._set_language(language or settings.language)
        theme.prepare(app, _scheme(settings.theme), self._scale)
        self.jobs = Jobs(folder, clock=clock)
        self.jobs.work_as(access)
        self.intake = IntakeRunner(self.jobs)
        self.context = UiContext(self.jobs, self.intake, folder, info)
        self.morning: Morning | None = None
        self._after: InTurn | None = None
        self._closed = False
        self._tidy = Tidy(self)
        self._memory = memory or _memory()
        self.window: MainWindow = build_window(self.context, self._memory)
        theme.put_sheet(app, self._scale)
        self.intake.trouble.connect(self.context.show_error)
        self.context.language_wanted.connect(self._change_language)
        self.context.scheme_wanted.connect(self._change_scheme)

    def start(self) -> None:
        """Show the window and begin to watch the scan folder; what can wait is done when the window stands."""
        self.window.show()
        self._tidy.start()
        QTimer.singleShot(_FIRST_MS, self._begin_intake)
        QTimer.singleShot(_QUIET_MS, self._settle_in)

    def _begin_intake(self) -> None:
        if not self._closed:
            self.intake.start()

    def _settle_in(self) -> None:
        """What can wait until the window stands: who sits there, the morning's round, backups, the other screens."""
        if self._closed:
            return
        steps = (
            self.watch_session,
            self._begin_morning,
            self.context.begin_backups,
            self.watch_workers,
            self.window.build_rest,
            self._tidy.keep,
        )
        self._after = InTurn(_LATER, steps, self)
        self._after.start()

    def _begin_morning(self) -> None:
        from desktop.ui.morning import Morning

        self.morning = Morning(self.context, self._memory, self.window, self._clock or datetime.now)
        bell = self.window.bell
        bell.told.connect(self.morning.notify)
        self.morning.late.connect(lambda text: bell.add("clock", text, lambda: self.context.open_screen("start")))
        self.morning.start()

    def watch_workers(self) -> None:
        """Tell of threads that hang."""
        from desktop.workers.watchdog import Watchdog

        self.watchdog = Watchdog(self.jobs, self, intake=self.intake, keeper=self.context.backups.keeper)
        self.watchdog.reading_restarted.connect(
            lambda: self.context.toast(tr("Một lần hỏi dữ liệu bị treo và đã được bắt đầu lại."))
        )
        self.watchdog.writing_slow.connect(
            lambda seconds: self.context.toast(
                tr("Đang ghi đã {n} giây chưa xong. Ổ đĩa có thể đang chậm hoặc bị rút; xin chờ.", n=seconds)
            )
        )

    def watch_session(self) -> None:
        """Keep the window to whoever is signed in, from now on."""
        from desktop.ui.session import Session

        self.session = Session(self.window, lambda: Office.open(self.context.folder, clock=self._clock), self._asked)

    def leave(self) -> None:
        """Back up what was done since the last backup, where the office wants that; it can be passed over."""
        from desktop.ui.leaving import back_up_on_leaving

        self.intake.stop()
        back_up_on_leaving(self.context)

    def close(self) -> None:
        """End watching, finish what is being written, let go of the window."""
        self._closed = True
        if self._after is not None:
            self._after.stop()
        if self.session is not None:
            self.session.close()
        if self.watchdog is not None:
            self.watchdog.stop()
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
        if self.morning is not None:
            self.morning.stop()
        self.intake.stop()
        self.context.close()
        self.window.close()
        self.window.deleteLater()
        self._tidy.stop()

    @property
    def hanging(self) -> bool:
        """Whether a thread hangs in the system, so that the program cannot end in the usual way."""
        return self.intake.hanging or self.jobs.hanging or self.context.backups.keeper.hanging

    def settle(self) -> None:
        """Wait until the office has answered and the pages are drawn, at most a few seconds."""
        loop = QEventLoop()
        quiet = QTimer(singleShot=True, interval=_QUIET_MS)
        quiet.timeout.connect(loop.quit)
        self.jobs.busy_changed.connect(lambda _busy: quiet.start())
        self.context.backups_changed.connect(lambda _state: quiet.start())
        QTimer.singleShot(_PICTURE_MS, loop.quit)
        quiet.start()
        loop.exec()

    def watch_failures(self) -> None:
        """Send what nobody caught to the log and to the report dialog."""
        from desktop.ui import log_files

        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        log_files.log_to(self.context.folder / "logs")
        self._crashes = log_files.crashes_to(self.context.folder / "logs")

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        """A thread of ours that ended by a bug tells it like any other; the window shows it."""
        if isinstance(args.exc_value, Exception):
            self.jobs.failed_unhandled.emit(args.exc_value)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self.context.show_error(error)
        else:
            sys.__excepthook__(kind, error, trace)

    # -- language and looks ----------------------------------------------------------------------------------------

    def _set_language(self, language: str) -> None:
        self._translator = _speak(self._app, language, self._translator)

    def _change_language(self, language: str) -> None:
        self._set_language(language)
        self.window.retranslate()
        self.context.language_changed.emit(language)
        self._keep(lambda settings: replace(settings, language=language))

    def _change_scheme(self, scheme: str) -> None:
        theme.apply(self._app, _scheme(scheme), self._scale)
        self.window.recolour()
        self._keep(lambda settings: replace(settings, theme="system" if scheme == "auto" else scheme))

    def _keep(self, change: Callable[[Settings], Settings]) -> None:
        def write(office: Office) -> None:
            office.reload()
            if change(office.settings) != office.settings:
                office.change_settings(change(office.settings))

        self.context.write(write, lambda _none: None)


def _application() -> QApplication:
    qt_log.install()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        running.give_back_environment()
    app.setApplicationName("vanthu")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("vanthu")
    app.setWindowIcon(app_icon())
    return app


def _speak(app: QApplication, language: str, former: qt_words.QtWords | None = None) -> qt_words.QtWords | None:
    use_language(language, resources.catalogue(language))
    return qt_words.install(app, language, former)


def _look(folder: Path, clock: Clock | None) -> tuple[OfficeInfo, Settings, tuple[bool, int]]:
    """Open the office once, so that an older one is brought up to date and a broken one is told before the window;
    return also whether it asks for signing in, and after how many idle minutes the window locks."""
    with Office.open(folder, clock=clock) as office:
        return office.info, office.settings, _asked(office)


def _asked(office: Office) -> tuple[bool, int]:
    if not office.working.on:
        return False, 0
    from desktop.services import sign_in

    return sign_in.asked_of_window(office)


def _let_in(folder: Path) -> tuple[bool, Access | None]:
    """Ask who sits there, where the office wants that: whether to go on, and as whom."""
    with Office.open(folder) as office:
        if not office.working.on:
            return True, None
        from desktop.ui.sign_in_dialog import Door, SignInDialog

        theme.apply(_application(), _scheme(office.settings.theme))
        door = Door(lambda: Office.open(folder))
        dialog = SignInDialog(door, door.names())
        return dialog.exec() == QDialog.DialogCode.Accepted, dialog.access


def _find(folder: Path) -> Path | None:
    from desktop.ui import finding_office  # the wizards; no other start needs them

    return finding_office.find(folder)


def _tell(error: OfficeError) -> None:
    from desktop.ui.errors import show_failure

    theme.apply(_application())
    show_failure(error, None).exec()


def _memory() -> QSettings:
    import platformdirs

    file = Path(platformdirs.user_config_dir("vanthu", appauthor=False)) / "window.ini"
    return QSettings(str(file), QSettings.Format.IniFormat)


def _scheme(name: str) -> theme.Scheme:
    return "light" if name == "light" else "dark" if name == "dark" else "auto"
