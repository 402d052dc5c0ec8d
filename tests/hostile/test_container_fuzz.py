"""Whatever a backup file, the settings, a stored reading or a pasted list holds, nothing of it reaches outside the folder,
and the program tells it in one sentence or takes it as values. ``VANTHU_FUZZ=20`` tries twenty times as much."""

from __future__ import annotations

import io
import json
import os
import stat
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.core.errors import OfficeError, StorageError
from desktop.core.readings import Reading
from desktop.core.readings_json import reading_from_json, reading_to_json
from desktop.core.records import OfficeInfo
from desktop.core.secrecy_words import is_degree, is_secret_row
from desktop.services import backup, manifest, register, restoring
from desktop.services import settings as office_settings
from desktop.services.office import Office
from desktop.ui.people_paste import parse_people

TIMES = int(os.environ.get("VANTHU_FUZZ", "1"))
quick = settings(
    max_examples=60 * TIMES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
NAMES = (
    *("../ra.txt", "..\\ra.txt", "/etc/passwd", "C:\\Windows\\x", "C:x", "\\\\server\\share\\x", "store/../../ra"),
    *("store/CON", "store/con.pdf", "NUL", "store/a:b", "store/a.pdf ", "store/a.", "store/\x00a", "store//a"),
    *("office.db/", "OFFICE.DB", "settings.toml.", "store/" + "a" * 400, "store/\u202efdp", "manifest.json/../x"),
)
names = st.one_of(st.sampled_from(NAMES), st.text(max_size=40))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.floats(), st.text(max_size=20), names),
    lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(st.text(max_size=12), inside, max_size=4)),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of a small office, in one file."""
    folder = tmp_path_factory.mktemp("whole")
    with Office.create(folder / "office", OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", "")) as office:
        register.register_by_hand(office, {"subject": "việc", "issuer": "Sở"})
        return backup.backup(office, folder / "a.vanthu").read_bytes()


def tried(data: bytes, tmp_path: Path) -> bool:
    """Restore a file; tell whether it went. Whether or not, nothing lies anywhere but in the folder it was for."""
    with tempfile.TemporaryDirectory(dir=tmp_path) as place:
        file, target = Path(place) / "x.vanthu", Path(place) / "in" / "office"
        file.write_bytes(data)
        target.parent.mkdir()
        try:
            restoring.restore(file, target)
        except OfficeError:
            assert not target.exists() or not any(target.iterdir()), "refused, and left half done"
            done = False
        else:
            done = True
        assert sorted(p.name for p in Path(place).iterdir()) == ["in", "x.vanthu"]
        assert {p.name for p in target.parent.iterdir()} <= {"office"}
        assert not [p for p in target.rglob("*") if p.is_symlink()]
    return done


def repacked(data: bytes, change: dict[str, bytes], more: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, change.get(info.filename, old.read(info)))
        for entry, content in more:
            new.writestr(entry, content)
    return out.getvalue()


def manifest_name(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return next(name for name in archive.namelist() if name.endswith(".json") and "manifest" in name.lower())


def test_the_backup_itself_is_restored(whole: bytes, tmp_path: Path) -> None:
    assert tried(whole, tmp_path)


@quick
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_backup_with_any_bytes_changed(whole: bytes, tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    tried(bytes(data), tmp_path)


@quick
@given(st.integers(0, 10**6), st.binary(max_size=80))
def test_a_backup_cut_off_anywhere(whole: bytes, tmp_path: Path, place: int, tail: bytes) -> None:
    tried(whole[: place % len(whole)] + tail, tmp_path)


@quick
@given(names, st.sampled_from([0, stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755, stat.S_IFCHR | 0o666]), st.booleans())
@example("../ra.txt", stat.S_IFLNK | 0o777, True)
def test_an_entry_of_any_name_and_kind_goes_nowhere(
    whole: bytes, tmp_path: Path, name: str, mode: int, told: bool
) -> None:
    """``told``: the manifest names it, too, as a file of its length."""
    with suppress(ValueError, UnicodeEncodeError):
        info = zipfile.ZipInfo(name or "x")
        info.external_attr = mode << 16
        change = {}
        if told:
            with zipfile.ZipFile(io.BytesIO(whole)) as archive:
                head = json.loads(archive.read(manifest_name(whole)))
            head["files"][name] = {"sha256": "0" * 64, "size": 12}
            change = {manifest_name(whole): json.dumps(head).encode()}
        tried(repacked(whole, change, [(info, b"/etc/passwd\n")]), tmp_path)


@quick
@given(
    st.sampled_from(["files", "held", "parts", "base", "kind", "counts", "key", "made_at", "schema", "format"]), values
)
def test_a_manifest_with_anything_in_any_place(whole: bytes, tmp_path: Path, key: str, value: object) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        head = json.loads(archive.read(manifest_name(whole)))
    head[key] = value
    with suppress(ValueError):  # what JSON has no word for
        tried(repacked(whole, {manifest_name(whole): json.dumps(head).encode()}, []), tmp_path)


@quick
@given(values)
def test_any_json_as_a_manifest(value: object) -> None:
    if isinstance(value, dict):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            found = manifest.from_json(value)
            assert all(map(manifest.allowed, found.files))


def test_names_that_lead_outside_or_mean_a_device_are_not_allowed() -> None:
    assert [name for name in NAMES if manifest.allowed(name)] == []


def test_a_bomb_and_a_flood_of_entries_are_refused_without_being_unpacked(whole: bytes, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"[" + b" " * (300 << 20) + b"]")
    assert len(bomb.getvalue()) < 1 << 20
    assert not tried(bomb.getvalue(), tmp_path)
    flood = io.BytesIO()
    with zipfile.ZipFile(flood, "w") as archive:
        for n in range(70_000):
            archive.writestr(f"store/{n}", b"")
    assert not tried(flood.getvalue(), tmp_path)


def test_the_same_name_twice_is_refused_or_the_checked_one(whole: bytes, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = repacked(whole, {}, [(zipfile.ZipInfo("settings.toml"), b'language = "en"\n')])
    with tempfile.TemporaryDirectory(dir=tmp_path) as place:
        file = Path(place) / "x.vanthu"
        file.write_bytes(data)
        with suppress(StorageError):
            restoring.restore(file, Path(place) / "office")
            assert office_settings.load(Path(place) / "office").language == "vi"


@quick
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))))
@example(b"a = 1e999999999\n")
@example(b"[a.b.c]\na = [[[[[[]]]]]]\n")
def test_any_bytes_as_settings(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(data)
    with suppress(StorageError):
        assert isinstance(office_settings.load(tmp_path), office_settings.Settings)


@quick
@given(st.sampled_from([f.name for f in fields(office_settings.Settings)]), values)
def test_any_value_for_any_setting(tmp_path: Path, name: str, value: object) -> None:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    with suppress(TOMLKitError, ValueError, TypeError):
        written = tomlkit.dumps({name: value})  # type: ignore[dict-item]
        (tmp_path / "settings.toml").write_text(written, encoding="utf-8", errors="replace")
        with suppress(StorageError):
            found = office_settings.load(tmp_path)
            usual = getattr(office_settings.Settings(), name)
            assert type(getattr(found, name)) in (type(usual), int, float)
            office_settings.save(tmp_path, found)
            assert getattr(office_settings.load(tmp_path), name) == getattr(found, name) or isinstance(value, float)


@quick
@given(values)
def test_any_json_as_a_reading(value: object) -> None:
    """What comes back from a reading process or lies in the database is a reading, or an error of those expected."""
    if isinstance(value, dict):
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            assert isinstance(reading_from_json(value), Reading)


@quick
@given(st.sampled_from(["letters", "pages", "sha256", "texts", "rotations", "complete", "file"]), values)
def test_a_reading_with_anything_in_any_place(key: str, value: object) -> None:
    head = reading_to_json(Reading("a.pdf", "0" * 64, 1, "ocr", (), True, ("x",)))
    head[key] = value
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        assert isinstance(reading_from_json(head), Reading)


@quick
@given(st.text(max_size=300))
@example("=1+1\t@x\t-y\n" * 3)
@example("\t\t\t\n\u202e\x00\n")
def test_any_text_as_a_list_of_people(text: str) -> None:
    for person in parse_people(text, []):
        assert "\n" not in person.name
        assert "\t" not in person.name


@quick
@given(st.lists(st.text(max_size=60), max_size=8), st.one_of(st.none(), st.integers(0, 9)))
def test_any_row_is_told_secret_or_not(row: list[str], column: int | None) -> None:
    assert isinstance(is_secret_row(row, column), bool)
    assert all(isinstance(is_degree(cell), bool) for cell in row)
