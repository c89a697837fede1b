"""The first tables: log, tickets, people, access, message outbox."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables of the first version."""
    _make_log()
    _make_people()
    _make_tickets()
    _make_access()
    _make_outbox()


def _make_log() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
        sqlite_strict=True,
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("kiosk", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_event"),
        sqlite_strict=True,
    )
    op.create_index("ix_event_day", "event", ["day"])
    op.create_table(
        "day",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_day"),
        sqlite_strict=True,
    )
    op.create_table(
        "idempotency",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_idempotency"),
        sqlite_strict=True,
    )
    op.create_index("ix_idempotency_at", "idempotency", ["at"])


def _make_people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("blind_index", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number_ct", sa.LargeBinary(), nullable=True),
        sa.Column("name_ct", sa.LargeBinary(), nullable=True),
        sa.Column("phone_ct", sa.LargeBinary(), nullable=True),
        sa.Column("phone_until", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("blind_index", name="uq_person_blind_index"),
        sqlite_strict=True,
    )


def _make_tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("leg", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("verified", sa.Integer(), nullable=False),
        sa.Column("kiosk", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("seniority", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_ticket_person"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket"),
        sa.UniqueConstraint("day", "origin", "seq", "leg", name="uq_ticket_day_origin_seq_leg"),
        sqlite_strict=True,
    )
    op.create_table(
        "ticket_interval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("clerk", sa.Text(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name="fk_ticket_interval_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_interval"),
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_interval_ticket", "ticket_interval", ["ticket"])
    _unique_while("uq_ticket_interval_open_ticket", "ticket_interval", ["ticket"], "ended_at IS NULL")
    _unique_while(
        "uq_ticket_interval_open_counter",
        "ticket_interval",
        ["counter"],
        "ended_at IS NULL AND state IN ('called', 'serving')",
    )


def _make_access() -> None:
    op.create_table(
        "device",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paired_at", sa.Text(), nullable=False),
        sa.Column("revoked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_device"),
        sqlite_strict=True,
    )
    _unique_while("uq_device_in_use", "device", ["role", "name"], "revoked = 0")
    op.create_table(
        "pairing_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_pairing_code"),
        sqlite_strict=True,
    )
    op.create_table(
        "clerk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clerk"),
        sqlite_strict=True,
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerk.id"], name="fk_session_clerk"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
        sqlite_strict=True,
    )


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("template_values", sa.Text(), nullable=False),
        sa.Column("to_ct", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('queued', 'sent', 'failed')", name="ck_outbox_state"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("event_id", "channel", name="uq_outbox_event_id_channel"),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_state_next_at", "outbox", ["state", "next_at"])


def _unique_while(name: str, table: str, columns: list[str], condition: str) -> None:
    where: dict[str, Any] = {f"{op.get_bind().dialect.name}_where": sa.text(condition)}
    op.create_index(name, table, columns, unique=True, **where)
