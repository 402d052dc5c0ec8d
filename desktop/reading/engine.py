"""The OCR engine: Tesseract with the model ``vie``, in-process, one warm instance a thread. Nothing else imports it."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

import resources
from desktop.core.errors import StorageError
from desktop.core.text import nfc
from desktop.core.words import tr

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one thread a process is the best throughput, measured

Grey = NDArray[np.uint8]
Mode = Literal["auto", "column", "block", "line", "sparse", "word"]

_MODEL = "vie.traineddata"
_SYSTEM_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
_LEAST_SIDE = 8
_local = threading.local()


@dataclass(frozen=True)
class RawWord:
    """A word as the engine gives it: pixels of the image handed over; ``line`` numbers the engine's own lines."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float
    line: int


@cache
def model_folder() -> Path:
    """Return the folder that holds the model: $TESSDATA_PREFIX, the bundled one or the system's; StorageError if none."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    places += [resources.path("tessdata"), *map(Path, _SYSTEM_PLACES)]
    for place in places:
        if (place / _MODEL).is_file():
            return place
    raise StorageError(
        "no-ocr-model",
        tr("Không tìm thấy mô hình nhận dạng chữ tiếng Việt ({name}).", name=_MODEL),
        todo=tr("Cài gói tesseract-ocr-vie hoặc đặt biến TESSDATA_PREFIX."),
    )


def recognise(grey: Grey, mode: Mode = "auto", dpi: float = 200) -> list[RawWord]:
    """Return the words of a grey image (dark on light) in the engine's order; empty for an image too small to read."""
    height, width = grey.shape
    if min(height, width) < _LEAST_SIDE:
        return []
    api = _api()
    api.SetPageSegMode(_mode_number(mode))
    api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    api.SetSourceResolution(round(dpi))
    table = api.GetTSVText(0)
    api.Clear()
    return _words_of(table)


def close() -> None:
    """Let this thread's instance go (before the process ends, or to give memory back); the next use loads it again."""
    api = getattr(_local, "api", None)
    if api is not None:
        api.End()
        _local.api = None


def _api() -> Any:
    api = getattr(_local, "api", None)
    if api is None:
        import tesserocr

        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
        api = tesserocr.PyTessBaseAPI(path=f"{model_folder()}/", lang="vie", psm=tesserocr.PSM.AUTO)
        api.SetVariable("debug_file", os.devnull)
        api.SetVariable("tessedit_do_invert", "0")
        _local.api = api
    return api


def _mode_number(mode: Mode) -> int:
    return {"auto": 3, "column": 4, "block": 6, "line": 7, "word": 8, "sparse": 11}[mode]


def _words_of(table: str) -> list[RawWord]:
    words: list[RawWord] = []
    line = 0
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) < 11:
            continue
        if cells[0] == "4":
            line += 1
        elif cells[0] == "5" and len(cells) > 11 and cells[11].strip():
            x, y, w, h = (int(c) for c in cells[6:10])
            words.append(RawWord(nfc(cells[11].strip()), x, y, x + w, y + h, max(0.0, float(cells[10]) / 100), line))
    return words
