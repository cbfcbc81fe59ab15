"""the way back of motions

Revision ID: 0065
Revises: 0063
"""

import sqlalchemy as sa
from alembic import op

revision = '0065'
down_revision = '0063'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('motion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('back', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('motion', schema=None) as batch_op:
        batch_op.drop_column('back')
