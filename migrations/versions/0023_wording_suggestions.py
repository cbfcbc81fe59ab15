"""better words that readers suggest

Revision ID: 0023
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("said", sa.String(length=500), nullable=False),
        sa.Column("better", sa.String(length=500), nullable=False),
        sa.Column("received_utc", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_suggestion")),
    )
    with op.batch_alter_table("wording_suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_suggestion_received_utc"), ["received_utc"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("wording_suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wording_suggestion_received_utc"))
    op.drop_table("wording_suggestion")
