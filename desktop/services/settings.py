"""The office's settings: ``settings.toml`` in its folder, readable and editable by hand; unknown keys are kept."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from db.copies import sync_folder
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.words import tr

FILE = "settings.toml"


@dataclass(frozen=True)
class Settings:
    """What an office may set. Folders are relative to the office folder or absolute; ``time_limits`` maps a type of
    letter ("Công văn") to the working days it is to be answered in, by the office's own working rules;
    ``confirm_done``: work reported done waits until whoever gave it confirms; ``due_soon_days`` are working days;
    ``sheet_weekday``: the day on which weekly sheets are handed in (1 Monday to 7 Sunday), for which the done work of a
    past week's sheet counts;
    ``printers`` maps a form to the printer and paper tray it was last printed with ("name|tray");
    ``import_columns``: the heads that were chosen for the register's columns when it was last taken over from Excel;
    ``backup_daily``, ``backup_on_leaving``: back up without being asked; ``keep_…``: how many days', weeks' and months'
    backups are kept; ``backup_warn_days``: told loudly when the last good one is older; ``backup_disks`` maps the mark of
    a disk or stick that is written to when it is plugged in to its name."""

    scan_folder: str = "scans"
    backup_folder: str = "backups"
    language: str = "vi"
    due_soon_days: int = 3
    time_limits: dict[str, int] = field(default_factory=dict)
    week_starts: str = "monday"
    scanner: str = ""
    theme: str = "system"
    font_scale: float = 1.0
    confirm_done: bool = False
    sheet_weekday: int = 5
    printers: dict[str, str] = field(default_factory=dict)
    import_columns: dict[str, str] = field(default_factory=dict)
    backup_daily: bool = True
    backup_on_leaving: bool = True
    keep_days: int = 7
    keep_weeks: int = 5
    keep_months: int = 12
    backup_warn_days: int = 3
    backup_disks: dict[str, str] = field(default_factory=dict)


#: What belongs to a person's own place at the window; anybody may change it.
PERSONAL = frozenset({"language", "theme", "font_scale", "printers", "import_columns"})


def only_personal(old: Settings, new: Settings) -> bool:
    """Tell whether two settings differ in nothing but what anybody may change."""
    return all(f.name in PERSONAL or getattr(old, f.name) == getattr(new, f.name) for f in fields(Settings))


def load(folder: Path) -> Settings:
    """Return the settings of an office; a missing file means the defaults, a value of a wrong kind its default.

    Raises StorageError when the file is there but cannot be read.
    """
    _text, document = _read(folder / FILE)
    return Settings(**{f.name: document[f.name] for f in fields(Settings) if _fits(f.name, document.get(f.name))})


def save(folder: Path, settings: Settings) -> None:
    """Write the settings, keeping comments and keys this version does not know; replaced in one step.

    Raises StorageError when the disk does not take it.
    """
    import tomlkit  # it keeps the comments; only who writes waits for it

    file = folder / FILE
    document = tomlkit.parse(_read(file)[0])
    for f in fields(Settings):
        document[f.name] = getattr(settings, f.name)
    temporary = file.with_suffix(".toml.new")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(tomlkit.dumps(document))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
        sync_folder(folder)
    except OSError as error:
        raise storage_error(error, file) from error


def _read(file: Path) -> tuple[str, dict[str, Any]]:
    """Return what stands in the file and its values, nothing when there is none; StorageError when it is no TOML or
    cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise storage_error(error, file) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StorageError(
            "bad-settings",
            tr("Tệp thiết lập {file} viết sai: {detail}.", file=file.name, detail=error),
            tr("Hãy sửa tệp, hoặc xóa tệp để dùng thiết lập mặc định."),
            tr("Sổ và bản quét không bị ảnh hưởng."),
        ) from error


def _fits(name: str, value: object) -> bool:
    default = getattr(Settings(), name)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return True
    if isinstance(value, bool) != isinstance(default, bool):
        return False
    if isinstance(default, dict):
        kind = int if name == "time_limits" else str
        return isinstance(value, dict) and all(isinstance(item, kind) for item in value.values())
    return isinstance(value, type(default))
