"""The log becomes a chain, its heads are signed, machines may hold certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hallcall.server.storage import chain

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PAGE = 1000
_COLUMNS = "seq, epoch, at, day, cause, actor, type, data, queue, counter, kiosk"


def upgrade() -> None:
    """Add the hashes and compute those of all events so far; add signed heads and certificates."""
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("hash", sa.LargeBinary(), nullable=True))
    _link_all()
    with op.batch_alter_table("event") as table:
        table.alter_column("hash", existing_type=sa.LargeBinary(), nullable=False)
    op.create_table(
        "signed_head",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_signed_head"),
        sqlite_strict=True,
    )
    op.create_table(
        "certificate",
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("serial", name="pk_certificate"),
        sqlite_strict=True,
    )
    op.create_index("ix_certificate_role_name", "certificate", ["role", "name"])


def _link_all() -> None:
    connection = op.get_bind()
    after, head = 0, chain.START
    page = sa.text(f"SELECT {_COLUMNS} FROM event WHERE seq > :after ORDER BY seq LIMIT {_PAGE}")  # noqa: S608 - constants
    write = sa.text("UPDATE event SET hash = :hash WHERE seq = :seq")
    while rows := connection.execute(page, {"after": after}).all():
        links: list[dict[str, object]] = []
        for row in rows:
            head = chain.link(head, (*row,))
            after = row[0]
            links.append({"hash": head, "seq": after})
        connection.execute(write, links)
