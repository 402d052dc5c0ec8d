"""What goes into the bundle, for Linux and Windows; nothing here builds it (that is ./bundle)."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packaging.markers import Marker
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename
from PIL import Image

from desktop.services import backup_folder

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import bundling  # noqa: E402
import hollow  # noqa: E402

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)\s*(?:;\s*(.*?))?\s*\\$")
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "platform_machine": "AMD64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
FITS = {*cpython_tags((3, 11), platforms=["win_amd64"]), *compatible_tags((3, 11), "cp311", ["win_amd64"])}


def locked() -> dict[str, set[str]]:
    """``name==version`` → hashes, of all that a Windows PC with Python 3.11 installs."""
    found: dict[str, set[str]] = {}
    now: set[str] = set()
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        match = LOCKED.match(line)
        if match:
            now = set()
            if not match[3] or Marker(match[3]).evaluate(WINDOWS):
                found[f"{match[1].lower()}=={match[2]}"] = now
        now |= set(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return found


def test_every_locked_dependency_has_a_windows_wheel() -> None:
    """``packaging/wheels.py`` remakes the list after the lock; each wheel's hash stands in the lock itself."""
    wheels = tomllib.loads((ROOT / "packaging" / "wheels.toml").read_text(encoding="utf-8"))
    problems = []
    for name, hashes in locked().items():
        wheel = wheels.get(name)
        if wheel is None:
            problems.append(f"{name}: not in wheels.toml")
        elif not parse_wheel_filename(wheel["file"])[3] & FITS:
            problems.append(f"{name}: {wheel['file']} does not fit CPython 3.11 on Windows")
        elif wheel["sha256"] not in hashes:
            problems.append(f"{name}: another file than the locked one")
    assert problems == []
    assert len(wheels) > 40


@pytest.mark.parametrize(
    ("file", "fits"),
    [
        ("x-1.0-cp311-cp311-manylinux_2_28_x86_64.whl", False),
        ("x-1.0-cp312-cp312-win_amd64.whl", False),
        ("x-1.0-cp39-abi3-win_amd64.whl", True),
        ("x-1.0-py3-none-any.whl", True),
        ("x-1.0-cp311-cp311-win_amd64.whl", True),
    ],
)
def test_which_wheels_fit(file: str, fits: bool) -> None:
    assert bool(parse_wheel_filename(file)[3] & FITS) == fits


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6\\plugins\\printsupport\\windowsprintersupport.dll",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt6Network.dll",
        "resources/tessdata/vie.traineddata",
        "cv2/cv2.abi3.so",
    ],
)
def test_what_the_program_needs_is_kept(name: str) -> None:
    assert bundling.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6\\plugins\\imageformats\\qgif.dll",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "cv2/opencv_videoio_ffmpeg500_64.dll",
        "numpy/_core/tests/data/x.csv",
        "PIL/_avif.cp311-win_amd64.pyd",
    ],
)
def test_what_it_does_not_need_is_left_out(name: str) -> None:
    assert not bundling.wanted(name)


def test_nothing_left_out_is_imported_by_the_program() -> None:
    names = set()
    for top in ("desktop", "db", "resources"):
        for file in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names |= {a.name for a in node.names} if isinstance(node, ast.Import) else set()
                names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
    out = set(bundling.EXCLUDED)
    assert [n for n in names if any(n == x or n.startswith(f"{x}.") for x in out)] == []


def test_all_that_the_program_reads_is_bundled() -> None:
    places = {place for _source, place in bundling.data()}
    assert {"resources", "db/schema", "resources/tessdata", "qtawesome/fonts"} <= places
    assert all(Path(source).exists() for source, _place in bundling.data())


def test_the_icon_has_every_size_windows_asks_for(tmp_path: Path, qapp: object) -> None:
    file = tmp_path / "vanthu.ico"
    bundling.draw_icon(ROOT / "resources" / "icons" / "vanthu.svg", file)
    with Image.open(file) as icon:
        assert {(size, size) for size in bundling.ICON_SIZES} <= set(icon.info["sizes"])
        assert len(icon.convert("RGB").resize((32, 32)).getcolors(2000) or []) > 3, "something is drawn"


def test_the_version_resource_says_the_projects_version() -> None:
    text = bundling.version_resource("1.2.3")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "'ProductVersion', '1.2.3'" in text
    ast.parse(text)
    ast.parse(bundling.version_resource(bundling.version()))


def test_the_manifest_allows_long_paths_and_any_users_name() -> None:
    tree = ElementTree.parse(ROOT / "packaging" / "windows" / "vanthu.manifest")
    told = {element.tag.rsplit("}", 1)[-1]: (element.text or "").strip() for element in tree.iter()}
    assert told["longPathAware"] == "true"
    assert told["activeCodePage"] == "UTF-8"
    levels = [e.get("level") for e in tree.iter() if e.tag.endswith("requestedExecutionLevel")]
    assert levels == ["asInvoker"]


def test_the_installer_is_per_user_and_keeps_the_data() -> None:
    script = (ROOT / "packaging" / "windows" / "vanthu.iss").read_text(encoding="utf-8-sig")
    assert "PrivilegesRequired=lowest" in script
    assert "UninstallDelete" not in script, "nothing but what was installed is removed"
    assert re.search(r"\[Tasks\].*autostart.*\[Files\]", script, re.DOTALL)
    assert f"Classes\\{backup_folder.ENDING}" in script
    assert 'open-backup ""%1""' in script
    assert re.findall(r'Source: "([^"]+)"', script) == ["..\\..\\dist\\vanthu\\*"]


def test_every_module_of_the_program_is_bundled() -> None:
    """The window's screens are imported by name: one that analysis does not see is missing only when it is opened."""
    named = set(bundling.HIDDEN)
    assert {"desktop.ui.register_view", "desktop.reading.reader", "desktop.app", "db.export"} <= named
    text = (ROOT / "desktop" / "ui" / "assemble.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(desktop\.[a-z_.]+)"', text)) <= named


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF files")
def test_a_library_whose_segments_moved_is_known(tmp_path: Path) -> None:
    import _ctypes

    whole = Path(_ctypes.__file__).read_bytes()
    file = tmp_path / "a.so"
    file.write_bytes(whole)
    assert bundling.loads(file)
    start = int.from_bytes(whole[32:40], "little")
    for number in range(int.from_bytes(whole[56:58], "little")):
        place = start + number * 56
        if whole[place] == 1 and whole[place + 16] != 0:  # a loadable segment that does not begin in memory at 0
            break
    begins, stored = (int.from_bytes(whole[place + at : place + at + 8], "little") for at in (8, 32))
    file.write_bytes(whole[: begins + stored - 1])  # what follows the segments may be debug symbols, however long
    assert not bundling.loads(file), "cut short"
    moved = bytearray(whole)
    moved[place + 8] ^= 0x10
    file.write_bytes(moved)
    assert not bundling.loads(file), "not where its page is"


@pytest.mark.skipif(shutil.which("ld") is None or shutil.which("readelf") is None, reason="needs binutils")
def test_a_stand_in_satisfies_the_loader(tmp_path: Path) -> None:
    """What links to a library with versions loads with its stand-in, without what the real one needed."""
    libs, user = tmp_path / "opencv_python_headless.libs", tmp_path / "cv2"
    libs.mkdir()
    user.mkdir()
    real = libs / "libavcodec-1.so.62"
    hollow._stand_in(real, {"LIBAVCODEC_62": ["avcodec_open", "av_packet_free"]})
    (libs / "libaom-1.so").write_bytes(b"x" * 100_000)
    source = ".text\n.globl start\nstart: call avcodec_open@PLT\n"
    (tmp_path / "u.s").write_text(source)
    subprocess.run(["as", "-o", tmp_path / "u.o", tmp_path / "u.s"], check=True)
    made = user / "cv2.abi3.so"
    subprocess.run(["ld", "-shared", "-rpath", libs, "-o", made, tmp_path / "u.o", real], check=True)
    assert hollow.symbols(made, real.name) == {"LIBAVCODEC_62": ["avcodec_open"]}
    assert hollow.hollow(tmp_path) > 90_000
    assert [file.name for file in libs.iterdir()] == [real.name]
    code = f"import ctypes, os; ctypes.CDLL({str(made)!r}, os.RTLD_NOW)"
    subprocess.run([sys.executable, "-c", code], check=True)
