"""The database made ready: migrations up to the newest, the drawings adopted; knows no page."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from workflows.cases import adopt
from workflows.model import clock, db

ROOT = Path(__file__).resolve().parents[1]
TABLES_OF = {"base_application": ("application_completeness", "panel_conclusion")}


def prepare() -> None:
    """Bring the schema up to date and adopt the drawings of this edition; safe to repeat."""
    upgrade()
    adopt_drawings()


def upgrade(revision: str = "head") -> None:
    """Run the migrations on the application's own engine, in one transaction."""
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        command.upgrade(_config(connection), revision)


def downgrade(revision: str) -> None:
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        command.downgrade(_config(connection), revision)


def revise(message: str) -> None:
    """Write a new migration from what the tables have become (a developer's command)."""
    with db.engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def differences() -> list[object]:
    """What the models say and the migrated database does not; empty when they agree."""
    options = {
        "compare_type": True,
        "include_name": lambda name, kind, _: kind != "table" or name in db.metadata.tables,
    }
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, db.metadata))


def adopt_drawings() -> None:
    """Make the drawings and tables in bpmn/ the newest edition; the same bytes change nothing."""
    for process, tables in TABLES_OF.items():
        xml = (ROOT / "bpmn" / f"{process}.bpmn").read_bytes()
        dmn = {name: (ROOT / "bpmn" / f"{name}.dmn").read_bytes() for name in tables}
        adopt(process, xml, dmn, clock.now())


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config
