"""The window: screens, views, models and dialogs. No rules and no SQL; every service is called through ``Jobs``."""

import builtins

import PySide6.QtCore  # noqa: F401  it puts the hook in place

# PySide reads the source of every module that is imported after it, to learn whether that switches its names to
# snake_case by ``__feature__``. Nothing here does, and it took a seventh of the start: the import of Python is put back.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
