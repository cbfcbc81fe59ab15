"""mail that came back, and what a family needs for a session

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

WHY = ('words', 'maybe', 'outdated', 'sender', 'unclear')


def upgrade() -> None:
    op.create_table('received_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('caregiver_id', sa.Integer(), nullable=True),
    sa.Column('session_uid', sa.String(length=40), nullable=True),
    sa.Column('why', sa.Enum(*WHY, name='received_mail_why', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('sender', sa.String(length=254), nullable=False),
    sa.Column('words', sa.String(length=2000), nullable=False),
    sa.Column('complete', sa.Boolean(), nullable=False),
    sa.Column('received_utc', sa.DateTime(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['caregiver_id'], ['caregiver.id'], name=op.f('fk_received_mail_caregiver_id_caregiver'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_mail')),
    sa.UniqueConstraint('digest', name=op.f('uq_received_mail_digest'))
    )
    op.create_index(op.f('ix_received_mail_caregiver_id'), 'received_mail', ['caregiver_id'], unique=False)
    with op.batch_alter_table('rsvp', schema=None) as batch_op:
        batch_op.add_column(sa.Column('words', sa.String(length=2000), server_default='', nullable=False))
        batch_op.add_column(sa.Column('settled', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('rsvp', schema=None) as batch_op:
        batch_op.drop_column('settled')
        batch_op.drop_column('words')
    op.drop_table('received_mail')
