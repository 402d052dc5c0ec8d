"""An open office: its folder, its database, its settings and its clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import resources
from db import audit, migrations, offices, people
from db.connection import Database, connect
from db.places import refuse_network_share
from desktop.core import faults
from desktop.core.calendar import WorkCalendar, calendar_from_table
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.records import OfficeInfo
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.services import settings as settings_file
from desktop.services.settings import Settings
from desktop.services.working import Working

DATABASE = "office.db"
FOLDERS = ("store", "backups", "logs")
_OWN_NAMES = {DATABASE, settings_file.FILE, "scans", *FOLDERS}
_LEFTOVERS = (".new", ".new-journal", ".part")

Clock = Callable[[], datetime]
#: Of an upgrade. ``copy``: the older database is copied and the copy checked; ``change``: it is brought to this version.
Stage = Literal["copy", "change"]
#: Hears the stage and the share of it that is done (0-1), also again and again while nothing but time has gone by.
Tell = Callable[[Stage, float], None]


class Office:
    """One open office: one database connection and its paths. Use each Office in the thread that opened it."""

    def __init__(self, folder: Path, db: Database, info: OfficeInfo, clock: Clock, actor: str) -> None:
        self.folder = folder
        self.working = Working(db)
        self._db = db
        self.info = info
        self._actor = actor
        self._clock = clock
        self.settings: Settings = settings_file.load(folder)

    @classmethod
    def create(
        cls,
        folder: Path | str,
        info: OfficeInfo,
        *,
        clock: Clock | None = None,
        actor: str = "",
        units: Sequence[tuple[str, str]] = (),
    ) -> Office:
        """Make a new office in ``folder``, which is made if need be, and open it. ``units``: (name, short name) each.

        Raises StorageError when the folder holds an office or something else already, or the disk does not take it.
        """
        place = Path(folder).absolute()
        refuse_network_share(place)
        _require_free(place)
        with _os_told(place):
            for name in FOLDERS:
                (place / name).mkdir(parents=True, exist_ok=True)
            _write_database(place, info, (clock or datetime.now)(), units)
        office = cls.open(place, clock=clock, actor=actor)
        settings_file.save(place, office.settings)
        with _os_told(place):
            office.scan_folder.mkdir(parents=True, exist_ok=True)
        return office

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        clock: Clock | None = None,
        actor: str = "",
        read_only: bool = False,
        tell: Tell | None = None,
    ) -> Office:
        """Open the office in ``folder``; an older one is backed up and brought to this version first, ``tell`` hears how
        far that is. For reading alone nothing in the folder is changed: an older one is read from a copy that is
        brought to this version.

        Raises StorageError: not an office, written by a newer version, damaged, on a network share.
        """
        place = Path(folder).absolute()
        _require_database(place)
        refuse_network_share(place)
        heard: Tell = tell or (lambda _stage, _share: None)
        db = connect(place / DATABASE, read_only=read_only)
        try:
            migrations.require_known(db)
            if read_only and migrations.pending(db):
                db = migrations.migrated_copy(db, lambda share: heard("change", share))
            elif not read_only:
                _migrate(db, place, heard)
            info = offices.office_info(db)
            if info is None:
                raise _not_an_office(place)
            return cls(place, db, info, clock or datetime.now, actor)
        except BaseException:  # no connection is left open, whatever broke off; it goes on
            db.close()
            raise

    @property
    def db(self) -> Database:
        """The database, for whoever works here; AccessDenied while signing in is asked for and nobody did."""
        self.working.require_signed_in()
        return self._db

    @property
    def db_is_read_only(self) -> bool:
        """Whether nothing can be written through this Office."""
        return self._db.read_only

    @property
    def actor(self) -> str:
        """Who is written into the log."""
        return self.working.name or self._actor

    def reader(self) -> Office:
        """Return a second, read-only Office on the same folder: open it in the thread that will use it."""
        return Office.open(self.folder, clock=self._clock, actor=self.actor, read_only=True)

    def interrupt(self) -> None:
        """Break off what is being asked of the database; may be called from any thread."""
        self._db.interrupt()

    def close(self) -> None:
        """Close the office; closing twice is harmless."""
        self._db.close()

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def now(self) -> datetime:
        """Return the moment by the office's clock, to the second."""
        return self._clock().replace(microsecond=0)

    def today(self) -> date:
        """Return the day by the office's clock."""
        return self._clock().date()

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The office's working days; ``reload`` after they were changed."""
        return offices.calendar(self.db)

    @property
    def scan_folder(self) -> Path:
        return self.folder / self.settings.scan_folder

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def backups(self) -> Path:
        return self.folder / self.settings.backup_folder

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    def path(self, relative: str) -> Path:
        """Return the absolute path of a file that a row names relative to the office folder."""
        return self.folder / relative

    def reload(self) -> None:
        """Read name, settings and calendar again, after another Office changed them."""
        self.__dict__.pop("calendar", None)
        self.settings = settings_file.load(self.folder)
        self.info = offices.office_info(self._db) or self.info
        self.working.refresh()

    def change_settings(self, settings: Settings) -> None:
        """Save settings and use them from now on; AccessDenied unless they are of the person's own place."""
        if not settings_file.only_personal(self.settings, settings):
            self.working.require(Right.SETTINGS)
        settings_file.save(self.folder, settings)
        self.settings = settings

    @contextmanager
    def write(self, name: str) -> Iterator[Database]:
        """One durable transaction, see ``Database.write``; AccessDenied unless whoever works here may do it."""
        with self.working.uncovered(), self._db.write(name) as db:
            self.working.require_operation(name)
            yield db

    def log(self, action: str, noun: str, row_id: int, **detail: object) -> None:
        """Write an audit line inside a write block; AccessDenied when the row is kept from whoever works here."""
        self.working.require_seen(action, noun, row_id)
        audit.add(self._db, self.now(), self.actor, action, noun, row_id, detail)


def _require_free(folder: Path) -> None:
    if (folder / DATABASE).exists():
        raise StorageError(
            "office-exists",
            tr("Thư mục {folder} đã có một cơ quan.", folder=folder),
            tr("Hãy mở cơ quan đó, hoặc chọn thư mục khác."),
            tr("Dữ liệu ở đó không bị thay đổi."),
        )
    if not folder.exists():
        return
    with _os_told(folder):
        others = [p.name for p in folder.iterdir() if p.name not in _OWN_NAMES and not p.name.endswith(_LEFTOVERS)]
    if others:
        raise StorageError(
            "folder-not-empty",
            tr("Thư mục {folder} đang chứa thứ khác ({name}).", folder=folder, name=sorted(others)[0]),
            tr("Hãy chọn một thư mục trống."),
            tr("Không có gì bị thay đổi."),
        )


def _require_database(folder: Path) -> None:
    if not (folder / DATABASE).is_file():
        raise _not_an_office(folder)


def _not_an_office(folder: Path) -> StorageError:
    return StorageError(
        "not-an-office",
        tr("Thư mục {folder} không có dữ liệu của Văn Thư.", folder=folder),
        tr("Hãy chọn thư mục khác, hoặc tạo cơ quan mới."),
    )


def _write_database(folder: Path, info: OfficeInfo, at: datetime, units: Sequence[tuple[str, str]]) -> None:
    """Write the database beside its place and rename it there whole: an office exists in full or not at all."""
    unfinished = folder / f"{DATABASE}.new"
    for leftover in (unfinished, folder / f"{DATABASE}.new-journal"):
        leftover.unlink(missing_ok=True)
    db = connect(unfinished, create=True)
    try:
        migrations.migrate(db)
        with db.write("create"):
            offices.add_office(db, info, at)
            offices.add_book(db, "Sổ đăng ký văn bản đến", offices.INCOMING)
            for place, (name, short_name) in enumerate(units, start=1):
                people.add_unit(db, name, short_name, place)
            _start_holidays(db)
            audit.add(db, at, "", "create", "office", 1, {"name": info.name})
    finally:
        db.close()
    faults.point("create:before-rename")
    os.replace(unfinished, folder / DATABASE)
    faults.point("create:after-rename")


def _start_holidays(db: Database) -> None:
    table = resources.table("holidays.toml")
    for year in table:
        calendar = calendar_from_table({year: table[year]})
        offices.set_holidays(db, int(year), calendar.off, calendar.working)


def _migrate(db: Database, folder: Path, tell: Tell) -> None:
    def back_up(version: int) -> None:
        from db.copies import copy_database

        with _os_told(folder):
            (folder / "backups").mkdir(exist_ok=True)
            file = folder / "backups" / f"before-schema-{version + 1}.db"
            copy_database(db, file, lambda share: tell("copy", share))

    migrations.migrate(db, back_up, lambda share: tell("change", share))


def is_older(folder: Path) -> bool:
    """Tell whether opening the office in ``folder`` upgrades it first; StorageError when it cannot be opened."""
    if not (folder / DATABASE).is_file():
        return False
    db = connect(folder / DATABASE, read_only=True)
    try:
        return migrations.is_office(db) and bool(migrations.pending(db))
    finally:
        db.close()


@contextmanager
def _os_told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error
