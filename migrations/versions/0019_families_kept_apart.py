"""families whose caregivers must not meet

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('family', schema=None) as batch_op:
        batch_op.add_column(sa.Column('apart', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('family', schema=None) as batch_op:
        batch_op.alter_column('apart', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('family', schema=None) as batch_op:
        batch_op.drop_column('apart')
