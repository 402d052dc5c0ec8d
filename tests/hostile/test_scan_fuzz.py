"""Pictures and PDFs with any bytes changed go through the limited process: it answers, or tells in one sentence what is
wrong; the process is there for the next file. ``VANTHU_FUZZ=20`` tries twenty times as much."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from desktop.core.errors import OfficeError
from desktop.intake.whole import check_whole
from desktop.reading import glance_job
from desktop.reading.process import Job, Limits, Pool

TIMES = int(os.environ.get("VANTHU_FUZZ", "1"))
some = settings(max_examples=25 * TIMES, deadline=None, suppress_health_check=list(HealthCheck))
changes = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=25)
number = count(1)


def picture(kind: str) -> bytes:
    page = Image.new("RGB", (240, 320), "white")
    ImageDraw.Draw(page).text((20, 20), "Số: 12/UBND-KT", fill="black")
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


WHOLE = {kind: picture(kind) for kind in ("PDF", "PNG", "JPEG", "TIFF")}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1, limits=Limits(step_seconds=30.0), warm=None) as made:
        yield made


def through(pool: Pool, file: Path) -> None:
    """Any end but an answer or a sentence is a failure of the test; so is a bug of ours that the file brings about."""
    for work in (check_whole, glance_job.look):
        told = ""
        try:
            pool.run(Job(next(number), work, file, streams=False))  # type: ignore[arg-type]  # both take a path
        except OfficeError as error:
            told = f"{error.code}: {error}"
        assert not told.startswith("reader-bug"), told


@pytest.mark.parametrize("kind", WHOLE)
def test_the_files_themselves_are_whole(pool: Pool, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind.lower()}"
    file.write_bytes(WHOLE[kind])
    found = pool.run(Job(next(number), check_whole, file, streams=False))
    assert isinstance(found, dict)
    assert found["pages"] == 1


@pytest.mark.parametrize("kind", WHOLE)
def test_a_scan_with_any_bytes_changed_or_cut_off(pool: Pool, tmp_path: Path, kind: str) -> None:
    whole = WHOLE[kind]

    @some
    @given(changes, st.one_of(st.none(), st.integers(0, len(whole))), st.binary(max_size=40))
    def tries(places: list[tuple[int, int]], end: int | None, tail: bytes) -> None:
        data = bytearray(whole)
        for place, value in places:
            data[place % len(data)] = value
        file = tmp_path / f"a.{kind.lower()}"
        file.write_bytes(bytes(data[:end]) + tail)
        through(pool, file)

    tries()


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"MM\x00*"])
def test_any_bytes_behind_the_sign_of_a_scan(pool: Pool, tmp_path: Path, start: bytes) -> None:
    @some
    @given(st.binary(max_size=400))
    def tries(data: bytes) -> None:
        file = tmp_path / "a.bin"
        file.write_bytes(start + data)
        through(pool, file)

    tries()


def limits_inside(path: Path) -> dict[str, object]:
    """What the process says of its own limits; run there."""
    import resource
    import sys as inside

    return {
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "nice": os.nice(0),
        "network": sorted(m for m in inside.modules if m in ("ssl", "urllib.request", "http.client", "webbrowser")),
    }


def begins_a_program(path: Path) -> str:
    """A hostile parser that starts a program; run there."""
    import subprocess

    subprocess.run([sys.executable, "-c", f"open({str(path)!r}, 'w').write('x')"], check=True)
    return "started"


def opens_a_socket(path: Path) -> str:
    """A hostile parser that calls home; run there."""
    import socket

    socket.create_connection(("127.0.0.1", 9), timeout=1).close()
    return "connected"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_the_process_is_limited_in_memory_and_leaves_no_core(pool: Pool, tmp_path: Path) -> None:
    found = pool.run(Job(next(number), limits_inside, tmp_path, streams=False))
    assert isinstance(found, dict)
    assert 0 < found["memory"] <= 4 << 30
    assert found["core"] == 0
    assert found["network"] == []


@pytest.mark.parametrize("deed", [begins_a_program, opens_a_socket])
def test_the_process_starts_no_program_and_opens_no_network(pool: Pool, tmp_path: Path, deed: object) -> None:
    file = tmp_path / "made.txt"
    with pytest.raises(OfficeError):
        pool.run(Job(next(number), deed, file, streams=False))  # type: ignore[arg-type]  # takes a path
    assert not file.exists()
    assert not [p for p in psutil.Process().children(recursive=True) if "made.txt" in " ".join(p.cmdline())]


def calls_the_system(path: Path) -> dict[str, int]:
    """Native code that a file brought to run: it asks the system itself, past Python; run there."""
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    started = system.execve(b"/bin/true", None, None)  # it would not come back
    return {
        "execve": started,
        "inet": system.socket(2, 1, 0),
        "inet6": system.socket(10, 1, 0),
        "raw": system.socket(17, 3, 0),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of Linux")
def test_native_code_starts_no_program_and_opens_no_network_either(pool: Pool, tmp_path: Path) -> None:
    found = pool.run(Job(next(number), calls_the_system, tmp_path, streams=False))
    assert found == {"execve": -1, "inet": -1, "inet6": -1, "raw": -1}
