"""Making, opening and refusing an office; its settings."""

from __future__ import annotations

import shutil
import threading
from datetime import date

import pytest
from sqlite_utils.utils import sqlite3

from desktop.core.errors import RuleError, StorageError
from desktop.core.records import OfficeInfo
from desktop.services import letters, people, register, settings
from desktop.services.new import create_office
from desktop.services.office import Office


def code_of(action) -> str:
    with pytest.raises(StorageError) as error:
        action()
    assert str(error.value)
    return error.value.code


def test_a_new_office_has_units_a_book_holidays_and_nobody(office):
    assert [b.code for b in letters.books(office)] == ["den"]
    assert "Văn phòng HĐND và UBND" in [u.name for u in people.units(office)]
    assert people.people(office) == []
    assert not office.calendar.is_working(date(2026, 11, 24))
    assert office.scan_folder.is_dir()
    assert (office.folder / "settings.toml").is_file()
    assert office.info.uid


def test_an_office_needs_a_name(tmp_path):
    with pytest.raises(RuleError):
        create_office(tmp_path / "x", OfficeInfo(" ", "xã", "", ""))


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path, kit, office):
    (tmp_path / "thesis.docx").write_text("x")
    assert code_of(lambda: create_office(tmp_path, kit.info)) == "folder-not-empty"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["office", "thesis.docx"]
    assert code_of(lambda: create_office(office.folder, kit.info)) == "office-exists"


def test_scans_may_lie_there_before_the_office_does(tmp_path, kit):
    (tmp_path / "o" / "scans").mkdir(parents=True)
    (tmp_path / "o" / "scans" / "a.pdf").write_bytes(b"x")
    (tmp_path / "o" / "office.db.new").write_bytes(b"half written")
    create_office(tmp_path / "o", kit.info).close()
    assert (tmp_path / "o" / "scans" / "a.pdf").exists()
    assert not (tmp_path / "o" / "office.db.new").exists()


def test_what_is_no_office_is_refused(tmp_path):
    assert code_of(lambda: Office.open(tmp_path)) == "not-an-office"
    other = sqlite3.connect(tmp_path / "office.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    assert code_of(lambda: Office.open(tmp_path)) == "not-an-office"
    (tmp_path / "office.db").write_bytes(b"no database at all, just some bytes" * 100)
    assert code_of(lambda: Office.open(tmp_path)) == "damaged"
    (tmp_path / "office.db").write_bytes(b"")
    assert code_of(lambda: Office.open(tmp_path)) == "not-an-office"


def test_a_newer_schema_is_refused_and_left_alone(office):
    office.close()
    file = office.folder / "office.db"
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    before = file.read_bytes()
    assert code_of(lambda: Office.open(office.folder)) == "newer-schema"
    assert file.read_bytes() == before


def test_a_reader_sees_what_is_written_and_writes_nothing(office, scanned):
    seen = []

    def look():
        with office.reader() as reader:
            seen.append(letters.count(reader))
            try:
                register.register_by_hand(reader, {"subject": "x"})
            except StorageError as error:
                seen.append(error.code)

    register.register(office, scanned().id)
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1, "read-only"]


def test_settings_keep_comments_unknown_keys_and_their_types(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('# của chúng tôi\nfuture = [1, 2]\nlanguage = "en"\ndue_soon_days = "three"\n', encoding="utf-8")
    loaded = settings.load(tmp_path)
    assert (loaded.language, loaded.due_soon_days) == ("en", 3)
    settings.save(tmp_path, settings.Settings(language="vi", time_limits={"Công văn": 7}))
    text = file.read_text(encoding="utf-8")
    assert "# của chúng tôi" in text
    assert "future = [1, 2]" in text
    assert settings.load(tmp_path).time_limits == {"Công văn": 7}


def test_settings_written_wrong_are_told_and_kept(tmp_path):
    (tmp_path / "settings.toml").write_text("language = = 1", encoding="utf-8")
    assert code_of(lambda: settings.load(tmp_path)) == "bad-settings"
    assert code_of(lambda: settings.save(tmp_path, settings.Settings())) == "bad-settings"
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "language = = 1"


def test_the_scan_folder_may_lie_elsewhere(office, tmp_path):
    office.change_settings(settings.Settings(scan_folder=str(tmp_path / "máy quét")))
    with Office.open(office.folder) as again:
        assert again.scan_folder == tmp_path / "máy quét"


def test_an_office_moves_with_its_folder(office, scanned, tmp_path):
    register.register(office, scanned().id)
    office.close()
    shutil.move(office.folder, tmp_path / "chỗ mới #1?")
    with Office.open(tmp_path / "chỗ mới #1?") as moved:
        [letter] = letters.rows(moved, letters.ids(moved))
        assert moved.path(letter.scan_path).exists()
