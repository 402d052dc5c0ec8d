"""The program in the menus of a Linux desktop, for one user: entry, icon, the kind of file a backup is, start with the
session, a shortcut to the scan folder. On Windows the installer does this.

What is written follows the Desktop Entry, Shared MIME-info, Icon Theme and Autostart specifications of freedesktop.org.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import resources
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.words import tr
from desktop.services.backup_folder import ENDING

KIND = "application/x-vanthu-backup"
SCANS = "Thư mục quét"
_APP, _OPENER = "vanthu.desktop", "vanthu-backup.desktop"


@dataclass(frozen=True)
class Places:
    """Where a user's desktop looks: ``data`` is $XDG_DATA_HOME, ``config`` $XDG_CONFIG_HOME, ``desk`` the desktop."""

    data: Path
    config: Path
    desk: Path

    @classmethod
    def of_user(cls) -> Places:
        """Return the places of whoever runs the program."""
        import platformdirs

        home = Path.home()
        data, config = os.environ.get("XDG_DATA_HOME"), os.environ.get("XDG_CONFIG_HOME")
        return cls(
            Path(data) if data else home / ".local" / "share",
            Path(config) if config else home / ".config",
            Path(platformdirs.user_desktop_dir()),
        )

    def files(self) -> dict[str, Path]:
        """Return name → file of all that may be written."""
        return {
            "app": self.data / "applications" / _APP,
            "opener": self.data / "applications" / _OPENER,
            "icon": self.data / "icons" / "hicolor" / "scalable" / "apps" / "vanthu.svg",
            "kind": self.data / "mime" / "packages" / "vanthu.xml",
            "autostart": self.config / "autostart" / _APP,
            "scans": self.desk / SCANS,
        }


def program() -> list[str]:
    """Return how this program is started: the bundle by its file, a clone by its Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]


def install(places: Places, start: list[str], *, autostart: bool = False, scans: Path | None = None) -> list[Path]:
    """Write everything anew and return the files. ``start``: the program as a command; ``autostart``: open it with the
    session; ``scans``: a folder to link to from the desktop.

    Raises StorageError where the home folder cannot be written or the link's name is taken.
    """
    files = places.files()
    texts = {"app": entry(start), "opener": opener(start), "kind": _KIND_XML}
    if autostart:
        texts["autostart"] = entry(start)
    try:
        for name, text in texts.items():
            _write(files[name], text)
        _write(files["icon"], resources.path("icons", "vanthu.svg").read_text(encoding="utf-8"))
        written = [files[name] for name in (*texts, "icon")]
        if scans is not None:
            written.append(_link(files["scans"], scans))
    except OSError as error:
        raise storage_error(error, places.data) from error
    _tell_desktop(places)
    return written


def remove(places: Places) -> list[Path]:
    """Take away what ``install`` wrote and return it; the office's data are never touched. StorageError as there."""
    gone = []
    try:
        for name, file in places.files().items():
            if file.is_symlink() if name == "scans" else file.is_file():
                file.unlink()
                gone.append(file)
    except OSError as error:
        raise storage_error(error, places.data) from error
    _tell_desktop(places)
    return gone


def entry(start: list[str]) -> str:
    """Return the entry of the menus."""
    return _entry(
        "Name=Văn Thư",
        "Comment=Văn bản đến, ý kiến chỉ đạo, nhiệm vụ",
        "Comment[en]=Incoming letters, directives and tasks",
        f"Exec={_exec(start)}",
        "Icon=vanthu",
        "Categories=Office;",
        "StartupNotify=true",
        "StartupWMClass=vanthu",
    )


def opener(start: list[str]) -> str:
    """Return the entry that opens a backup in the restore wizard; it stands in no menu."""
    return _entry(
        "Name=Khôi phục bản sao lưu Văn Thư",
        "Name[en]=Restore a Văn Thư backup",
        f"Exec={_exec([*start, 'open-backup'])} %f",
        "Icon=vanthu",
        "NoDisplay=true",
        f"MimeType={KIND};",
    )


def _entry(*lines: str) -> str:
    return "\n".join(["[Desktop Entry]", "Type=Application", "Version=1.5", *lines, ""])


def _exec(command: list[str]) -> str:
    """Quote a command as the Exec key asks: reserved characters in double quotes, ``%`` doubled, ``\\`` twice over."""
    return " ".join(_quoted(part) for part in command)


def _quoted(part: str) -> str:
    if not set(part) & set(" \t\n\"'\\><~|&;$*?#()`%"):
        return part
    inner = "".join(f"\\{c}" if c in '"`$\\' else c for c in part)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, file)


def _link(place: Path, folder: Path) -> Path:
    if place.is_symlink():
        place.unlink()
    elif place.exists():
        raise StorageError(
            "name-taken",
            tr("Trên màn hình đã có «{name}».", name=place.name),
            tr("Hãy đổi tên tệp hoặc thư mục đó rồi làm lại."),
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(folder, target_is_directory=True)
    return place


def _tell_desktop(places: Places) -> None:
    """Have the desktop look again, by its own tools where they are installed; without them it does at the next login."""
    own = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}  # a bundle's, not theirs
    for command in (
        ["update-mime-database", str(places.data / "mime")],
        ["update-desktop-database", "-q", str(places.data / "applications")],
        ["xdg-mime", "default", _OPENER, KIND],
    ):
        if shutil.which(command[0]):
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(command, check=False, capture_output=True, timeout=20, env=own)


_KIND_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{KIND}">
    <comment>Bản sao lưu Văn Thư</comment>
    <comment xml:lang="en">Văn Thư backup</comment>
    <sub-class-of type="application/zip"/>
    <icon name="vanthu"/>
    <glob pattern="*{ENDING}" weight="80"/>
  </mime-type>
</mime-info>
"""
