"""Makes packaging/wheels.toml: for each locked dependency, the wheel that a Windows PC installs.

Run ``python packaging/wheels.py`` after remaking requirements.lock: uv resolves the lock for Windows, wheels only. The
test that reads the list asks no network.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "packaging" / "wheels.toml"
_FITS = re.compile(r"-(?:cp311-cp311|cp3\d+-abi3|py3|py2\.py3)-?(?:none)?-(?:win_amd64|any)\.whl$")
_HEAD = "# Made by packaging/wheels.py: the wheel of each locked dependency for Windows (CPython 3.11, win_amd64).\n"


def resolved() -> list[dict[str, object]]:
    """Return the packages of the lock as uv resolves them for Windows; fails when one has no wheel."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "pylock.toml"
        command = ["uv", "pip", "compile", "--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
        command += ["--only-binary", ":all:", "--format", "pylock.toml", "--extra", "dev", "-q", "-o", str(out)]
        subprocess.run([*command, "-c", "requirements.lock", "pyproject.toml"], cwd=ROOT, check=True)
        found: list[dict[str, object]] = tomllib.loads(out.read_text(encoding="utf-8"))["packages"]
        return found


def main() -> None:
    lines = [_HEAD]
    for package in resolved():
        wheels = package["wheels"]
        assert isinstance(wheels, list)
        wheel = next(w for w in wheels if _FITS.search(str(w["url"])))
        file = str(wheel["url"]).rsplit("/", 1)[-1]
        name = f"{package['name']}=={package['version']}"
        lines.append(f'"{name}" = {{ file = "{file}", sha256 = "{wheel["hashes"]["sha256"]}" }}\n')
    LIST.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
