"""Signing in from a terminal: --as, the password from the environment or a line of input; restricted letters stay so."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from desktop.cli.main import main
from desktop.core.records import OfficeInfo
from desktop.services import register, sign_in
from desktop.services.office import Office

PASSWORD = "một câu dễ nhớ"
OWN = "mật khẩu của riêng tôi"


class NoWindow:
    def open(self, *_: object) -> int:
        raise AssertionError

    picture = restore = open


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in.nobody.cache_clear()
    folder = tmp_path / "office"
    with Office.create(folder, OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", "")) as office:
        register.register_by_hand(office, {"subject": "trợ cấp bà Quế", "issuer": "Sở"})
    own: dict[str, str] = {}

    def call(*words: str, password: str | None = None, name: str = "", new: str = PASSWORD) -> tuple[int, str, str]:
        """Users that were added choose OWN for a password."""
        monkeypatch.setenv("VANTHU_PASSWORD", own.get(name, PASSWORD) if password is None else password)
        monkeypatch.setenv("VANTHU_NEW_PASSWORD", new)
        if words[0] == "own-password":
            own[name] = new
        who = ["--as", name] if name else []
        status = main(NoWindow(), ["--office", str(folder), *who, *words])  # type: ignore[arg-type]
        told = capsys.readouterr()
        return status, told.out, told.err

    return call


def test_without_a_name_nothing_is_shown_once_it_is_on(run) -> None:
    assert run("sign-in-on", "Quản")[0] == 0
    status, out, err = run("search", "tro cap")
    assert status == 1
    assert "--as" in err
    assert "Quế" not in out + err
    assert run("search", "tro cap", name="Quản", password="sai sai sai")[0] == 1
    assert "Quế" in run("search", "tro cap", name="Quản")[1]


def test_a_role_and_a_restriction_hold_in_the_terminal_too(run) -> None:
    run("sign-in-on", "Quản")
    for name, role in (("Xem", "viewer"), ("Thư", "clerk")):
        assert run("user-add", name, "--role", role, name="Quản", password=PASSWORD)[0] == 0
        status, _, err = run("search", "tro cap", name=name)
        assert (status, "do người khác đặt" in err) == (1, True)
        assert run("own-password", name=name, new=OWN)[0] == 0
    assert run("restrict", "1", "--reader", "Thư", "--reason", "dữ liệu cá nhân", name="Quản")[0] == 0
    assert "Quế" in run("search", "tro cap", name="Thư")[1]
    for words in (("search", "tro cap"), ("export", "--help")):
        assert "Quế" not in "".join(map(str, run(*words, name="Xem")))
    status, _, err = run("user-add", "Lạ", "--role", "viewer", name="Xem")
    assert status == 1
    assert "không có quyền quản lý người dùng" in err
    assert run("user-close", "Quản", name="Quản")[0] == 1, "the last administrator"
    found = json.loads(run("users", "--json", name="Quản")[1])
    assert {row["name"]: row["role"] for row in found} == {"Quản": "administrator", "Xem": "viewer", "Thư": "clerk"}
    assert run("restrict", "1", "--reason", "hết hạn", name="Quản")[0] == 0
    assert "Quế" in run("search", "tro cap", name="Xem")[1]
    assert run("sign-in-off", name="Quản")[0] == 0
    assert "Quế" in run("search", "tro cap")[1]


def test_the_password_may_come_as_a_line_of_input(run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("sign-in-on", "Quản")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\nrest"))
    assert run("users", name="Quản", password="")[0] == 0


def test_a_forgotten_password_is_set_anew_by_the_paper(run) -> None:
    status, code, _ = run("sign-in-on", "Quản")
    assert (status, len(code.strip())) == (0, 29)
    assert run("recover", "Quản", "--code", "AAAAA-AAAAA", new=OWN)[0] == 1
    assert run("recover", "Quản", "--code", code.strip().lower(), new=OWN)[0] == 0
    assert run("search", "tro cap", name="Quản")[0] == 1
    assert "Quế" in run("search", "tro cap", name="Quản", password=OWN)[1]
    assert len(run("recovery-code", name="Quản", password=OWN)[1].strip()) == 29
    run("user-add", "Thư", "--role", "clerk", name="Quản", password=OWN)
    assert run("user-password", "Thư", name="Quản", password=OWN)[0] == 0
