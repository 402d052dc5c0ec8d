"""The two families of failure.

``OfficeError``: the world is not as it should be (a disk is full, a file is damaged, a number is taken, a form is
incomplete). It is expected, shown as one sentence in the user's language and survived. Anything else that is raised
is a bug of ours: it goes to the report dialog and the log.
"""

from __future__ import annotations

from desktop.core.words import Text


class OfficeError(Exception):
    """An expected failure: ``happened``, ``kept`` (what is safe) and ``todo`` (what the person can do), each a Text.

    ``code`` is a stable English word for tests and for JSON (``disk-full``, ``not-an-office``, …).
    """

    def __init__(self, code: str, happened: Text, todo: Text | None = None, kept: Text | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.happened = happened
        self.kept = kept
        self.todo = todo

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.happened, self.kept, self.todo) if part)


class StorageError(OfficeError):
    """The disk, the folder or the database file does not do what it is asked."""


class UnreadableScan(OfficeError):
    """A scan cannot be read: damaged, empty, encrypted, too large, not a document."""


class SecretLetter(OfficeError):
    """A page bears a secrecy stamp: it must not be in this program (Law on State Secrets 117/2025/QH15)."""


class RuleError(OfficeError):
    """What was asked goes against a rule of records work (a number reused, a void without a reason, …)."""


class NotFound(OfficeError):
    """There is no such letter, scan, directive, task or person."""
