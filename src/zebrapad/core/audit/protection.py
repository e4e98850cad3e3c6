"""The database itself refuses to change or remove a line of the trail.

An application that is taken over could still write with the database's own rights; the
chain of digests shows that, and this stops all that goes through the application's SQL.
"""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "a line of the trail is never changed or removed"
# By database, for each has a way round the others' refusals: SQLite's INSERT OR REPLACE takes
# a line away without its DELETE being asked, and TRUNCATE asks no trigger of a row.
ACTS = {
    "sqlite": ("UPDATE", "DELETE", "REPLACE"),
    "postgresql": ("UPDATE", "DELETE", "TRUNCATE"),
}

SQLITE = """
CREATE TRIGGER {name} BEFORE {act} ON audit_entry
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
SQLITE_REPLACE = """
CREATE TRIGGER {name} BEFORE INSERT ON audit_entry
WHEN EXISTS (
    SELECT 1 FROM audit_entry
    WHERE id = NEW.id OR (city_id = NEW.city_id AND number = NEW.number)
)
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_entry_stands() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
POSTGRES = """
CREATE TRIGGER {name} BEFORE {act} ON audit_entry
FOR EACH {each} EXECUTE FUNCTION audit_entry_stands()
"""


def acts(database: BaseDatabaseWrapper) -> tuple[str, ...]:
    """What this database has to be told to refuse."""
    return ACTS[database.vendor]


def _name(act: str) -> str:
    return f"audit_entry_no_{act.lower()}"


def put(database: BaseDatabaseWrapper, act: str) -> None:
    """Refuse an act from now on; one that is refused already stays so."""
    lift(database, act)
    words = {"name": _name(act), "act": act, "refusal": REFUSAL}
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            each = "STATEMENT" if act == "TRUNCATE" else "ROW"
            cursor.execute(POSTGRES_FUNCTION.format(**words))
            cursor.execute(POSTGRES.format(each=each, **words))
        else:
            wording = SQLITE_REPLACE if act == "REPLACE" else SQLITE
            cursor.execute(wording.format(**words))


def lift(database: BaseDatabaseWrapper, act: str) -> None:
    """For a migration that rebuilds the table, and for tests that break the chain on purpose."""
    on = " ON audit_entry" if database.vendor == "postgresql" else ""
    with database.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {_name(act)}{on}")


def missing() -> list[str]:
    """The acts that nothing refuses any more: a rebuilt table loses its triggers."""
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM {table} WHERE {column} LIKE 'audit_entry_no_%%'"  # noqa: S608 - two constants
        )
        there = {row[0] for row in cursor.fetchall()}
    return [act for act in acts(connection) if _name(act) not in there]
