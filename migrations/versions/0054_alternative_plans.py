"""plans that were made to be compared with another

Revision ID: 0054
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('plan_alternative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('of_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('leximin', 'weighted', 'majority', 'varied', name='plan_alternative_kind', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_plan_alternative_job_id_job'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['of_id'], ['plan.id'], name=op.f('fk_plan_alternative_of_id_plan'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_alternative_plan_id_plan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_alternative'))
    )
    with op.batch_alter_table('plan_alternative', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_alternative_job_id'), ['job_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_alternative_of_id'), ['of_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_alternative_plan_id'), ['plan_id'], unique=False)


def downgrade() -> None:
    op.drop_table('plan_alternative')
