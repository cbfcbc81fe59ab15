"""rates of families in two groups at once, and the part of a plan's cost that grows with those who come

Revision ID: 0051
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('family_cost_cents', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('pairs', sa.JSON(), server_default='[]', nullable=False))
    # how much of the cost of an older plan grows with families is not known: all of it may
    op.execute('UPDATE plan SET family_cost_cents = cost_cents')


def downgrade() -> None:
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_column('pairs')
        batch_op.drop_column('family_cost_cents')
