"""What tests/intake has made: an office, files of all kinds, a pace that tests can wait for, fake readers."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("intake_fixtures", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_fixtures = _load(Path(__file__).parent.parent / "intake" / "conftest.py")
office = _fixtures.office
pace = _fixtures.pace
pdf = _fixtures.pdf
picture = _fixtures.picture
