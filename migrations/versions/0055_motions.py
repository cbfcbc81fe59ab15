"""changes of a season's rules that co-planners vote on

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('motion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('floor', 'weight', 'step', 'rule', 'add_group', 'remove_group', 'trade', name='motion_kind', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at_utc', sa.DateTime(), nullable=False),
    sa.Column('outcome', sa.Enum('carried', 'lost', 'withdrawn', 'void', name='motion_outcome', native_enum=False, create_constraint=True, length=30), nullable=True),
    sa.Column('decided_utc', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_motion_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_motion_season_id_season'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_motion'))
    )
    with op.batch_alter_table('motion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_motion_season_id'), ['season_id'], unique=False)
    op.create_table('motion_vote',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('choice', sa.Enum('yes', 'can_live', 'no', name='motion_vote_choice', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('at_utc', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_motion_vote_motion_id_motion'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_motion_vote_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_motion_vote')),
    sa.UniqueConstraint('motion_id', 'user_id', name=op.f('uq_motion_vote_motion_id_user_id'))
    )
    with op.batch_alter_table('motion_vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_motion_vote_motion_id'), ['motion_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_motion_vote_user_id'), ['user_id'], unique=False)


def downgrade() -> None:
    op.drop_table('motion_vote')
    op.drop_table('motion')
