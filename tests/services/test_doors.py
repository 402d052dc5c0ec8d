"""Every public function of the services that is handed an office: what it writes, in the database and on the disk, found
by walking the code, and the right that stands before it. A new one that has none fails here."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.core.rights import OF_THE_PROGRAM, OPERATIONS, RIGHTS, ROLES, Access, AccessDenied, Right
from desktop.services import sign_in
from desktop.services.office import Office

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "desktop" / "services"
#: Calls that change files or rows without naming a transaction themselves.
_TOUCHES = frozenset(
    {
        *("write_bytes", "write_text", "unlink", "rename", "mkdir", "rmdir", "touch", "copyfile", "copy2", "move"),
        *("rmtree", "write_whole", "draw_in", "draw_bytes", "keep", "move_into", "put_away"),
    }
)
#: What the program does by itself, and parts of writes that stand inside another one's transaction: who calls them asks.
BY_THE_PROGRAM = {
    "anchors.tell": "inside the transaction of a registration",
    "backup.back_up_day": "the daily backup, whoever is or is not signed in",
    "backup_care.make": "the daily backup, whoever is or is not signed in",
    "backup_care.copy_to": "the daily backup, copied to marked disks",
    "backup_disks.mark": "called by backup_care.add_disk, which asks",
    "check.check": "whoever is signed in; the place of a check that was stopped is kept",
    "check_files.look": "the same",
    "check_files.mend": "called by check.repair, which asks",
    "closing.close_as_void": "inside the transaction of a void",
    "contents.complete": "inside the transaction of a reading",
    "derived.forget": "what can be made again, deleted with its scan",
    "evidence.keeping": "its copy goes again unless the transaction inside is allowed",
    "evidence.add": "inside a transaction",
    "inbox.mark_unreadable": "what reading found",
    "inbox.refuse_secret": "what reading found",
    "inbox.set_progress": "what reading found",
    "inbox.store_reading": "what reading found",
    "leads.follow_people": "inside a transaction",
    "leads.stand_in": "inside a transaction",
    "letters.add_opinion": "inside a transaction",
    "letters.give_to": "inside a transaction",
    "recurring.make_due": "work that comes back, whoever is signed in",
    "secret.refuse": "what reading found",
    "sources.record": "what taking in found",
    "sources.tell_place": "what taking in found",
    "tasks.close_with_reply": "inside a transaction",
    "tasks.give_to": "inside a transaction",
    "tasks.give_to_unit": "inside a transaction",
    "tasks.take_reply_back": "inside a transaction",
    "two_layer.still_wanted": "what can be made again, deleted with its scan",
    "sign_in.sign_in": "anybody may try; wrong tries are counted",
    "recovery.recover": "whoever has the code; wrong ones are counted",
}


def _modules() -> dict[str, ast.Module]:
    return {file.stem: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SERVICES.glob("*.py"))}


@cache
def _functions() -> dict[str, ast.FunctionDef]:
    """Every function at the top of a module of the services, by ``module.name``."""
    return {
        f"{module}.{node.name}": node
        for module, tree in _modules().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


@cache
def _names(module: str) -> dict[str, str]:
    """What a module's names mean: its imports from the services, ``books`` → ``books`` or ``record`` → ``sources.record``."""
    found: dict[str, str] = {}
    for node in ast.walk(_modules()[module]):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("desktop.services"):
            base = node.module.removeprefix("desktop.services").removeprefix(".")
            for name in node.names:
                found[name.asname or name.name] = f"{base}.{name.name}" if base else name.name
    return found


def _called(module: str, function: ast.FunctionDef) -> Iterator[str]:
    """The functions of the services that a function calls or hands on."""
    names, known = _names(module), _functions()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            full = names.get(node.id, f"{module}.{node.id}")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            full = f"{names.get(node.value.id, node.value.id)}.{node.attr}"
        else:
            continue
        if full in known and full != f"{module}.{function.name}":
            yield full


def _own_rights(function: ast.FunctionDef) -> set[str]:
    """What a function asks for or changes itself: rights, names of transactions, "files"."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Right":
            found.add(f"right:{node.attr}")
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = ast.unparse(node.func.value)
        if node.func.attr == "write" and owner in ("office", "writing") and node.args:
            argument = node.args[0]
            found.add(f"write:{argument.value if isinstance(argument, ast.Constant) else '*'}")
        elif node.func.attr == "change_settings":
            found.add("right:SETTINGS")
        elif node.func.attr in _TOUCHES or (node.func.attr == "replace" and owner == "os"):
            found.add("files")
    return found


@cache
def _needs(full: str) -> frozenset[str]:
    """What a function and all it calls ask for or change."""
    found, waiting, seen = set(), [full], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name != full and name in BY_THE_PROGRAM and BY_THE_PROGRAM[name].startswith("what reading"):
            continue
        function = _functions()[name]
        found |= _own_rights(function)
        waiting += _called(name.split(".")[0], function)
    return frozenset(found)


def _doors() -> list[str]:
    """The public functions that are handed an office."""
    return [
        full
        for full, node in _functions().items()
        if not node.name.startswith("_") and any(arg.arg == "office" for arg in node.args.args)
    ]


def _rights(full: str) -> set[Right]:
    """The rights that stand before what a function does; LOOK stands before every look."""
    found = {Right[mark.removeprefix("right:")] for mark in _needs(full) if mark.startswith("right:")}
    return found | {OPERATIONS[name] for name in _writes(full) if name in OPERATIONS}


def _writes(full: str) -> set[str]:
    named = {mark.removeprefix("write:") for mark in _needs(full) if mark.startswith("write:")}
    if "*" not in named:
        return named
    words = (n.value for n in ast.walk(_functions()[full]) if isinstance(n, ast.Constant))
    return (named - {"*"}) | {word for word in words if word in OPERATIONS}  # handed on to whoever writes


def test_the_walk_finds_what_is_known_to_write() -> None:
    assert Right.REGISTER in _rights("register.register_all")
    assert Right.ACCOUNTS in _rights("sign_in.set_password")
    assert _rights("letter_copies.keep_as_copy") >= {Right.REGISTER}
    assert "files" in _needs("arranging.arrange")
    assert len(_doors()) > 150


@pytest.mark.parametrize("full", _doors())
def test_what_writes_has_a_right(full: str) -> None:
    """Rows, settings and files are changed behind a right, or by the program itself, which is then said above."""
    changes = {mark for mark in _needs(full) if mark == "files" or mark.startswith("write:")}
    logged_look = {"write:see-restricted"}
    if full in BY_THE_PROGRAM:
        return
    if not changes - logged_look:
        return  # it looks: nobody signed in sees nothing, restricted letters are covered (test_restricted)
    assert _rights(full) - {Right.LOOK} or _writes(full) & set(OPERATIONS), f"{full} changes {changes} without a right"


def test_the_list_of_what_the_program_does_is_true() -> None:
    assert set(BY_THE_PROGRAM) <= set(_doors())


@pytest.fixture
def roles(office: Office, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in.nobody.cache_clear()
    who = {"administrator": sign_in.switch_on(office, "Quản", "một câu dễ nhớ")}
    for role in ROLES[1:]:
        made = sign_in.add_account(office, role, "một câu dễ nhớ", role)
        who[role] = Access(made.id, made.name, made.role, made.person_id)
    return SimpleNamespace(office=office, who=who)


@pytest.mark.parametrize("role", ROLES)
def test_every_transaction_is_open_to_those_roles_alone_that_have_its_right(roles: SimpleNamespace, role: str) -> None:
    roles.office.working.become(roles.who[role])
    for name in [*OPERATIONS, "a-new-one-that-nobody-put-into-the-table"]:
        allowed = name in OPERATIONS and OPERATIONS[name] in RIGHTS[role]
        expected = contextlib.nullcontext() if allowed else pytest.raises(AccessDenied, match="không có quyền")
        with expected, roles.office.write(name):
            pass
    assert OF_THE_PROGRAM.isdisjoint(OPERATIONS)
