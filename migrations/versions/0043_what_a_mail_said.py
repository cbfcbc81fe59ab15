"""what a mail that does not count said all the same

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('received_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('said', sa.String(length=30), nullable=True))
        batch_op.create_check_constraint('received_mail_said', "said IN ('yes', 'maybe', 'no')")


def downgrade() -> None:
    with op.batch_alter_table('received_mail', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_received_mail_received_mail_said'), type_='check')
        batch_op.drop_column('said')
