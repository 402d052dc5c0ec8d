"""What goes into the bundle and what stays out; ``build.spec`` reads it, tests check it. Works on Linux and Windows.

Run ``python packaging/bundling.py icon FILE`` to draw the icon alone.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: The model's places: named by hand, put into the clone, or the system's.
_MODEL_PLACES = ("resources/tessdata", "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata")
_FONT_PLACES = ("resources/fonts", "/usr/share/fonts/truetype/croscore")

#: Python modules that nothing of ours imports, or only tests and builders do.
EXCLUDED = [
    *("tkinter", "unittest", "pydoc", "doctest", "lib2to3", "ensurepip", "idlelib", "turtledemo"),
    *("mypy", "mypyc", "pytest", "_pytest", "hypothesis", "setuptools", "pkg_resources", "pip", "wheel", "pygments"),
    *("numpy.tests", "numpy.testing", "numpy.f2py", "numpy.distutils", "numpy.polynomial", "numpy._pyinstaller"),
    *("cv2.gapi", "cv2.data", "holidays", "qtpy", "qtawesome", "IPython", "matplotlib", "pandas", "scipy"),
    *("PIL.ImageQt", "PIL.ImageTk", "PIL._imagingtk", "PIL._avif", "PIL._webp", "reportlab.graphics.testshapes"),
    *(f"PySide6.{name}" for name in (
        "QtNetwork", "QtQml", "QtQuick", "QtQuickWidgets", "QtDesigner", "QtSql", "QtTest", "QtDBus", "QtXml", "QtHelp",
        "QtOpenGL", "QtOpenGLWidgets", "QtMultimedia", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebSockets", "Qt3DCore",
        "QtCharts", "QtBluetooth", "QtSerialPort", "QtSensors", "QtPositioning", "QtLocation", "QtRemoteObjects",
    )),
]  # fmt: skip


def our_modules() -> list[str]:
    """Return every module of the program: screens, commands and what the reading process calls are imported by name,
    which static analysis does not see."""
    files = [file for top in ("desktop", "db", "resources") for file in (ROOT / top).rglob("*.py")]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]
    return sorted(name for name in names if not name.endswith("__main__"))


#: What static analysis does not see.
HIDDEN = [
    *our_modules(),
    *("tesserocr", "db.schema"),
    *("reportlab.pdfbase._fontdata_widths_helvetica", "reportlab.pdfbase._fontdata_enc_winansi"),
]

_UNWANTED = re.compile(
    r"""
      /plugins/(?:egldeviceintegrations|generic|networkinformation|tls|qmltooling|sqldrivers|multimedia|position|sensors
                 |virtualkeyboard|wayland-graphics-integration-client|xcbglintegrations|scenegraph|renderers)/
    | /plugins/platforms/(?:lib)?q(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d|webgl)\b
    | /plugins/platformthemes/libqgtk3\b
    | /plugins/platforminputcontexts/(?:lib)?qtvirtualkeyboard
    | /plugins/imageformats/(?:lib)?q(?:gif|icns|tga|wbmp|webp|pdf)\b
    | /(?:lib)?Qt6(?:Qml|Quick|VirtualKeyboard|EglF|OpenGL|WebEngine|Multimedia|Designer|Sql|Test)\w*\.
    | (?:^|/)opengl32sw\.dll$                 # 20 MB of software OpenGL; widgets draw without it
    | (?:^|/)d3dcompiler_\d+\.dll$
    | (?:^|/)opencv_videoio_ffmpeg\w*\.dll$   # 28 MB: no film is read here
    | (?:^|/)_avif\.|(?:^|/)_webp\.
    | ^libgtk-3|^libgdk-3|^libgdk_pixbuf|^libatk|^libpango|^libcairo|^libepoxy  # came with the GTK theme
    """,
    re.VERBOSE,
)
_OUR_LANGUAGES = re.compile(r"/translations/(?!qtbase_(?:en|vi)\.qm$)[^/]+\.qm$")
_TESTS = re.compile(r"(?:^|/)(?:numpy|cv2|reportlab|docx|lxml)/(?:.*/)?(?:tests?|testing|include|templates/tests)/")


def wanted(name: str) -> bool:
    """Tell whether a file belongs into the bundle; ``name``: its place there, with either kind of slash."""
    place = "/" + str(PurePosixPath(name.replace("\\", "/")))
    bare = place[1:]
    return not (
        _UNWANTED.search(place) or _UNWANTED.search(bare) or _OUR_LANGUAGES.search(place) or _TESTS.search(bare)
    )


def kept(table: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the rows of a PyInstaller table (place, source, kind) that belong into the bundle."""
    return [row for row in table if wanted(row[0])]


def model() -> Path:
    """Return the Vietnamese OCR model to bundle; ends the build with one sentence when there is none."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in [*([named, f"{named}/tessdata"] if named else []), *_MODEL_PLACES]:
        file = ROOT / folder / "vie.traineddata"
        if file.is_file():
            return file
    sys.exit("build.spec: vie.traineddata not found; install tesseract-ocr-vie, or set TESSDATA_PREFIX to its folder")


def fonts() -> list[Path]:
    """Return the faces of Tinos for the forms and Arimo for the window; none where the machine has none (Windows brings
    Times New Roman and Segoe UI)."""
    for folder in _FONT_PLACES:
        found = sorted((ROOT / folder).glob("Tinos-*.ttf"))
        if found:
            return [*found, *(ROOT / folder / f"Arimo-{face}.ttf" for face in ("Regular", "Bold"))]
    if sys.platform != "win32":
        sys.exit("build.spec: Tinos and Arimo not found; install fonts-croscore")
    return []


def data() -> list[tuple[str, str]]:
    """Return the files to bundle besides code, as (source, folder in the bundle)."""
    import qtawesome

    icons = sorted((Path(qtawesome.__file__).parent / "fonts").glob("materialdesignicons6-*"))
    return [
        (str(ROOT / "resources"), "resources"),
        (str(ROOT / "db" / "schema"), "db/schema"),
        (str(ROOT / "LICENSE"), "."),
        (str(model()), "resources/tessdata"),
        *((str(font), "resources/fonts") for font in fonts()),
        *((str(icon), "qtawesome/fonts") for icon in icons),
    ]


def strip(folder: Path) -> int:
    """Take the tables for debuggers out of the shared libraries in ``folder`` (Linux); return how many bytes went.

    Libraries that wheels bring patched do not all bear it: what comes out with a segment that no longer lies in the
    file as it lies in memory would not load, and is left as it was.
    """
    gone = 0
    if not sys.platform.startswith("linux") or shutil.which("strip") is None:
        return 0
    for file in sorted(folder.rglob("*.so*")):
        if file.is_symlink() or not file.is_file():
            continue
        bare = file.with_name(file.name + ".bare")
        done = subprocess.run(["strip", "--strip-unneeded", "-o", bare, file], capture_output=True, check=False)
        if done.returncode == 0 and loads(bare) and bare.stat().st_size < file.stat().st_size:
            gone += file.stat().st_size - bare.stat().st_size
            shutil.copymode(file, bare)
            bare.replace(file)
        bare.unlink(missing_ok=True)
    return gone


def loads(file: Path) -> bool:
    """Tell whether a loader takes a library: each loadable segment of the ELF file lies at the same place in its page
    as in memory, and the dynamic section is there (System V ABI, chapter 5)."""
    data = file.read_bytes()
    if data[:5] != b"\x7fELF\x02":
        return False
    start, size, count = *struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54)
    kinds = set()
    for number in range(count):
        kind, _flags, offset, address, _, stored, _, align = struct.unpack_from(
            "<IIQQQQQQ", data, start + number * size
        )
        kinds.add(kind)
        if kind == 1 and ((offset - address) % max(1, align) or offset + stored > len(data)):
            return False
    return {1, 2} <= kinds


def version() -> str:
    """Return the program's version as pyproject.toml says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def version_resource(number: str) -> str:
    """Return the text of a Windows version resource, as PyInstaller reads it from a file."""
    parts = [int(part) for part in re.findall(r"\d+", number)[:4]]
    four = tuple(parts + [0] * (4 - len(parts)))
    strings = {
        "CompanyName": "Văn Thư",
        "FileDescription": "Văn Thư - văn bản đến, ý kiến chỉ đạo, nhiệm vụ",
        "FileVersion": number,
        "InternalName": "vanthu",
        "LegalCopyright": "MIT License",
        "OriginalFilename": "vanthu.exe",
        "ProductName": "Văn Thư",
        "ProductVersion": number,
    }
    rows = ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, flags=0x0, OS=0x40004,"
        " fileType=0x1, subtype=0x0, date=(0, 0)),\n"
        f" kids=[StringFileInfo([StringTable('042A04B0', [{rows}])]),"  # 042A: Vietnamese, 04B0: Unicode
        " VarFileInfo([VarStruct('Translation', [0x042A, 1200])])])\n"
    )


def draw_icon(svg: Path, file: Path) -> None:
    """Draw the program's own SVG in every size Windows asks for, into one .ico file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from io import BytesIO

    from PIL import Image
    from PySide6.QtCore import QBuffer, QSize
    from PySide6.QtGui import QGuiApplication, QIcon

    application = QGuiApplication.instance() or QGuiApplication([])
    icon = QIcon(str(svg))
    pictures = []
    for size in ICON_SIZES:
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        icon.pixmap(QSize(size, size), 1.0).save(buffer, "PNG")
        pictures.append(Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGBA"))
    file.parent.mkdir(parents=True, exist_ok=True)
    largest = pictures[-1]
    largest.save(file, sizes=[(size, size) for size in ICON_SIZES], append_images=pictures[:-1])
    del application


if __name__ == "__main__":
    if sys.argv[1:2] != ["icon"] or len(sys.argv) != 3:
        sys.exit(__doc__)
    draw_icon(ROOT / "resources" / "icons" / "vanthu.svg", Path(sys.argv[2]))
