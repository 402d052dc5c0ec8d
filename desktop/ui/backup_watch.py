"""Backups beside the work: looks whether one is due, makes it, and copies it to a stick as soon as one is plugged in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import OfficeError
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.services import backup, backup_care, backup_disks
from desktop.services.backup_care import BackupState, Outcome
from desktop.workers.keeper import Care, Keeper

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.ui.context import UiContext

T = TypeVar("T")
LOOK_MS = 10 * 60_000
DISKS_MS = 20_000
#: pieces of care that a person sees and may stop
SHOWN = frozenset({"backup", "whole", "disk", "check"})


class BackupWatch(QObject):
    """Knows how the backups stand. Without ``start`` it only does what it is asked to."""

    progressed = Signal(str, float)  # what (one of SHOWN), how far
    busy_changed = Signal(str)  # one of SHOWN, or '' when nothing that is shown is under way

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._context = context
        self.keeper = Keeper(context.jobs.open_reader, self)
        self.state: BackupState | None = None
        self._plugged: set[str] = set()
        self._looks, self._disks = QTimer(self), QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._disks.setInterval(DISKS_MS)
        self._looks.timeout.connect(self.look)
        self._disks.timeout.connect(self.look_for_disks)
        self.keeper.progressed.connect(self._pass_on)
        self.keeper.busy_changed.connect(lambda what: self.busy_changed.emit(what if what in SHOWN else ""))

    @property
    def busy(self) -> str:
        """Which of SHOWN is under way, '' when none is."""
        return self.keeper.busy if self.keeper.busy in SHOWN else ""

    def start(self) -> None:
        """Begin to look by itself: now, every ten minutes, and for sticks every twenty seconds."""
        self._looks.start()
        self._disks.start()
        self.look()

    def close(self) -> None:
        """Stop what is under way and end the thread."""
        self._looks.stop()
        self._disks.stop()
        self.keeper.close()

    def look(self) -> None:
        """Ask how the backups stand; when it runs by itself, do what is due."""
        if not self.keeper.busy:
            self.keeper.run("state", lambda office, _tell: backup_care.state(office), self._take, _nothing)

    def look_for_disks(self) -> None:
        """See whether a marked disk was plugged in or pulled."""
        if self.state is not None and self.state.disks and not self.keeper.busy:
            self.keeper.run("disks", _plugged, self._disks_seen, _nothing)

    def back_up(self, done: Callable[[Outcome], object] | None = None) -> None:
        """Make a backup now and copy it to the disks that are plugged in."""

        def told(outcome: Outcome) -> None:
            for trouble in outcome.troubles:
                self._context.show_error(trouble)
            self.look()
            if done is not None:
                done(outcome)

        self._if_allowed(Right.CARE, lambda: self.run("backup", backup_care.make, told, self._failed))

    def write_whole(self, file: Path) -> None:
        """Write the whole office into one file."""

        def write() -> None:
            def told(made: Path) -> None:
                self._context.toast(tr("Đã ghi {file}.", file=made))
                if backup_disks.is_in_parts(made):
                    self._context.show_error(backup_disks.in_parts(made))

            self.run("whole", lambda office, tell: backup.backup(office, file, tell), told, self._failed)

        self._if_allowed(Right.EXPORT, write)

    def copy_to(self, mark: str, folder: Path) -> None:
        """Copy the newest backup to a disk."""
        self.run(
            "disk", lambda office, tell: backup_care.copy_to(office, mark, folder, tell), self._copied, self._failed
        )

    def _if_allowed(self, right: Right, act: Callable[[], object]) -> None:
        """The keeper works as the program itself: whoever asks for something is looked at here first."""

        def go(_none: None) -> None:
            act()

        self._context.read(lambda office: backup_care.require_may(office, right), go)

    def run(self, what: str, care: Care[T], done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        """Do a piece of care that is shown with its progress."""
        self.keeper.run(what, care, done, failed)

    def stop(self) -> None:
        """Stop what is under way."""
        self.keeper.stop()

    def _take(self, state: BackupState) -> None:
        self.state = state
        self._plugged = {disk.mark for disk in state.disks if disk.folder}
        self._context.backups_changed.emit(state)
        if not self._looks.isActive() or self.keeper.busy:
            return
        if state.due:
            self.keeper.run("backup", backup_care.make, lambda _outcome: self.look(), self._failed_alone)
        for disk in state.disks if not state.due else ():
            if disk.mark in state.behind and disk.folder:
                self.copy_to(disk.mark, disk.folder)

    def _disks_seen(self, found: set[str]) -> None:
        if found != self._plugged:
            self.look()

    def _copied(self, folder: Path) -> None:
        self._context.toast(tr("Đã chép bản sao lưu vào {folder}.", folder=folder))
        self.look()

    def _failed(self, error: Exception) -> None:
        if not (isinstance(error, OfficeError) and error.code == "stopped"):
            self._context.show_error(error)
        self._look_without_trying()

    def _failed_alone(self, error: Exception) -> None:
        """A backup that nobody asked for has failed: the banner tells it; a bug is shown."""
        if not isinstance(error, OfficeError):
            self._context.show_error(error)
        self._look_without_trying()

    def _look_without_trying(self) -> None:
        """Show how it stands; the next try is at the next look."""

        def take(state: BackupState) -> None:
            self.state = state
            self._context.backups_changed.emit(state)

        self.keeper.run("state", lambda office, _tell: backup_care.state(office), take, _nothing)

    def _pass_on(self, what: str, share: float) -> None:
        if what in SHOWN:
            self.progressed.emit(what, share)


def _plugged(office: Office, _tell: object) -> set[str]:
    return set(backup_disks.plugged(office.settings.backup_disks))


def _nothing(_error: Exception) -> None:
    """Not to know for once how it stands is no reason to disturb anybody: it is asked again soon."""
