"""An office with a scan folder, files of all kinds, and a pace that tests can wait for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from desktop.core.records import OfficeInfo
from desktop.intake.settling import Pace
from desktop.services.office import Office

sys.path.append(str(Path(__file__).parent))  # reading processes find the fake readers there

NOW = datetime(2026, 11, 21, 8, 0)


@pytest.fixture
def pace() -> Pace:
    return Pace(look=0.02, quiet=0.03, quiet_pages=0.03, rescan=0.2, grace=0.0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH AN GIANG")
    made = Office.create(tmp_path / "office", info, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def pdf() -> Callable[..., Path]:
    """Writes a PDF whose bytes differ with its text."""

    def write(path: Path, text: str = "Số: 12/UBND-VP", pages: int = 1, password: str = "") -> Path:
        canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None, invariant=True)
        for page in range(pages):
            canvas.drawString(72, 700, f"{text} {page}")
            canvas.showPage()
        canvas.save()
        return path

    return write


@pytest.fixture
def picture() -> Callable[..., Path]:
    """Writes an image in the format of the name's ending; several pages make a TIFF of several."""

    def write(path: Path, pages: int = 1) -> Path:
        frames = [Image.effect_noise((300, 420), 40 + n).convert("RGB") for n in range(pages)]
        if pages > 1:
            frames[0].save(path, save_all=True, append_images=frames[1:])
        else:
            frames[0].save(path)
        return path

    return write
