"""Inside a reading process: takes jobs from its parent one by one, within its limits, and tells what comes of them."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop.core.errors import OfficeError, UnreadableScan
from desktop.core.readings import Reading
from desktop.core.words import tr
from desktop.reading import fences
from desktop.reading import process_wire as wire

READY = b"ready"
_CALM = 10  # nice: the window and its writer come first


@dataclass(frozen=True)
class Order:
    """A job as it travels to the process: ``function`` is found by its import path. ``streams``: it is called as
    ``read_file`` is and tells head and progress; else with the path alone and returns a JSON object. Either gets the
    ``options`` by name."""

    key: int
    function: Callable[..., Any]
    path: Path
    name: str
    streams: bool
    options: dict[str, Any] = field(default_factory=dict)


def serve(connection: Connection, memory_mb: int, warm: Callable[[], None] | None) -> None:
    """Run jobs until the parent closes the connection or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    _be_small(memory_mb)
    fences.close(memory_mb)
    _end_with_parent()
    if warm is not None:
        warm()
    connection.send_bytes(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            _run(connection, connection.recv())


def read_letter(path: Path, **how: Any) -> Reading:
    """Read one file, see ``reader.read_file``; the reader and its engine are loaded only in the process that reads."""
    from desktop.reading.reader import read_file

    return read_file(path, **how)


def warm_reader() -> None:
    """Load what reading needs, so that the first letter does not wait for it; a missing model is told by the letter."""
    import numpy as np

    from desktop.reading import engine
    from desktop.reading.together import on_both

    importlib.import_module("desktop.reading.reader")
    with contextlib.suppress(OfficeError):
        on_both(lambda: engine.recognise(np.full((40, 40), 255, np.uint8), "line"))


def _run(connection: Connection, order: Order) -> None:
    try:
        result = _call(connection, order)
    except OfficeError as error:
        connection.send_bytes(wire.failed(order.key, error))
    except MemoryError:
        connection.send_bytes(wire.failed(order.key, too_much_memory()))
        os._exit(1)  # what is left of the heap is not worth trusting
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001  a bug met in one file: told with its place, the next file goes on
        known = too_much_memory() if "nsufficient memory" in str(error) else bug(error)
        connection.send_bytes(wire.failed(order.key, known, _place(error)))
    else:
        connection.send_bytes(wire.done(order.key, result))


def _call(connection: Connection, order: Order) -> wire.Result:
    if not order.streams:
        value: dict[str, Any] = order.function(order.path, **order.options)
        return value
    result: wire.Result = order.function(
        order.path,
        name=order.name,
        on_head=lambda reading: connection.send_bytes(wire.head(order.key, reading)),
        on_progress=lambda share: connection.send_bytes(wire.progress(order.key, share)),
        **order.options,
    )
    return result


def too_much_memory() -> UnreadableScan:
    """Return the error for a file that needs more memory than a reading process has."""
    return UnreadableScan(
        "too-much-memory",
        tr("Tệp cần quá nhiều bộ nhớ để đọc."),
        tr("Quét lại văn bản ở 200-300 dpi, hoặc chia thành nhiều tệp."),
        tr("Tệp vẫn còn nguyên."),
    )


def bug(error: BaseException) -> UnreadableScan:
    """Return the error for a file on which our own code failed."""
    return UnreadableScan(
        "reader-bug",
        tr("Chương trình gặp lỗi khi đọc tệp này ({kind}).", kind=type(error).__name__),
        tr("Mở tệp để xem và nhập tay, rồi báo lỗi cho nơi cung cấp chương trình."),
        tr("Tệp vẫn còn nguyên."),
    )


def _place(error: BaseException) -> str:
    """Return where it happened without what was read: code lines and the kind of error, no message, no values."""
    lines = traceback.format_tb(error.__traceback__)
    return "".join(lines) + type(error).__name__


def _be_small(memory_mb: int) -> None:
    for name in ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"  # read when numpy and the engine are loaded, which is later
    if hasattr(os, "nice"):
        os.nice(_CALM)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a batch never takes the processor from a window that wakes up
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = memory_mb << 20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    """A parent that is killed takes its reading processes with it, in the middle of a page too."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(0)

    threading.Thread(target=wait, name="parent", daemon=True).start()
