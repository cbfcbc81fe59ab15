"""requirements of a run

Revision ID: 0068
Revises: 0065
"""

import sqlalchemy as sa
from alembic import op

revision = '0068'
down_revision = '0065'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.add_column(sa.Column('requirements_hash', sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.drop_column('requirements_hash')
