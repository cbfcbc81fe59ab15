"""comments, objections and votes on the board; what a season demands before a release

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('board_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('objection', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(length=2000), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at_utc', sa.DateTime(), nullable=False),
    sa.Column('answer', sa.String(length=2000), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_utc', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_utc', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_board_comment_answered_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_board_comment_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_board_comment_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_board_comment_season_id_season'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_comment'))
    )
    with op.batch_alter_table('board_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_comment_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_board_comment_season_id'), ['season_id'], unique=False)
    op.create_table('board_vote',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('choice', sa.Enum('yes', 'can_live', 'no', name='board_vote_choice', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('at_utc', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_board_vote_plan_id_plan'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_board_vote_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_vote')),
    sa.UniqueConstraint('plan_id', 'user_id', name=op.f('uq_board_vote_plan_id_user_id'))
    )
    with op.batch_alter_table('board_vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_vote_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_board_vote_user_id'), ['user_id'], unique=False)
    with op.batch_alter_table('season', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approvals_needed', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('family_approval', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('season', schema=None) as batch_op:
        batch_op.drop_column('family_approval')
        batch_op.drop_column('approvals_needed')
    op.drop_table('board_vote')
    op.drop_table('board_comment')
