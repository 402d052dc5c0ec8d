"""Schema versions: numbered SQL files, each applied in one transaction, with a backup before it and never backwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from db.connection import Database, connect
from db.failures import told
from db.library import sqlite3
from desktop.core.errors import StorageError
from desktop.core.words import tr

#: "VThu" in ASCII: says that an SQLite file is an office of this program.
APPLICATION_ID = 0x56546875

#: SQLite's own steps between two signs of life of a long statement: some hundredths of a second
_OFTEN = 500_000
_PARTS = (
    "SELECT name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger', 'index') AND sql IS NOT NULL"
    " ORDER BY type = 'trigger', rowid"
)
_CODE = "SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name"


#: Hears the share done (0-1).
Share = Callable[[float], None]


class Migration(NamedTuple):
    """One schema file: it takes the database to ``version``."""

    version: int
    sql: str


def migrations() -> list[Migration]:
    """Return every migration there is, in order."""
    return list(_shipped())


@cache
def _shipped() -> tuple[Migration, ...]:
    """Read once: each opening of an office asks which version is the newest."""
    files = [f for f in resources.files("db.schema").iterdir() if f.name.endswith(".sql")]
    found = [Migration(int(f.name.split("_")[0]), f.read_text(encoding="utf-8")) for f in files]
    return tuple(sorted(found))


def newest() -> int:
    """Return the schema version this program writes."""
    return migrations()[-1].version


def version(db: Database) -> int:
    """Return the schema version of a database; 0 for an empty one."""
    return int(db.value("PRAGMA user_version"))


def is_office(db: Database) -> bool:
    """Tell whether the database is an office of this program."""
    return int(db.value("PRAGMA application_id")) == APPLICATION_ID


def require_known(db: Database) -> None:
    """Raise StorageError unless the database is an office of this version or an older one."""
    if not is_office(db):
        raise StorageError(
            "not-an-office",
            tr("Tệp office.db ở đây không phải dữ liệu của Văn Thư."),
            tr("Hãy chọn thư mục cơ quan khác."),
        )
    if version(db) > newest():
        raise StorageError(
            "newer-schema",
            tr("Dữ liệu này do phiên bản Văn Thư mới hơn ghi."),
            tr("Hãy cập nhật chương trình rồi mở lại."),
            tr("Chương trình không thay đổi gì trong dữ liệu."),
        )


def foreign_code(db: Database) -> list[str]:
    """Return the names of views and triggers that the schema of the database's own version does not have: a database
    that came from outside could run them at the next write."""
    with _fresh(version(db)) as fresh:
        ours = set(fresh.column(_CODE))
    return [str(sql).split("\n", 1)[0] for sql in db.column(_CODE) if sql not in ours]


def lacking(db: Database) -> dict[str, str]:
    """Return the views, triggers and indexes that the database should have and has not, or has otherwise: name → SQL.
    Without its triggers the log could be rewritten."""
    there = dict(map(tuple, db.all(_PARTS)))
    with _fresh(version(db)) as fresh:
        return {str(name): str(sql) for name, sql in map(tuple, fresh.all(_PARTS)) if there.get(name) != sql}


def mend(db: Database, parts: dict[str, str]) -> None:
    """Make them again, inside a ``write`` block: no row is touched."""
    kinds = {str(r["name"]): str(r["type"]) for r in db.all("SELECT name, type FROM sqlite_schema")}
    for name, sql in parts.items():
        if name in kinds:
            db.run(f'DROP {kinds[name]} "{name}"')
        db.run(sql)


@contextmanager
def _fresh(version_: int) -> Iterator[Database]:
    """A new database of this schema version, in memory."""
    fresh = Database(sqlite3.connect(":memory:", isolation_level=None), Path(":memory:"), read_only=False)
    fresh.connection.row_factory = sqlite3.Row
    try:
        fresh.connection.execute("BEGIN")
        for step in migrations():
            if step.version <= version_:
                for statement in statements(step.sql):
                    fresh.run(statement)
        yield fresh
    finally:
        fresh.close()


def pending(db: Database) -> list[Migration]:
    """Return the migrations the database still lacks."""
    have = version(db)
    return [m for m in migrations() if m.version > have]


def migrate(db: Database, before: Callable[[int], None] | None = None, tell: Share = lambda _: None) -> None:
    """Bring the database to the newest version, step by step; ``before`` is called once with the old version, so that
    it can back up. A step that fails leaves the database at the version before it.

    ``tell`` hears the share of the statements that are done, and hears it again while a long one goes on.
    """
    steps = pending(db)
    if steps and before is not None:
        before(version(db))
    work = {step: list(statements(step.sql)) for step in steps}
    with _heard(db, tell, sum(map(len, work.values()))) as done:
        for step in steps:
            with db.write(f"migrate-{step.version}"):
                if version(db) >= step.version:
                    continue  # another window was faster
                for statement in work[step]:
                    db.run(statement)
                    done()
                db.run(f"PRAGMA application_id = {APPLICATION_ID}")
                db.run(f"PRAGMA user_version = {step.version}")


@contextmanager
def _heard(db: Database, tell: Share, total: int) -> Iterator[Callable[[], None]]:
    """Tell how many of ``total`` statements are done: when one is, which the block says, and now and then."""
    left = total

    def again() -> None:
        tell(1.0 - left / max(total, 1))

    def done() -> None:
        nonlocal left
        left -= 1
        again()

    db.connection.set_progress_handler(again, _OFTEN)  # that it returns nothing lets SQLite go on
    try:
        yield done
    finally:
        db.connection.set_progress_handler(None, _OFTEN)


def migrated_copy(db: Database, tell: Share = lambda _: None) -> Database:
    """Return a read-only connection to a copy of an older database, brought to this version; ``db`` is closed, and its
    file is not touched: it may lie on a medium that takes no writing. The copy goes when the connection is closed."""
    place = TemporaryDirectory(prefix="vanthu-", ignore_cleanup_errors=True)
    file = Path(place.name) / db.file.name
    try:
        with told():
            target = sqlite3.connect(file, isolation_level=None)
            try:
                db.connection.backup(target)
            finally:
                target.close()
        copy = connect(file)
        try:
            migrate(copy, tell=tell)
        finally:
            copy.close()
        made = connect(file, read_only=True)
    except BaseException:  # nothing is left in the system's place for what is passing, whatever broke off; it goes on
        place.cleanup()
        raise
    made.when_closed = place.cleanup
    db.close()
    return made


def statements(sql: str) -> Iterator[str]:
    """Yield the statements of an SQL file one by one; a trigger with its inner semicolons is one."""
    waiting = ""
    for line in sql.splitlines(keepends=True):
        waiting += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(waiting):
            yield waiting.strip()
            waiting = ""
    if waiting.strip():
        yield waiting.strip()
