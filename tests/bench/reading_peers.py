"""What reading is measured beside: a bare Tesseract call on a head, and ``ocrmypdf`` on the same files as ``vanthu read``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from desktop.reading import engine
from desktop.reading.open_file import open_file
from desktop.reading.raster import READ_DPI

ROOT = Path(__file__).resolve().parents[2]
TOP = 0.4


def bare_top(file: Path, rounds: int = 1) -> float:
    """Return the seconds of one Tesseract call on the top 40 % of a file's first page, grey as it was scanned: the floor
    for the time to the head's fields. The engine is warm, the page drawn before the clock starts; the best of rounds."""
    opened = open_file(file)
    try:
        grey = np.asarray(cv2.cvtColor(opened.render(1, READ_DPI), cv2.COLOR_RGB2GRAY), np.uint8)
    finally:
        opened.close()
    top = np.ascontiguousarray(grey[: round(TOP * grey.shape[0])])
    return min(_seconds(top) for _ in range(rounds))


def _seconds(top: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    begun = time.perf_counter()
    engine.recognise(top, "auto", READ_DPI)
    return time.perf_counter() - begun


def vanthu_read(files: Sequence[Path]) -> float:
    """Return how long ``vanthu read --json`` takes for the files, from its start to its end."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "desktop", "read", "--json", *map(str, files)]
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    return time.perf_counter() - begun


def ocrmypdf(files: Sequence[Path]) -> float | None:
    """Return how long ``ocrmypdf -l vie -j 2`` takes for the same files; None where it is not installed. Pages that have
    text are skipped, as ours is taken from them; a file that it refuses is timed up to its refusal."""
    if not shutil.which("ocrmypdf"):
        return None
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            command = ["ocrmypdf", "-l", "vie", "-j", "2", "--skip-text", "--output-type", "pdf", "-q", str(file)]
            subprocess.run([*command, f"{folder}/out.pdf"], check=False, capture_output=True)
    return time.perf_counter() - begun
