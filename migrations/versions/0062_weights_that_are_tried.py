"""weights that are tried

Revision ID: 0062
Revises: 0061
"""

import sqlalchemy as sa
from alembic import op

revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('board_wish', schema=None) as batch_op:
        batch_op.add_column(sa.Column('weight', sa.Double(), nullable=True))
        batch_op.drop_constraint(op.f('ck_board_wish_board_wish_kind'), type_='check')
        batch_op.create_check_constraint('board_wish_kind', "kind IN ('pin', 'free', 'cap', 'floor', 'weight')")


def downgrade() -> None:
    op.execute("DELETE FROM board_wish WHERE kind = 'weight'")
    with op.batch_alter_table('board_wish', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_board_wish_board_wish_kind'), type_='check')
        batch_op.create_check_constraint('board_wish_kind', "kind IN ('pin', 'free', 'cap', 'floor')")
        batch_op.drop_column('weight')
