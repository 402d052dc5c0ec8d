"""What the running program shows to others."""

from __future__ import annotations

import os
import sys

import pytest

from desktop.ui import running


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/vanthu/_internal")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/opt/vanthu/_internal/PySide6/Qt/plugins")
    return monkeypatch


def test_programs_opened_from_a_bundle_do_not_get_its_plugins(bundled: pytest.MonkeyPatch) -> None:
    running.give_back_environment()
    assert "QT_PLUGIN_PATH" not in os.environ
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/vanthu/_internal", "reading processes need it"


def test_what_the_user_had_set_comes_back(bundled: pytest.MonkeyPatch) -> None:
    bundled.setenv("QT_PLUGIN_PATH_ORIG", "/usr/local/lib")
    running.give_back_environment()
    assert os.environ["QT_PLUGIN_PATH"] == "/usr/local/lib"
    assert "QT_PLUGIN_PATH_ORIG" not in os.environ


def test_a_clone_leaves_the_environment_alone(bundled: pytest.MonkeyPatch) -> None:
    bundled.setattr(sys, "frozen", False, raising=False)
    running.give_back_environment()
    assert os.environ["QT_PLUGIN_PATH"].startswith("/opt/vanthu")
