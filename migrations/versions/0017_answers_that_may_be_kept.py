"""a caregiver says whether their answers may be kept

Revision ID: 0017
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('may_keep', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.alter_column('may_keep', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_column('may_keep')
