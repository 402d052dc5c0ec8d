"""Every file name that stands in a database, whatever schema it has: what a backup brings is looked at before it is used."""

from __future__ import annotations

from db.connection import Database

_COLUMNS = (
    "SELECT t.name AS tab, c.name AS col FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
    " WHERE t.type = 'table' AND t.name <> 'directive'"  # a directive's path is its place in the letter's outline
    " AND (c.name = 'path' OR c.name LIKE '%\\_path' ESCAPE '\\')"
)


def named_files(db: Database) -> list[str]:
    """Return what stands in the columns ``path`` and ``…_path`` of all tables; those that are empty are left out."""
    found: list[str] = []
    for row in db.all(_COLUMNS):
        table, column = (str(name).replace('"', '""') for name in (row["tab"], row["col"]))
        found += map(str, db.column(f'SELECT "{column}" FROM "{table}" WHERE "{column}" <> \'\''))
    return found
