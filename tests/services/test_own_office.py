"""The office that a start without a name opens: remembered for the user, never in place of one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services import own_office


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(own_office, "_file", lambda: tmp_path / "config" / "office.toml")
    monkeypatch.setattr(own_office, "default_folder", lambda: tmp_path / "default")
    return tmp_path


def lay(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "office.db").write_bytes(b"")
    return folder


def test_the_default_folder_until_another_one_is_remembered(user: Path) -> None:
    assert own_office.folder() == user / "default"
    own_office.remember(user / "ổ D" / 'cơ quan "một"')
    assert own_office.folder() == user / "ổ D" / 'cơ quan "một"'
    assert [p.name for p in (user / "config").iterdir()] == ["office.toml"]


def test_one_that_is_gone_is_still_the_users_own(user: Path) -> None:
    own_office.remember(user / "gone")
    assert own_office.folder() == user / "gone"
    assert not own_office.is_there(own_office.folder())


def test_the_first_office_is_remembered_and_a_second_one_is_not(user: Path) -> None:
    first, second = lay(user / "first"), lay(user / "second")
    assert own_office.remember_first(first)
    assert own_office.remember_first(first)
    assert not own_office.remember_first(second)
    assert own_office.folder() == first


def test_an_office_in_the_default_folder_needs_no_note(user: Path) -> None:
    assert own_office.remember_first(lay(user / "default"))
    assert not (user / "config").exists()


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"office = [", b"office = 3", b""])
def test_a_damaged_note_counts_nothing(user: Path, damage: bytes) -> None:
    (user / "config").mkdir()
    (user / "config" / "office.toml").write_bytes(damage)
    assert own_office.folder() in (user / "default", Path("3"))


def test_a_folder_that_cannot_be_written_is_no_failure(user: Path) -> None:
    (user / "config").write_bytes(b"a file in its place")
    own_office.remember(user / "other")
    assert own_office.folder() == user / "default"
