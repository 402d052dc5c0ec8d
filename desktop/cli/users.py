"""Signing in, users, and letters that only some may see, from a terminal."""

from __future__ import annotations

import os

import click

from desktop.cli.frame import Frame, ask_password, pass_frame, put_json, tell
from desktop.core.rights import ROLES, AccountRole
from desktop.core.words import say
from desktop.services import letters, recovery, restricted, sign_in
from desktop.services.office import Office


@click.command("users")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def users(frame: Frame, as_json: bool) -> None:
    """List who may sign in."""
    found = sign_in.accounts(frame.open(read_only=True))
    if as_json:
        put_json([{"name": a.name, "role": a.role, "active": a.active} for a in found])
    else:
        for account in found:
            click.echo(f"{account.name}\t{account.role}\t{'' if account.active else say('đã khóa')}".rstrip())


@click.command("sign-in-on")
@click.argument("name")
@pass_frame
def switch_on(frame: Frame, name: str) -> None:
    """Ask for signing in from now on; NAME is the administrator (password: $VANTHU_NEW_PASSWORD or asked)."""
    office = frame.open()
    sign_in.switch_on(office, name, _new_password())
    tell(say("Đăng nhập đang bật: mỗi người làm việc theo vai trò của mình."))
    _put_code(office)


@click.command("sign-in-off")
@pass_frame
def switch_off(frame: Frame) -> None:
    """Ask for signing in no longer."""
    sign_in.switch_off(frame.open())
    tell(say("Đăng nhập đang tắt: ai ngồi vào máy cũng làm được mọi việc."))


@click.command("user-add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--person", help="who it is among the office's people")
@pass_frame
def user_add(frame: Frame, name: str, role: AccountRole, person: str | None) -> None:
    """Let somebody sign in."""
    from desktop.services import people

    office = frame.open()
    person_id = people.find_person(office, person).id if person else None
    sign_in.add_account(office, name, _new_password(), role, person_id=person_id)


@click.command("own-password")
@pass_frame
def own_password(frame: Frame) -> None:
    """Choose another password for whoever --as names (the new one: $VANTHU_NEW_PASSWORD or asked)."""
    office = frame.open()
    sign_in.change_own_password(office, frame.password or "", _new_password())
    tell(say("Đã đổi mật khẩu."))


@click.command("user-password")
@click.argument("name")
@pass_frame
def user_password(frame: Frame, name: str) -> None:
    """Give somebody another password, to be changed at the next sign-in."""
    office = frame.open()
    sign_in.set_password(office, sign_in.account(office, name).id, _new_password())


@click.command("recovery-code")
@pass_frame
def recovery_code(frame: Frame) -> None:
    """Make a new recovery code for an administrator who forgets the password, and print it."""
    _put_code(frame.open())


@click.command("recover")
@click.argument("name")
@click.option("--code", required=True, help="as it stands on the recovery sheet")
@pass_frame
def recover(frame: Frame, name: str, code: str) -> None:
    """Give the administrator NAME another password by the recovery code."""
    recovery.recover(frame.open(sign_in=False), code, name, _new_password())
    tell(say("Đã đổi mật khẩu."))


@click.command("user-close")
@click.argument("name")
@pass_frame
def user_close(frame: Frame, name: str) -> None:
    """Let somebody sign in no longer."""
    office = frame.open()
    sign_in.close_account(office, sign_in.account(office, name).id)


@click.command("restrict")
@click.argument("letter")
@click.option("--reader", "readers", multiple=True, help="a user who may see it; without one everybody may again")
@click.option("--reason", required=True)
@pass_frame
def restrict(frame: Frame, letter: str, readers: tuple[str, ...], reason: str) -> None:
    """Let only some see a letter (personal data), or everybody again."""
    office = frame.open()
    found = letters.find_letter(office, letter)
    if readers:
        restricted.restrict(office, found.id, [sign_in.account(office, name).id for name in readers], reason)
    else:
        restricted.lift(office, found.id, reason)


def _new_password() -> str:
    return os.environ.get("VANTHU_NEW_PASSWORD") or ask_password()


def _put_code(office: Office) -> None:
    click.echo(recovery.make_code(office))
    tell(say("Đây là mã khôi phục quyền quản trị: ghi ra giấy, cất vào két. Mã chỉ hiện lần này."))


COMMANDS = (
    *(users, switch_on, switch_off, user_add, user_close, restrict),
    *(own_password, user_password, recovery_code, recover),
)
