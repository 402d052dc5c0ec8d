"""Words for people: Vietnamese is the source, other languages are looked up when the text is shown.

``tr("Sổ văn bản đến")`` gives a Text; ``str()`` of it is the sentence in the language of the moment, so that the
language can change while the program runs. The catalogues are TOML tables "Vietnamese" = "English" below
``resources/translations``; whoever starts the program installs one with ``use_language``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_catalogue: dict[str, str] = {}
_language = "vi"


@dataclass(frozen=True)
class Text:
    """A Vietnamese sentence with named gaps, e.g. ``Text("Đã nhận {n} tệp", {"n": 3})``; ``str()`` translates and fills it."""

    source: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        pattern = _catalogue.get(self.source, self.source)
        return pattern.format(**self.values) if self.values else pattern

    def __bool__(self) -> bool:
        return bool(self.source)


def tr(source: str, **values: object) -> Text:
    """Mark ``source`` (a literal, so that the catalogue test finds it) as a text for people, to be shown later."""
    return Text(source, values)


def say(source: str, **values: object) -> str:
    """Return ``source`` in the language of the moment, with its gaps filled: ``str(tr(source, **values))``."""
    return str(Text(source, values))


def use_language(language: str, catalogue: Mapping[str, str]) -> None:
    """Show every text in ``language`` ('vi', 'en') from now on; ``catalogue`` maps the Vietnamese source to it."""
    global _language  # noqa: PLW0603  one window shows one language
    _language = language
    _catalogue.clear()
    _catalogue.update(catalogue)


def language() -> str:
    """Return the language shown now: 'vi' or 'en'."""
    return _language
