"""Ending the program although one of its threads hangs in the system."""

from __future__ import annotations

import contextlib
import logging
import os
from typing import NoReturn

from desktop.core.errors import OfficeError, StorageError
from desktop.core.words import tr


def end_now(status: int) -> NoReturn:
    """End the process at once with this exit status, and its reading processes with it: nobody would close them."""
    import psutil

    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    logging.shutdown()
    os._exit(status)


def write_hangs() -> OfficeError:
    """Return the error for a last write that does not come to its end."""
    return StorageError(
        "write-hangs",
        tr("Ổ đĩa không trả lời, việc vừa làm sau cùng có thể chưa được ghi."),
        tr("Hãy kiểm tra ổ đĩa, mở lại chương trình và xem lại việc làm sau cùng."),
        tr("Những gì đã báo xong trước đó vẫn còn nguyên."),
    )
