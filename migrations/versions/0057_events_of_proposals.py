"""events that are made of proposals

Revision ID: 0057
Revises: 0056
"""

import sqlalchemy as sa
from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('withdrawn_utc', sa.DateTime(), nullable=True))
    with op.batch_alter_table('event_proposal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('format', sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column('group_keys', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('made_event_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_event_proposal_made_event_id_event'), 'event', ['made_event_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('event_proposal', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_event_proposal_made_event_id_event'), type_='foreignkey')
        batch_op.drop_column('made_event_id')
        batch_op.drop_column('group_keys')
        batch_op.drop_column('format')
        batch_op.drop_column('minutes')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_column('withdrawn_utc')
