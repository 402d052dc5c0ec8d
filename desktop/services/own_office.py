"""Which office this user's program opens when none is named: the one that was made or restored here, wherever it is."""

from __future__ import annotations

import contextlib
import os
import tomllib
from pathlib import Path

import platformdirs

from desktop.services.office import DATABASE

_KEY = "office"


def default_folder() -> Path:
    """Return where an office is made unless another folder is chosen."""
    return Path(platformdirs.user_data_dir("vanthu", appauthor=False)) / "office"


def folder() -> Path:
    """Return the folder of the user's office: the one that was remembered, else the default one. It need not be there."""
    return remembered() or default_folder()


def named() -> Path:
    """Return the folder that $VANTHU_OFFICE names, else the user's own."""
    place = os.environ.get("VANTHU_OFFICE")
    return Path(place) if place else folder()


def is_there(place: Path) -> bool:
    """Tell whether an office lies in this folder."""
    with contextlib.suppress(OSError):
        return (place / DATABASE).is_file()
    return False


def remembered() -> Path | None:
    """Return the folder that was remembered, None when there is none or the note cannot be read."""
    try:
        value = tomllib.loads(_file().read_text(encoding="utf-8-sig")).get(_KEY)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return Path(str(value)) if value else None


def remember(place: Path) -> None:
    """Open the office in this folder from now on. A user's folder that cannot be written is no reason to fail: the
    default office is opened then."""
    import tomlkit  # only who writes waits for it

    file = _file()
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(tomlkit.dumps({_KEY: str(place.absolute())}), encoding="utf-8")
        os.replace(new, file)


def remember_first(place: Path) -> bool:
    """Remember the folder unless the user has an office already; tell whether it is the one that is opened from now on."""
    if place.absolute() == folder().absolute():
        return True
    if is_there(folder()):
        return False
    remember(place)
    return True


def _file() -> Path:
    return Path(platformdirs.user_config_dir("vanthu", appauthor=False)) / "office.toml"
