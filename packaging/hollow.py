"""Empty stand-ins for libraries that OpenCV's wheel links to and this program never calls: films and AVIF pictures.

OpenCV is one shared library that names FFmpeg's and libavif's functions, so the loader wants them to be there: with what
they need in turn, some 40 MB that nothing here runs, and decoders that no stranger's file should reach. A stand-in has
the same name and the same symbols with the same versions; each ends the process if it is ever called. Linux only: on
Windows the films are a plugin of their own, which is left out. Needs readelf, as and ld (binutils).
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

_NEVER_CALLED = re.compile(r"lib(avcodec|avformat|avutil|swscale|avif)-")
_ONLY_THEIRS = re.compile(r"lib(swresample|aom|vpx|crypto|ssl|drm|dav1d|SvtAv1Enc)-")
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
#: ``number: value size TYPE BIND VIS UND name@version (n)``
_UNDEFINED = re.compile(r"^ *\d+: +\S+ +\d+ +\S+ +\S+ +\S+ +UND +([A-Za-z0-9_]+)(?:@(\S+))?", re.MULTILINE)


def hollow(internal: Path) -> int:
    """Put stand-ins into the bundle's folder of libraries and take out what only the real ones needed; return how many
    bytes went. Nothing is done where OpenCV has no such libraries."""
    folder = internal / "opencv_python_headless.libs"
    user = next((internal / "cv2").glob("cv2*.so"), None)
    if user is None or not folder.is_dir():
        return 0
    before = _size(folder)
    for name in _told(user, "-d", _NEEDED):
        if _NEVER_CALLED.match(name):
            _stand_in(folder / name, symbols(user, name))
    for file in folder.iterdir():
        if _ONLY_THEIRS.match(file.name):
            _remove(internal, file)
    return before - _size(folder)


def symbols(user: Path, library: str) -> dict[str, list[str]]:
    """Return version → names that ``user`` takes from ``library``; the version is "" where it has none."""
    found: dict[str, list[str]] = defaultdict(list)
    stem = library.split("-", 1)[0]
    for name, version in _told(user, "--dyn-syms", _UNDEFINED):
        if version.lower().startswith(stem) or (stem == "libavif" and not version and name.startswith("avif")):
            found[version].append(name)
    return found


def _stand_in(file: Path, wanted: dict[str, list[str]]) -> None:
    names = [name for group in wanted.values() for name in group]
    with tempfile.TemporaryDirectory() as place:
        source, made, script = (Path(place) / name for name in ("s.s", "s.o", "s.map"))
        lines = [f".globl {name}\n.type {name}, @function\n{name}: ud2\n" for name in names]
        source.write_text('.section .note.GNU-stack,"",@progbits\n.text\n' + "".join(lines), encoding="ascii")
        groups = [f"{version} {{ global: {'; '.join(group)}; }};\n" for version, group in wanted.items() if version]
        script.write_text("".join(groups), encoding="ascii")
        subprocess.run(["as", "-o", made, source], check=True)
        versions = ["--version-script", str(script)] if groups else []
        subprocess.run(
            ["ld", "-shared", "-z", "noexecstack", "-soname", file.name, *versions, "-o", file, made], check=True
        )


def _remove(internal: Path, file: Path) -> None:
    link = internal / file.name
    if link.is_symlink():
        link.unlink()
    file.unlink()


def _told(file: Path, option: str, pattern: re.Pattern[str]) -> list[tuple[str, str]] | list[str]:
    text = subprocess.run(["readelf", "-W", option, file], capture_output=True, text=True, check=True).stdout
    return pattern.findall(text)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
