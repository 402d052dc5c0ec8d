"""A peer's program run in a process of its own: stopped, with everything it started, after ten minutes or 10 GB."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

LONGEST_S = 600
_MOST_BYTES = 10 << 30


class TooMuch(Exception):
    """The peer was not done when its time or its memory was at an end; ``why`` says which, for a note."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def run_peer(command: Sequence[str], longest: float = LONGEST_S) -> None:
    """Run a program to its end. Raises TooMuch when it does not come to one, CalledProcessError when it fails."""
    # its children go with it: soffice is a script that starts the program itself
    limited = ["/bin/sh", "-c", f'ulimit -v {_MOST_BYTES >> 10}; exec "$@"', "sh"] if os.name == "posix" else []
    process = subprocess.Popen(
        [*limited, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=os.name == "posix"
    )
    try:
        _, told = process.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        raise TooMuch(f"not done after {longest:.0f} s") from None
    finally:
        _end(process)
    if process.returncode != 0:
        if b"MemoryError" in told or b"bad_alloc" in told:
            raise TooMuch(f"not done with {_MOST_BYTES >> 30} GB of memory")
        raise subprocess.CalledProcessError(process.returncode, list(command), stderr=told)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
