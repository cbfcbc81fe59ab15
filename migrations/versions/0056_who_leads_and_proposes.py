"""who leads and plans events, and what is proposed

Revision ID: 0056
Revises: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event_co_lead',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_co_lead_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_event_co_lead_partner_id_partner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_co_lead')),
    sa.UniqueConstraint('event_id', 'partner_id', name=op.f('uq_event_co_lead_event_id_partner_id'))
    )
    with op.batch_alter_table('event_co_lead', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_co_lead_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_co_lead_partner_id'), ['partner_id'], unique=False)
    op.create_table('event_planner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('from_group', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_planner_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_event_planner_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_planner')),
    sa.UniqueConstraint('event_id', 'user_id', name=op.f('uq_event_planner_event_id_user_id'))
    )
    with op.batch_alter_table('event_planner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_planner_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_planner_user_id'), ['user_id'], unique=False)
    op.create_table('event_proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('season_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('times', sa.String(length=500), nullable=False),
    sa.Column('text', sa.String(length=2000), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('caregiver_id', sa.Integer(), nullable=True),
    sa.Column('at_utc', sa.DateTime(), nullable=False),
    sa.Column('outcome', sa.Enum('taken_up', 'declined', name='event_proposal_outcome', native_enum=False, create_constraint=True, length=30), nullable=True),
    sa.Column('answer', sa.String(length=2000), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_utc', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_event_proposal_answered_by_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['caregiver_id'], ['caregiver.id'], name=op.f('fk_event_proposal_caregiver_id_caregiver'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_proposal_event_id_event'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['season_id'], ['season.id'], name=op.f('fk_event_proposal_season_id_season'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_event_proposal_user_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_proposal'))
    )
    with op.batch_alter_table('event_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_proposal_caregiver_id'), ['caregiver_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_proposal_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_proposal_season_id'), ['season_id'], unique=False)


def downgrade() -> None:
    op.drop_table('event_proposal')
    op.drop_table('event_planner')
    op.drop_table('event_co_lead')
