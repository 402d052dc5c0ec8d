"""The schema files: each version once, none left out."""

from __future__ import annotations

from db.migrations import migrations, newest


def test_versions_follow_each_other_without_a_gap_or_a_twin() -> None:
    assert [m.version for m in migrations()] == list(range(1, newest() + 1))
