"""what a caregiver's calendar was told by mail

Revision ID: 0041
Revises: 0055
"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0055'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mailed_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('caregiver_id', sa.Integer(), nullable=False),
    sa.Column('session_uid', sa.String(length=40), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('holds', sa.Boolean(), nullable=False),
    sa.Column('stamp_utc', sa.DateTime(), nullable=False),
    sa.Column('reply_stamp_utc', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['caregiver_id'], ['caregiver.id'], name=op.f('fk_mailed_invitation_caregiver_id_caregiver'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailed_invitation')),
    sa.UniqueConstraint('caregiver_id', 'session_uid', name=op.f('uq_mailed_invitation_caregiver_id_session_uid'))
    )
    op.create_index(op.f('ix_mailed_invitation_caregiver_id'), 'mailed_invitation', ['caregiver_id'], unique=False)


def downgrade() -> None:
    op.drop_table('mailed_invitation')
