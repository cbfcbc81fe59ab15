"""keyed hashes of the families that came from the school district's list

Revision ID: 0071
Revises: 0070
"""

import sqlalchemy as sa
from alembic import op

revision = '0071'
down_revision = '0070'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'roster_key',
        sa.Column('hash', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('hash', name=op.f('pk_roster_key')),
    )


def downgrade() -> None:
    op.drop_table('roster_key')
