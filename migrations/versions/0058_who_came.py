"""how many families came to a session

Revision ID: 0058
Revises: 0057
"""

import sqlalchemy as sa
from alembic import op

revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('session_count',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=False),
    sa.Column('session_uid', sa.String(length=40), nullable=False),
    sa.Column('families', sa.Integer(), nullable=False),
    sa.Column('by_support', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('noted_utc', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_session_count_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_session_count_season_id_season'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_count')),
    sa.UniqueConstraint('season_id', 'session_uid', name=op.f('uq_session_count_season_id_session_uid'))
    )
    with op.batch_alter_table('session_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_count_season_id'), ['season_id'], unique=False)


def downgrade() -> None:
    op.drop_table('session_count')
