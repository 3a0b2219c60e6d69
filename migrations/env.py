"""Runs the migrations on the connection it is handed; sees only our tables, never the job engine's."""

from alembic import context

from workflows.model import db
from workflows.model.base import Instant
from workflows.model.guarded import GuardedJSON

OURS = set(db.metadata.tables)


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The job engine keeps its own tables in the same database; they are none of our business."""
    return kind != "table" or name in OURS


def plain(kind: str, item: object, _context: object) -> str | bool:
    """A migration is history: it names SQL types, never a class of ours that may change."""
    if kind == "type" and isinstance(item, GuardedJSON):
        return "sa.JSON()"
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    render_as_batch=True,
    include_name=is_ours,
    compare_type=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
