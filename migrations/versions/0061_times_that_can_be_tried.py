"""times that can be tried

Revision ID: 0061
Revises: 0060
"""

import sqlalchemy as sa
from alembic import op

revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('event_proposal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('start_local', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('event_proposal', schema=None) as batch_op:
        batch_op.drop_column('start_local')
