"""What tests/intake has made: an office, files of all kinds, a pace that tests can wait for, fake readers."""

from __future__ import annotations

from tests.intake.conftest import office, pace, pdf, picture

__all__ = ["office", "pace", "pdf", "picture"]
