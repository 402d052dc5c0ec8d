"""What every screen is given: the office's jobs, a way to tell the person something and a way to go elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal

from desktop.core.records import OfficeInfo
from desktop.core.words import Text, language
from desktop.ui.actions import Actions
from desktop.ui.page_renderer import PageRenderer

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.services.page_text import FileText
    from desktop.ui.backup_watch import BackupWatch
    from desktop.workers.intake import IntakeRunner
    from desktop.workers.jobs import Jobs

T = TypeVar("T")
Topic = Literal["scans", "letters", "tasks", "people"]


@dataclass(frozen=True)
class ToastAction:
    """A button inside a toast: its words and what it does; ``undo``: it takes back what the toast tells."""

    label: Text
    run: Callable[[], object]
    undo: bool = False


class UiContext(QObject):
    """Handed to every screen. The main window listens to the ``…_wanted`` signals; tests listen to them too.

    ``changed`` is the bus: whoever has written something tells which kind of rows changed (a Topic).
    """

    changed = Signal(str)
    toast_wanted = Signal(object, object)  # Text or str, ToastAction or None
    error_wanted = Signal(object)  # Exception
    letter_wanted = Signal(int)
    directives_wanted = Signal(int)
    task_wanted = Signal(int)
    scan_wanted = Signal(int)
    tasks_wanted = Signal(str)  # a chip of the list of tasks: overdue, undated, unanswered, …
    register_wanted = Signal(str)  # a chip of the register: unanswered, incomplete, …
    narrowed_wanted = Signal(str, object)  # a screen with filters, and what they are to say (see kept_filters.Values)
    sentence_wanted = Signal(int, int)  # a letter and the directive to be shown on its page
    screen_wanted = Signal(str)
    language_changed = Signal(str)
    language_wanted = Signal(str)
    scheme_wanted = Signal(str)  # a theme.Scheme: auto, light, dark
    notices_changed = Signal()  # what the system may tell
    backups_changed = Signal(object)  # a BackupState

    def __init__(
        self, jobs: Jobs, intake: IntakeRunner, folder: Path, info: OfficeInfo, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.intake = intake
        self.folder = folder
        self.actions = Actions(self)
        self.pages = PageRenderer(self)
        self.pages.ask_words = lambda file, take: self.read(lambda office: _words_of(office, file), take)
        self._info = info
        self._open = True
        self.locked = False
        #: what the window remembers on this PC; None where there is no window
        self.memory: QSettings | None = None
        self._backups: BackupWatch | None = None

    def info(self) -> OfficeInfo:
        """Return the office's name, kind, place and superior as known now."""
        return self._info

    def set_info(self, info: OfficeInfo) -> None:
        """Take the office's particulars after they were edited."""
        self._info = info

    @property
    def language(self) -> str:
        """The language shown now: 'vi' or 'en'."""
        return language()

    def read(
        self,
        query: Callable[[Office], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the office something off the UI thread; a failure nobody takes is shown."""
        self.jobs.read(query, self._while_open(done), self._while_open(failed or self.show_error))

    def write(
        self,
        operation: Callable[[Office], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something to the office off the UI thread, in order; a failure nobody takes is shown."""
        self.jobs.write(operation, self._while_open(done), self._while_open(failed or self.show_error))

    @property
    def backups(self) -> BackupWatch:
        """The office's backups and checks; made when first asked for, so that no start waits for it."""
        if self._backups is None:
            from desktop.ui.backup_watch import BackupWatch

            self._backups = BackupWatch(self)
        return self._backups

    def begin_backups(self) -> None:
        """Let the backups and checks begin that come by themselves."""
        self.backups.start()

    def close(self) -> None:
        """Finish what is being written, let no answer reach the screens any more, end the threads."""
        if self._backups is not None:
            self._backups.close()
        self.jobs.close()
        self._open = False
        self.pages.close()

    def _while_open(self, take: Callable[[T], None]) -> Callable[[T], None]:
        return lambda answer: take(answer) if self._open else None

    def toast(self, text: Text | str, action: ToastAction | None = None) -> None:
        """Tell quietly what was done, with at most one next step."""
        self.toast_wanted.emit(text, action)

    def show_error(self, error: Exception) -> None:
        """Show an OfficeError as sentences, anything else as a bug report."""
        self.error_wanted.emit(error)

    def open_letter(self, letter_id: int) -> None:
        """Show a registered letter in the register."""
        self.letter_wanted.emit(letter_id)

    def open_directives(self, letter_id: int) -> None:
        """Show a registered letter's directives beside its page, to be given to people."""
        self.directives_wanted.emit(letter_id)

    def open_task(self, task_id: int) -> None:
        """Show a task in the list of tasks."""
        self.task_wanted.emit(task_id)

    def open_tasks(self, chip: str) -> None:
        """Show the list of tasks narrowed to ``chip``: overdue, undated, unanswered, …"""
        self.tasks_wanted.emit(chip)

    def open_register(self, chip: str) -> None:
        """Show the register narrowed to ``chip``: unanswered, incomplete, overdue, …"""
        self.register_wanted.emit(chip)

    def open_narrowed(self, screen: str, values: Mapping[str, object]) -> None:
        """Show "register" or "tasks" narrowed to what a number counts: ``{"person": 3}``, ``{"day": "2026-11-18"}``."""
        self.narrowed_wanted.emit(screen, dict(values))

    def open_sentence(self, letter_id: int, directive_id: int) -> None:
        """Show a letter's page at the sentence of one of its directives."""
        self.sentence_wanted.emit(letter_id, directive_id)

    def open_scan(self, scan_id: int) -> None:
        """Show a waiting scan in the inbox."""
        self.scan_wanted.emit(scan_id)

    def open_screen(self, name: str) -> None:
        """Bring the screen called ``name`` to the front (inbox, register, directives, tasks, week, reports, …)."""
        self.screen_wanted.emit(name)

    def tell(self, topic: Topic) -> None:
        """Tell every screen that rows of ``topic`` changed."""
        self.changed.emit(topic)


def _words_of(office: Office, file: Path) -> FileText:
    from desktop.services import page_text

    return page_text.of_file(office, file)
