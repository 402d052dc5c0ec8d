"""What every test shares: no screen, no network, a fixed language, no user's own folders."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")


@pytest.fixture(autouse=True, scope="session")
def no_users_own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program remembers for its user goes to an empty place, in the programs that tests start, too."""
    kept = {name: os.environ.get(name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    os.environ.update({name: str(tmp_path_factory.mktemp(name.lower())) for name in kept})
    yield
    for name, value in kept.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
