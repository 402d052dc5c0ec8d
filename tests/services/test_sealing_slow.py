"""A PC that is slow for a moment: the library refuses to try a passphrase, which is not the same as a wrong one."""

from __future__ import annotations

import pyrage
import pytest

from desktop.core.errors import RuleError
from desktop.services import sealing
from desktop.services.sealing import Key, unlock

KEY = Key("age1x", b"locked")
SLOW = pyrage.DecryptError("Excessive work parameter for passphrase.\nDecryption would take around 16 seconds.")


def refusing(monkeypatch, times: int, last: object) -> None:
    answers = iter([SLOW] * times + [last] * 10)

    def decrypt(_locked, _passphrase):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(sealing.pyrage, "passphrase", type("P", (), {"decrypt": staticmethod(decrypt)}))


def test_it_is_tried_again(monkeypatch):
    refusing(monkeypatch, 3, b"AGE-SECRET-KEY-1X")
    assert unlock(KEY, "bốn từ không liên quan").words == "AGE-SECRET-KEY-1X"


@pytest.mark.parametrize(
    ("times", "last", "code"),
    [(20, b"", "too-slow"), (2, pyrage.DecryptError("Decryption failed"), "wrong-passphrase")],
)
def test_what_is_said_when_it_stays_slow_and_when_it_is_wrong(monkeypatch, times, last, code):
    refusing(monkeypatch, times, last)
    with pytest.raises(RuleError) as told:
        unlock(KEY, "bốn từ không liên quan")
    assert told.value.code == code
