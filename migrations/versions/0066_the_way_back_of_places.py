"""the way back of places

Revision ID: 0066
Revises: 0068
"""

import sqlalchemy as sa
from alembic import op

revision = '0066'
down_revision = '0068'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.add_column(sa.Column('back', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('changed_utc', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_column('changed_utc')
        batch_op.drop_column('back')
