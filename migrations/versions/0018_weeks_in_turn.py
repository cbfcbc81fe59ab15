"""two weeks in turn, and whether a caregiver was asked about open times

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    rhythm = sa.Enum('every_week', 'two_weeks', 'ask_weekly', name='answer_rhythm', native_enum=False, create_constraint=True, length=30)
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rhythm', rhythm, nullable=False, server_default='every_week'))
        batch_op.add_column(sa.Column('blanks_asked', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('answer_hours', schema=None) as batch_op:
        batch_op.add_column(sa.Column('turn', sa.Integer(), nullable=False, server_default='0'))
    for table, columns in (('answer', ('rhythm', 'blanks_asked')), ('answer_hours', ('turn',))):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM answer_hours WHERE turn = 1")
    with op.batch_alter_table('answer_hours', schema=None) as batch_op:
        batch_op.drop_column('turn')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_column('blanks_asked')
        batch_op.drop_constraint(op.f('ck_answer_answer_rhythm'), type_='check')
        batch_op.drop_column('rhythm')
