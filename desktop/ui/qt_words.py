"""Qt's own buttons and dialogs in Vietnamese. Qt ships no Vietnamese of its own, so the words are a table of ours."""

from __future__ import annotations

import tomllib
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator
from shiboken6 import isValid

import resources

#: What was installed: to seek it among the program's children costs the start several milliseconds.
_installed: list[QtWords] = []


class QtWords(QTranslator):
    """Answers Qt's own English words from our table; what is not in it stays as it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table()

    def isEmpty(self) -> bool:
        return not self._table

    def translate(
        self,
        context: str | bytes,  # noqa: ARG002
        sourceText: str | bytes,  # noqa: N803
        disambiguation: str | bytes | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        source = sourceText if isinstance(sourceText, str) else bytes(sourceText).decode()
        return self._table.get(source, source)


@cache
def table() -> dict[str, str]:
    """Return the words: Qt's English → Vietnamese."""
    return tomllib.loads(resources.path("translations", "qt_vi.toml").read_text(encoding="utf-8"))


def install(app: QCoreApplication, language: str, former: QtWords | None = None) -> QtWords | None:
    """Make Qt speak ``language`` from now on; takes away ``former`` and whatever else an earlier window installed, and
    returns what was installed."""
    for old in {*_installed, *([former] if former is not None else [])}:
        if isValid(old):
            app.removeTranslator(old)
            old.setParent(None)
    _installed.clear()
    QLocale.setDefault(QLocale("vi_VN" if language == "vi" else "en_GB"))
    if language != "vi":
        return None
    words = QtWords(app)
    app.installTranslator(words)
    _installed.append(words)
    return words
