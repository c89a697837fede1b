"""Runs the steps on the connection that the caller hands over; there is no configuration file."""

from __future__ import annotations

from alembic import context

from hallcall.server.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most things in place: a step copies the table instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
