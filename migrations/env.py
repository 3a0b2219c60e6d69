"""Runs the migrations on the connection it is handed; sees only our tables, never the job engine's."""

from alembic import context

from workflows.model import db

OURS = set(db.metadata.tables)


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The job engine keeps its own tables in the same database; they are none of our business."""
    return kind != "table" or name in OURS


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    render_as_batch=True,
    include_name=is_ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
