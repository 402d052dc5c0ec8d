"""An office of every released schema version opens: backed up, migrated step by step, checked; stopped dead at any step
it opens at the next start; a step that fails leaves the old file as it was, byte for byte; a newer one is refused."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from db import migrations
from db.connection import connect
from db.migrations import Migration
from desktop.cli.main import main
from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.core.filters import LetterFilter
from desktop.services import letters, people, register, search, tasks, upgrading
from desktop.services.backup import back_up_day, restore
from desktop.services.check import check
from desktop.services.office import Office, is_older

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: The schema versions that people have: each has its frozen office here. A new release adds its version and its file.
RELEASED = (1,)
#: Every schema that ever stood in the program, also between two releases: an office that somebody tried meanwhile.
EVERY = tuple(range(1, migrations.newest() + 1))
#: Rows of what a schema brought, as a version of that time would have left them.
ROWS = {
    2: "UPDATE task SET lead_unit_id = (SELECT min(id) FROM unit) WHERE id = (SELECT min(id) FROM task);"
    " INSERT INTO search (search) VALUES ('rebuild');",
    5: "INSERT INTO scan_part SELECT max(id), 1, min(id), 1, 90 FROM scan;",
    6: "INSERT INTO account (uid, name, folded, role, secret, made_at)"
    " VALUES ('a1', 'Quản', 'quan', 'administrator', 'x', '2026-01-02T08:00:00');"
    " INSERT INTO restriction SELECT min(id), 'dữ liệu cá nhân', '2026-01-02T08:00:00', 'Quản' FROM letter;"
    " INSERT INTO restriction_reader SELECT letter_id, 1 FROM restriction;",
    9: "UPDATE account SET given = 1; UPDATE recovery SET secret = 'y', made_at = '2026-01-02T08:00:00';",
}
NOW = datetime(2026, 12, 1, 8, 0)


def frozen(folder: Path, version: int) -> Path:
    """Lay down the frozen office of a version, with files for its rows."""
    for name in ("store", "backups", "logs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(folder / "office.db")
    db.executescript((HERE / f"version-{version}.sql").read_text(encoding="utf-8"))
    made = dict(db.execute("SELECT path, 'scan ' || replace(file, '.pdf', '') FROM scan WHERE path IS NOT NULL"))
    made |= dict(db.execute("SELECT path, 'minh chứng' FROM attachment"))
    for path, text in made.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(text.encode())
    db.close()
    return folder


def office_of(folder: Path, version: int) -> Path:
    """Lay down an office of any schema: the frozen one before it, brought forward, with rows of what each schema brought."""
    start = max(released for released in RELEASED if released <= version)
    frozen(folder, start)
    db = sqlite3.connect(folder / "office.db", isolation_level=None)
    for step in migrations.migrations():
        if start < step.version <= version:
            for statement in migrations.statements(step.sql):
                db.execute(statement)
            db.executescript(ROWS.get(step.version, ""))
            db.execute(f"PRAGMA user_version = {step.version}")
    db.close()
    return folder


def every_row(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as an office of this schema has it."""
    db = sqlite3.connect(folder / "office.db")
    tables = [
        n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    ]
    found = {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
    db.close()
    return found


def lying(folder: Path) -> dict[str, bytes]:
    """Every file of the folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables and columns that the first version had."""
    db = sqlite3.connect(folder / "office.db")
    old = sqlite3.connect(":memory:")
    old.executescript((HERE / "version-1.sql").read_text(encoding="utf-8"))
    found = {}
    for (table,) in old.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
    ).fetchall():
        columns = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA table_info({table})"))
        found[table] = db.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
    for one in (db, old):
        one.close()
    return found


def open_office(folder: Path) -> Office:
    return Office.open(folder, clock=lambda: NOW, actor="Văn thư")


def test_each_released_version_has_its_frozen_office():
    assert {int(file.stem.split("-")[1]) for file in HERE.glob("version-*.sql")} == set(RELEASED)
    assert max(RELEASED) <= migrations.newest()


def test_the_released_schema_is_what_was_released():
    text = (ROOT / "db" / "schema" / "001_start.sql").read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(text).hexdigest() == "cde0ea698daa3dbea4e471ba46f0b6a47adf6ea13749c0b05a3ea2dc3dabf933", (
        "a released schema file is never changed: write a new one"
    )


@pytest.mark.parametrize("version", EVERY)
def test_an_old_office_opens_is_backed_up_and_checked(tmp_path, version):
    folder = office_of(tmp_path / "o", version)
    before = rows(folder)
    with open_office(folder) as office:
        assert migrations.version(office.db) == migrations.newest()
        assert rows(folder) == before
        report = check(office)
        assert report.ok, [str(problem) for problem in report.problems]
        number = register.next_number(office)
        assert register.register_by_hand(office, {"subject": "sau khi nâng cấp"}).arrival_number == number
        assert len(letters.ids(office, LetterFilter())) == len(before["letter"]) + 1
        assert tasks.tasks(office)
        assert search.search(office, "viec so")
        restore(back_up_day(office).file, tmp_path / "restored")
        if version >= 6:
            assert office.db.value("SELECT count(*) FROM restriction_reader") == 1
    if version < migrations.newest():
        (copy,) = (folder / "backups").glob("before-schema-*.db")
        old = connect(copy, read_only=True)
        assert migrations.version(old) == version
        assert old.value("SELECT count(*) FROM letter") == len(before["letter"])
        old.close()


@pytest.mark.parametrize("version", RELEASED)
def test_a_backup_of_an_old_version_is_restored_and_migrated(tmp_path, version, monkeypatch):
    folder = frozen(tmp_path / "o", version)
    with monkeypatch.context() as old_program:
        known = [step for step in migrations.migrations() if step.version <= version]
        old_program.setattr(migrations, "migrations", lambda: known)
        db = connect(folder / "office.db", read_only=True)
        assert migrations.foreign_code(db) == []
        db.close()
    raw = connect(folder / "office.db", read_only=True)
    assert migrations.foreign_code(raw) == [], "an old office's own triggers are no foreign code"
    raw.close()


def broken_step(version: int) -> Migration:
    return Migration(version, "CREATE TABLE half_made (id INTEGER);\nUPDATE letter SET no_such_column = 1;\n")


@pytest.mark.parametrize("version", EVERY)
def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path, version, monkeypatch):
    folder = office_of(tmp_path / "o", version)
    connect(folder / "office.db").close()
    before = (folder / "office.db").read_bytes()
    monkeypatch.setattr(migrations, "migrations", lambda: [broken_step(version + 1)])
    with pytest.raises(sqlite3.OperationalError):
        open_office(folder)
    assert (folder / "office.db").read_bytes() == before
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith("office")) == ["office.db"]


@pytest.mark.parametrize("version", EVERY)
def test_a_full_disk_while_migrating_leaves_the_file_as_it_was(tmp_path, version, monkeypatch):
    folder = office_of(tmp_path / "o", version)
    before = rows(folder)
    db = connect(folder / "office.db")
    db.connection.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    filling = "CREATE TABLE large (text TEXT);\nINSERT INTO large SELECT hex(randomblob(100000)) FROM letter;\n"
    monkeypatch.setattr(migrations, "migrations", lambda: [Migration(version + 1, filling)])
    with pytest.raises(StorageError) as error:
        migrations.migrate(db)
    db.close()
    assert error.value.code == "disk-full"
    assert rows(folder) == before
    monkeypatch.undo()
    with open_office(folder) as office:
        assert check(office).ok


def test_a_newer_office_is_refused_and_not_touched(tmp_path):
    folder = frozen(tmp_path / "o", 1)
    with sqlite3.connect(folder / "office.db") as raw:
        raw.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    raw.close()
    before = (folder / "office.db").read_bytes()
    with pytest.raises(StorageError) as error:
        open_office(folder)
    assert error.value.code == "newer-schema"
    assert "cập nhật" in str(error.value)
    assert (folder / "office.db").read_bytes() == before


@pytest.mark.parametrize("version", EVERY[:-1])
def test_reading_an_old_office_changes_nothing_in_its_folder(tmp_path, version, monkeypatch):
    """It may lie on a medium that takes no writing."""
    folder, passing = office_of(tmp_path / "o", version), tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    before = lying(folder)
    with Office.open(folder, clock=lambda: NOW, read_only=True) as office:
        assert len(letters.ids(office, LetterFilter())) == len(rows(folder)["letter"])
        assert search.search(office, "viec so")
        assert check(office).ok
        assert lying(folder) == before
        with pytest.raises(StorageError), office.write("no"):
            raise AssertionError
    assert lying(folder) == before
    assert list(passing.iterdir()) == [], "the copy is gone"


def test_reading_an_old_office_where_there_is_no_room_is_told(tmp_path, monkeypatch):
    folder, passing = office_of(tmp_path / "o", 1), tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))

    def refuse(_db: object, **_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrations, "migrate", refuse)
    with pytest.raises(sqlite3.OperationalError):
        Office.open(folder, read_only=True)
    assert list(passing.iterdir()) == []


@pytest.mark.parametrize("version", EVERY[:-1])
def test_how_far_an_upgrade_is_is_told(tmp_path, version):
    folder = office_of(tmp_path / "o", version)
    assert is_older(folder)
    read, heard, again = ([] for _ in range(3))
    Office.open(folder, read_only=True, tell=lambda *told: read.append(told)).close()
    Office.open(folder, tell=lambda *told: heard.append(told)).close()
    Office.open(folder, tell=lambda *told: again.append(told)).close()
    assert {stage for stage, _ in read} == {"change"}
    assert list(dict.fromkeys(stage for stage, _ in heard)) == ["copy", "change"]
    for stage in ("copy", "change"):
        shares = [share for one, share in heard if one == stage]
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
    assert again == []
    assert not is_older(folder)


def test_a_long_statement_gives_signs_of_life(tmp_path, monkeypatch):
    long = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) INSERT INTO t SELECT i FROM n"
    steps = [*migrations.migrations(), Migration(migrations.newest() + 1, f"CREATE TABLE t (i);\n{long};")]
    folder = office_of(tmp_path / "o", migrations.newest())
    monkeypatch.setattr(migrations, "migrations", lambda: steps)
    heard: list[float] = []
    Office.open(folder, tell=lambda stage, share: heard.append(share) if stage == "change" else None).close()
    assert heard.count(0.5) > 2
    assert heard[-1] == 1.0


def test_the_terminal_says_what_goes_on(tmp_path, capsys):
    folder = office_of(tmp_path / "o", 1)
    assert main(None, ["--office", str(folder), "remind"]) == 0
    said = capsys.readouterr().err
    assert [line for line in said.splitlines() if line.endswith("…")] == [
        f"{words}…" for words in upgrading.WORDS.values()
    ]
    assert main(None, ["--office", str(folder), "remind"]) == 0
    assert "…" not in capsys.readouterr().err


def test_the_window_refuses_a_newer_office_in_words(tmp_path):
    """Over the way that a person goes: nothing but the sentences, and the folder as it was."""
    folder = office_of(tmp_path / "o", migrations.newest())
    with sqlite3.connect(folder / "office.db") as raw:
        raw.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    raw.close()
    before = lying(folder)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from desktop import app\n"
        "from desktop.ui.errors import ErrorDialog\n"
        "def look():\n"
        "    found = [w for w in app.QApplication.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]\n"
        "    if not found: return QTimer.singleShot(20, look)\n"
        "    e = found[0].error\n"
        "    print(e.code, e.happened, e.kept, e.todo, sep='|')\n"
        "    found[0].reject()\n"
        "app._application()\n"
        "QTimer.singleShot(0, look)\n"
        "sys.exit(app.run(Path(sys.argv[2])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    code, happened, kept, todo = done.stdout.strip().split("|")
    assert (code, "mới hơn" in happened, "không thay đổi" in kept, "cập nhật" in todo) == (
        "newer-schema",
        True,
        True,
        True,
    )
    assert lying(folder) == before


def points(folder: Path) -> list[str]:
    """The fault points that opening passes."""
    passed: list[str] = []
    faults.arm(passed.append)
    try:
        open_office(folder).close()
    finally:
        faults.arm(None)
    return passed


def step_points() -> list[str]:
    steps = [m.version for m in migrations.migrations() if m.version > min(RELEASED)]
    names = [f"migrate-{n}:{when}-commit" for n in steps for when in ("before", "after")]
    return ["copy:before-rename", "copy:after-rename", *names]


def test_these_are_all_the_steps_there_are(tmp_path):
    assert points(frozen(tmp_path / "o", 1)) == step_points()


SCRIPT = (
    "import sys; sys.path.insert(0, sys.argv[1]); from desktop.services.office import Office; Office.open(sys.argv[2])"
)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("point", step_points())
def test_killed_at_each_step_it_opens_at_the_next_start(tmp_path, point):
    folder = frozen(tmp_path / "o", 1)
    before = rows(folder)
    run = [sys.executable, "-c", SCRIPT, str(ROOT), str(folder)]
    ended = subprocess.run(run, env=os.environ | {"VANTHU_FAULT": point}, check=False, timeout=60).returncode
    assert ended == -signal.SIGKILL
    with open_office(folder) as office:
        assert migrations.version(office.db) == migrations.newest()
        report = check(office)
        assert report.ok, [str(problem) for problem in report.problems]
    assert rows(folder) == before


def test_tasks_of_the_first_schema_can_be_given_to_a_unit(tmp_path: Path) -> None:
    """Their persons lead as before, they are found by them, and a unit may lead in their place."""
    folder = frozen(tmp_path / "old", 1)
    with Office.open(folder, clock=lambda: NOW, read_only=True) as office:
        kept = tasks.task(office, 1)
        assert (kept.lead, kept.lead_unit_id) == ("Ngô Thị Mai", None)
        assert 1 in [hit.id for hit in search.search(office, "ra soat mai") if hit.kind == "task"]
    with Office.open(folder, clock=lambda: NOW) as office:
        unit = people.add_unit(office, "Phòng Thanh tra")
        people.add_person(office, "Trần Văn Hợp", "Trưởng phòng", unit.id, "head")
        assert tasks.reassign(office, 1, None, "việc của phòng", unit_id=unit.id).lead == unit.name
        assert [hit.id for hit in search.search(office, unit.name) if hit.kind == "task"] == [1]
        assert check(office).ok
