"""The connection: transactions, what the disk says, other programs on the same file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from db import connection, failures, migrations
from db.connection import connect
from db.places import mount_type, refuse_network_share
from desktop.core import faults
from desktop.core.errors import StorageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ("sổ #1 50%.db" if os.name == "nt" else "sổ #1 50%?.db")


@pytest.fixture
def opened(file):
    db = connect(file, create=True)
    migrations.migrate(db)
    yield db
    db.close()


def add(db, name="Phòng Kinh tế"):
    return db.insert("unit", {"uid": name, "name": name, "folded": name})


def count(db):
    return db.value("SELECT count(*) FROM unit")


def test_the_settings_that_keep_data_safe(opened):
    assert opened.value("PRAGMA foreign_keys") == 1
    assert opened.value("PRAGMA journal_mode") == "delete"
    assert opened.value("PRAGMA synchronous") == 3  # EXTRA
    assert opened.value("PRAGMA busy_timeout") == connection.BUSY_SECONDS * 1000


def test_all_is_kept_or_nothing(opened):
    with opened.write("a"):
        add(opened)

    def stop():
        with opened.write("b"):
            add(opened, "Công an")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stop()
    assert count(opened) == 1


def test_a_change_outside_a_write_and_a_write_inside_one_are_bugs(opened):
    with pytest.raises(RuntimeError):
        add(opened)
    with pytest.raises(RuntimeError), opened.write("a"), opened.write("b"):
        pass


def test_a_snapshot_sees_one_state(opened, file):
    other = connect(file)
    with other.snapshot():
        before = count(other)
        held = connect(file)
        held.connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(StorageError) as error, held.write("a"):
            add(held)
        assert error.value.code == "locked"
        assert count(other) == before
        held.close()
    with opened.write("a"):
        add(opened)
    assert count(other) == before + 1
    other.close()


def test_each_commit_passes_its_fault_points(opened):
    passed = []
    faults.arm(passed.append)
    try:
        with opened.write("a"):
            passed.append("inside")
    finally:
        faults.arm(None)
    assert passed == ["inside", "a:before-commit", "a:after-commit"]


def test_a_failure_at_the_last_moment_keeps_nothing(opened):
    def fail(name):
        raise OSError(name)

    faults.arm(fail)
    try:
        with pytest.raises(OSError, match="before-commit"), opened.write("a"):
            add(opened)
    finally:
        faults.arm(None)
    assert count(opened) == 0


def test_a_full_disk_is_told_and_what_was_there_stays(opened):
    with opened.write("a"):
        add(opened)
    opened.connection.execute(f"PRAGMA max_page_count = {opened.value('PRAGMA page_count')}")

    def fill():
        with opened.write("b"):
            for n in range(2000):
                add(opened, f"Đơn vị {n}")

    with pytest.raises(StorageError) as error:
        fill()
    assert error.value.code == "disk-full"
    assert str(error.value)
    assert count(opened) == 1
    assert opened.value("PRAGMA integrity_check") == "ok"


HOLD = """
import sys
from pathlib import Path
from db.connection import connect
db = connect(Path(sys.argv[1]))
with db.write("hold"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_another_program_that_writes_is_waited_for_then_told(opened, file):
    root = Path(connection.__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        opened.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(StorageError) as error, opened.write("a"):
            pass
        assert error.value.code == "locked"
        assert count(opened) == 0
        opened.connection.execute("PRAGMA busy_timeout = 10000")
        holder.stdin.write("\n")
        holder.stdin.flush()
        with opened.write("a"):
            add(opened)
    assert count(opened) == 1


def test_a_read_only_connection_changes_nothing(opened, file):
    reader = connect(file, read_only=True)
    with pytest.raises(StorageError) as error, reader.write("a"):
        add(reader)
    assert error.value.code == "read-only"
    reader.close()


DIE = """
import os, signal, sys
from pathlib import Path
from db.connection import connect
db = connect(Path(sys.argv[1]))
db.connection.execute("PRAGMA cache_size = 5")
with db.write("die"):
    for n in range(3000):
        db.insert("unit", {"uid": f"u{n}", "name": "x" * 200, "folded": f"f{n}"})
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("read_only", [True, False])
def test_what_a_killed_program_left_half_written_is_undone_by_whoever_opens_next(opened, file, read_only):
    with opened.write("a"):
        add(opened)
    opened.close()
    root = Path(connection.__file__).parent.parent
    subprocess.run([sys.executable, "-c", DIE, str(file)], cwd=root, check=False)
    assert file.with_name(file.name + "-journal").stat().st_size > 0
    assert file.stat().st_size > 500_000
    after = connect(file, read_only=read_only)
    assert count(after) == 1
    assert after.value("PRAGMA integrity_check") == "ok"
    after.close()


def test_a_file_that_is_not_there_or_no_database(tmp_path):
    with pytest.raises(StorageError) as error:
        connect(tmp_path / "none.db")
    assert error.value.code == "cannot-open"
    (tmp_path / "text.db").write_text("just text, long enough to be looked at as a header" * 50)
    with pytest.raises(StorageError) as error:
        connect(tmp_path / "text.db")
    assert error.value.code == "damaged"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (sqlite3.SQLITE_FULL, "disk-full"),
        (sqlite3.SQLITE_BUSY, "locked"),
        (sqlite3.SQLITE_LOCKED, "locked"),
        (sqlite3.SQLITE_READONLY, "read-only"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk-error"),
        (sqlite3.SQLITE_CANTOPEN, "cannot-open"),
    ],
)
def test_each_report_of_sqlite_has_its_sentence(code, name):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    told = failures.storage_error(error)
    assert told.code == name
    assert told.happened
    assert told.todo
    assert told.kept


def test_a_broken_rule_of_the_schema_is_a_bug_and_propagates(opened):
    with pytest.raises(sqlite3.IntegrityError), opened.write("a"):
        opened.insert("unit", {"uid": "x", "name": "", "folded": "x"})


MOUNTS = (
    "rootfs / ext4 rw 0 0\n//nas/share /mnt/nas cifs rw 0 0\nserver:/x /mnt/my\\040share nfs4 rw 0 0\n"
    "tmpfs /mnt/nas/local tmpfs rw 0 0\n"
)


ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows asks the drive, not a list of mounts")


@ON_POSIX
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/lan/office", "ext4"),
        ("/mnt/nas/office", "cifs"),
        ("/mnt/nasty", "ext4"),
        ("/mnt/my share/o", "nfs4"),
        ("/mnt/nas/local/o", "tmpfs"),
    ],
)
def test_the_mount_of_a_folder_is_found(place, kind):
    assert mount_type(Path(place), MOUNTS) == kind


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("/mnt/nas/office", marks=ON_POSIX),
        pytest.param("/mnt/my share", marks=ON_POSIX),
        "\\\\server\\share\\office",
        "\\\\?\\UNC\\s\\x",
    ],
)
def test_network_shares_are_refused(place):
    with pytest.raises(StorageError) as error:
        refuse_network_share(Path(place), MOUNTS)
    assert error.value.code == "network-share"


@pytest.mark.parametrize("place", ["/home/lan", "\\\\?\\C:\\office"])
def test_disks_of_this_pc_are_not(place):
    refuse_network_share(Path(place), MOUNTS)
