"""What a process that parses strangers' files may not do: start a program, open the network. Held twice: by Python's own
audit events on every system, and against code that a damaged file brings to run, by the system where it can
(Linux: a seccomp filter; Windows: a job object with one process and a limit of memory)."""

from __future__ import annotations

import ctypes
import struct
import sys
from typing import Any

_FORBIDDEN = frozenset(
    {
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"),
        *("os.startfile", "os.startfile/2", "pty.spawn", "webbrowser.open", "urllib.Request"),
        *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"),
    }
)

# seccomp(2), bpf(2): numbers of the kernel's interface, which never change
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # errno EPERM
_AT_NUMBER, _AT_MACHINE, _AT_FIRST = 0, 4, 16
_UNIX = 1
_X32 = 0x40000000
#: machine → (its number in the filter, execve, execveat, socket)
_CALLS = {"x86_64": (0xC000003E, 59, 322, 41), "aarch64": (0xC00000B7, 221, 281, 198)}

_JOB_LIMITS, _ONE_PROCESS, _PROCESS_MEMORY = 9, 0x8, 0x100


def close(memory_mb: int) -> None:
    """Close the fences around this process, for good. ``memory_mb``: on Windows, how much it may have."""
    if sys.platform == "linux":
        _filter_calls()
    elif sys.platform == "win32":
        _alone_in_a_job(memory_mb)
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN or (event == "socket.__new__" and not _is_local(arguments)):
        raise PermissionError(f"{event} is not for a process that reads files")


def _is_local(arguments: tuple[Any, ...]) -> bool:
    """A socket between processes of one machine: its family is AF_UNIX, or it wraps one that is there (-1)."""
    return len(arguments) > 1 and arguments[1] in (_UNIX, -1)


def _filter_calls() -> None:
    """Refuse execve and sockets but local ones, also to native code; a kernel without seccomp leaves it to Python."""
    import platform

    known = _CALLS.get(platform.machine())
    if known is None:
        return
    program = b"".join(struct.pack("=HBBI", *step) for step in _steps(*known))
    kept = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    system = ctypes.CDLL(None, use_errno=True)
    head = Program(len(program) // 8, ctypes.addressof(kept))
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        system.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(head), 0, 0)


def _steps(machine: int, execve: int, execveat: int, socket: int) -> list[tuple[int, int, int, int]]:
    """The filter: (what, steps to go on when true, when false, with which number) each; the last two are the ends."""
    return [
        (_LOAD, 0, 0, _AT_MACHINE),
        (_EQUAL, 0, 7, machine),  # calls of another machine's kind: refused
        (_LOAD, 0, 0, _AT_NUMBER),
        (_AT_LEAST, 5, 0, _X32),
        (_EQUAL, 4, 0, execve),
        (_EQUAL, 3, 0, execveat),
        (_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _AT_FIRST),
        (_EQUAL, 1, 0, _UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _alone_in_a_job(memory_mb: int) -> None:
    """Windows: put this process into a job that holds no other and so much memory; where it is refused (an old system,
    a job that allows none inside), the memory is still watched by the parent."""
    if sys.platform != "win32":
        return

    class Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least", ctypes.c_size_t),
            ("most", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    system = ctypes.WinDLL("kernel32", use_last_error=True)
    system.CreateJobObjectW.restype = ctypes.c_void_p
    system.GetCurrentProcess.restype = ctypes.c_void_p
    job = system.CreateJobObjectW(None, None)
    limits = Extended()
    limits.basic.flags = _ONE_PROCESS | _PROCESS_MEMORY
    limits.basic.processes = 1
    limits.process_memory = memory_mb << 20
    handle, size = ctypes.c_void_p(job), ctypes.sizeof(limits)
    if system.SetInformationJobObject(handle, _JOB_LIMITS, ctypes.byref(limits), size):
        system.AssignProcessToJobObject(handle, ctypes.c_void_p(system.GetCurrentProcess()))
