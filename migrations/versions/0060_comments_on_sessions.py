"""comments on sessions

Revision ID: 0060
Revises: 0059
"""

import sqlalchemy as sa
from alembic import op

revision = '0060'
down_revision = '0059'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('board_comment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('start_local', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('place_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_board_comment_place_id_place'), 'place', ['place_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index(batch_op.f('ix_board_comment_place_id'), ['place_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('board_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_board_comment_place_id'))
        batch_op.drop_constraint(batch_op.f('fk_board_comment_place_id_place'), type_='foreignkey')
        batch_op.drop_column('place_id')
        batch_op.drop_column('start_local')
