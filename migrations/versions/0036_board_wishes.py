"""what the next plan is held to

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('board_wish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('pin', 'free', 'cap', 'floor', name='board_wish_kind', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('start_local', sa.DateTime(), nullable=True),
    sa.Column('end_local', sa.DateTime(), nullable=True),
    sa.Column('cents', sa.Integer(), nullable=True),
    sa.Column('set_key', sa.String(length=60), nullable=True),
    sa.Column('rate', sa.Double(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('made_utc', sa.DateTime(), nullable=False),
    sa.Column('withdrawn_utc', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_board_wish_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_board_wish_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_board_wish_place_id_place'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_board_wish_season_id_season'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_wish'))
    )
    with op.batch_alter_table('board_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_wish_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_board_wish_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_board_wish_season_id'), ['season_id'], unique=False)
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wishes', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('trial', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_column('trial')
        batch_op.drop_column('wishes')
    op.drop_table('board_wish')
