"""the board step by step, and plans that were changed by hand

Revision ID: 0035
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('board_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('before_id', sa.Integer(), nullable=True),
    sa.Column('undoes_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at_utc', sa.DateTime(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['before_id'], ['plan.id'], name=op.f('fk_board_step_before_id_plan'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_board_step_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_board_step_plan_id_plan'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_board_step_season_id_season'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undoes_id'], ['board_step.id'], name=op.f('fk_board_step_undoes_id_board_step'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_step')),
    sa.UniqueConstraint('season_id', 'number', name=op.f('uq_board_step_season_id_number'))
    )
    with op.batch_alter_table('board_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_step_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_board_step_season_id'), ['season_id'], unique=False)
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('faults', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_column('faults')
    op.drop_table('board_step')
