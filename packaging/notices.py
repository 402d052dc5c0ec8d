"""Writes the notices of all that the bundle holds of others: ``python packaging/notices.py FILE``.

The Python packages are those that pyproject.toml asks for here, with what they ask for in turn; each with its licence and
the texts its wheel carries. The rest stands in licences/others.toml. A package without a licence that a government office
may take along ends the build.
"""

from __future__ import annotations

import re
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "packaging" / "licences"
_LEFT_OUT = {"pip", "setuptools"}  # asked for by packages that would install more; not in the bundle
_KNOWN = {"pyrage": "MIT", "pypdfium2": "BSD-3-Clause OR Apache-2.0 (and what PDFium holds)"}
_FINE = re.compile(r"\b(MIT|BSD|0BSD|Apache|PSF|LGPL|MPL|Zlib|HPND|CC0|ISC|Public Domain|Dual License)", re.IGNORECASE)
_NOT_FINE = re.compile(r"(?<!L)\bA?GPL|Affero|SSPL|proprietary|non-?commercial", re.IGNORECASE)
_TEXT = re.compile(r"(licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)
_RULE = "=" * 100


def packages() -> dict[str, Distribution]:
    """Return name → distribution of every package the program runs with on this machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Distribution] = {}
    waiting = [Requirement(text) for text in project["project"]["dependencies"]]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or name in _LEFT_OUT or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(wanted.name)
        waiting += [Requirement(text) for text in found[name].requires or []]
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """Return the licence a package states, "" when it states none."""
    told: Any = package.metadata
    name = canonicalize_name(told["Name"])
    if name in _KNOWN:
        return _KNOWN[name]
    classes = [c.rsplit(" :: ", 1)[-1] for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    stated = (told["License-Expression"] or told["License"] or "").strip()
    return stated if stated and "\n" not in stated else ", ".join(classes)


def allowed(words: str) -> bool:
    """Tell whether a licence may go along: a free one, and of several to choose from, one that is not the GPL."""
    choices = re.split(r"\s+OR\s+", words)
    return any(_FINE.search(choice) and not _NOT_FINE.search(choice) for choice in choices)


def page() -> str:
    """Return the whole text. Ends the build with a sentence when a package may not go along."""
    parts = [_head()]
    for name, package in packages().items():
        words = licence(package)
        if not allowed(words):
            sys.exit(f"build.spec: {name} is licensed «{words}»; it may not go into the bundle")
        parts.append(_part(f"{package.metadata['Name']} {package.version}", words, _texts(package)))
    for other in tomllib.loads((LICENCES / "others.toml").read_text(encoding="utf-8"))["part"]:
        texts = [(LICENCES / file).read_text(encoding="utf-8") for file in other["text"]]
        if other["name"] == "Python":
            texts += _python_licence()
        told = "\n".join(filter(None, [other["by"], other.get("note", "")]))
        parts.append(_part(other["name"], other["licence"], [told, *texts]))
    return "\n".join(parts)


def _head() -> str:
    return (
        "Văn Thư được phát hành theo giấy phép MIT. Chương trình mang theo các phần mềm, phông chữ và dữ liệu sau đây của\n"
        "người khác, mỗi thứ theo giấy phép của nó.\n\n"
        "Văn Thư is released under the MIT licence. It carries the following software, faces and data of others, each\n"
        "under its own licence.\n"
    )


def _part(name: str, words: str, texts: list[str]) -> str:
    return f"{_RULE}\n{name}\n{words}\n{_RULE}\n\n" + "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"


def _texts(package: Distribution) -> list[str]:
    inside = [file for file in package.files or [] if ".dist-info" in file.parts[0]]
    files = [file for file in inside if "licenses" in file.parts or _TEXT.search(file.name)]
    return [Path(str(file.locate())).read_text(encoding="utf-8", errors="replace") for file in sorted(files)]


def _python_licence() -> list[str]:
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    return [file.read_text(encoding="utf-8") for file in places if file.is_file()][:1]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
