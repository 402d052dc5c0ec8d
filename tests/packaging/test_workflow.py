"""The build workflow, the installer and the scripts, held against what they name. No YAML reader is among the
dependencies: the workflow is read by its lines, which is also what a person checks."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from desktop.ui.running import MUTEX

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import bundling  # noqa: E402

WORKFLOW = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
INSTALLER = (ROOT / "packaging" / "windows" / "vanthu.iss").read_text(encoding="utf-8-sig")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def section(name: str) -> list[str]:
    """The lines of a section of the installer's script, without comments and empty lines."""
    body = re.search(rf"^\[{name}\]$(.*?)(?=^\[|\Z)", INSTALLER, re.MULTILINE | re.DOTALL)
    assert body, name
    return [line for line in body[1].splitlines() if line.strip() and not line.startswith(";")]


def setup(name: str) -> str:
    return next(line.split("=", 1)[1] for line in section("Setup") if line.startswith(f"{name}="))


def test_the_workflow_is_two_jobs_without_tabs_or_odd_indents() -> None:
    assert "\t" not in WORKFLOW
    assert re.findall(r"^  (\w+):$", WORKFLOW.split("\njobs:\n", 1)[1], re.MULTILINE) == ["linux", "windows"]
    for line in WORKFLOW.splitlines():
        assert (len(line) - len(line.lstrip(" "))) % 2 == 0, line


def test_every_action_is_pinned_to_a_commit_with_its_version() -> None:
    used = re.findall(r"uses: (\S+?)@(\S+)(.*)", WORKFLOW)
    assert len(used) >= 5
    for name, commit, remark in used:
        assert re.fullmatch(r"[0-9a-f]{40}", commit), name
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", remark), name
    assert {name for name, _, _ in used} == {"actions/checkout", "actions/setup-python", "actions/upload-artifact"}


def test_each_job_tests_builds_and_keeps_what_it_built() -> None:
    linux, windows = WORKFLOW.split("  linux:\n", 1)[1].split("  windows:\n")
    for job, wanted in (
        (linux, [".ci/run", "./bundle", "mypy --platform win32", "upload-artifact"]),
        (windows, ["pytest tests/core", "PyInstaller build.spec", "vanthu-cli.exe demo", "iscc", "upload-artifact"]),
    ):
        places = [job.index(text) for text in wanted]
        assert places[-1] == max(places)
    assert "permissions:\n  contents: read" in WORKFLOW
    assert "secrets." not in WORKFLOW
    assert "sha256sum --check" in windows


def test_every_file_the_workflow_names_is_there() -> None:
    named = re.findall(r"(?:tests|packaging|\.ci)[/\\][\w/\\.]+|build\.spec|requirements\.lock", WORKFLOW)
    assert len(named) > 8
    assert [name for name in named if not (ROOT / name.replace("\\", "/")).exists()] == []
    assert f'python-version: "{PROJECT["requires-python"].removeprefix(">=")}"' in WORKFLOW


def test_the_installer_names_what_the_build_makes() -> None:
    assert f'#define Version "{bundling.version()}"' in INSTALLER
    spec = (ROOT / "build.spec").read_text(encoding="utf-8")
    programs = {f"{name}.exe" for name in re.findall(r'program\("([\w-]+)"', spec)}
    assert programs == {"vanthu.exe", "vanthu-cli.exe"}
    assert set(re.findall(r"\{app\}\\([\w-]+\.exe)", INSTALLER)) <= programs
    assert setup("SetupIconFile").endswith("vanthu.ico")
    assert '"vanthu.ico"' in spec
    assert (ROOT / "packaging" / "windows" / setup("LicenseFile").replace("\\", "/")).resolve() == ROOT / "LICENSE"
    assert 'name="vanthu"' in spec
    assert setup("DefaultDirName") == r"{localappdata}\Programs\VanThu"


def test_the_installer_waits_for_the_running_program_and_leaves_no_older_file() -> None:
    assert setup("AppMutex") == MUTEX
    assert setup("PrivilegesRequired") == "lowest"
    assert section("InstallDelete") == ['Type: filesandordirs; Name: "{app}\\_internal"']
    assert all("uninsneveruninstall" in line for line in section("Dirs"))
    assert all(line.startswith("Root: HKCU") for line in section("Registry")), "for this user alone"


def test_the_installer_speaks_vietnamese() -> None:
    assert section("Languages") == ['Name: "vi"; MessagesFile: "compiler:Default.isl,vietnamese.isl"']
    told = (ROOT / "packaging" / "windows" / "vietnamese.isl").read_text(encoding="utf-8-sig")
    rows = dict(line.split("=", 1) for line in told.splitlines() if "=" in line and not line.startswith(";"))
    for name in (
        "WelcomeLabel1",
        "ButtonNext",
        "ButtonInstall",
        "SetupAppRunningError",
        "ConfirmUninstall",
        "WizardReady",
    ):
        assert rows[name]
    places = {
        "SetupAppRunningError": {"%1"},
        "UninstallAppRunningError": {"%1"},
        "ConfirmUninstall": {"%1"},
        "LastErrorMessage": {"%1", "%2", "%3"},
    }
    for name, wanted in places.items():
        assert set(re.findall(r"%\d", rows[name])) == wanted, name
    used = set(re.findall(r"\{cm:(\w+)\}", INSTALLER)) | set(re.findall(r"CustomMessage\('(\w+)'\)", INSTALLER))
    assert used == {line.split("=")[0].removeprefix("vi.") for line in section("CustomMessages")}


def test_the_lock_holds_what_the_project_asks_for() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE):
        locked.setdefault(canonicalize_name(name), set()).add(version)
    for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        versions = locked.get(canonicalize_name(wanted.name), set())
        assert any(wanted.specifier.contains(version) for version in versions), text
    pinned = re.split(r"^(?=[A-Za-z0-9._-]+==)", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in pinned)


@pytest.mark.parametrize("script", ["run", "test", "bench", "bundle", ".ci/run", ".ci/setup.sh", "packaging/trial.sh"])
def test_every_script_is_plain_sh_and_may_be_started(script: str) -> None:
    file = ROOT / script
    assert b"\r" not in file.read_bytes()
    if sys.platform == "win32":
        pytest.skip("no sh there")
    assert script == ".ci/setup.sh" or file.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", file], check=True)


def test_what_the_tools_leave_is_not_put_under_version_control() -> None:
    ignored = shlex.split((ROOT / ".gitignore").read_text(encoding="utf-8"))
    wanted = {
        "/.venv/",
        "__pycache__/",
        "/build/",
        "/dist/",
        "*.egg-info/",
        "/resources/tessdata/",
        "/resources/fonts/",
    }
    assert wanted | {"/.mypy_cache/", "/.ruff_cache/", "/.pytest_cache/", "/.hypothesis/"} <= set(ignored)
