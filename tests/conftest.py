"""What every test shares: no screen, no network, a fixed language."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
