"""Ending the program although one of its threads hangs in the system."""

from __future__ import annotations

import contextlib
import logging
import os
from typing import NoReturn


def end_now(status: int) -> NoReturn:
    """End the process at once with this exit status, and its reading processes with it: nobody would close them."""
    import psutil

    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    logging.shutdown()
    os._exit(status)
