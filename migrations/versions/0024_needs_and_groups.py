"""what is not needed or not said, groups that a family says it is in, offers that were sent

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('answer_need', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_answer_need_need_strength'), type_='check')
        batch_op.create_check_constraint('need_strength', "strength IN ('must', 'helps', 'no', 'private')")
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sent_utc', sa.DateTime(), nullable=True))
    op.create_table('answer_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.Enum('yes', 'no', 'private', name='answer_group_said', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_group_answer_id_answer'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['priority_group.id'], name=op.f('fk_answer_group_group_id_priority_group'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_group')),
    sa.UniqueConstraint('answer_id', 'group_id', name=op.f('uq_answer_group_answer_id_group_id'))
    )
    with op.batch_alter_table('answer_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_group_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_group_group_id'), ['group_id'], unique=False)
    # what was asked before is an answer of the family's own from now on
    op.execute(
        "INSERT INTO answer_group (answer_id, group_id, said)"
        " SELECT answer.id, membership.group_id, 'yes' FROM membership"
        " JOIN caregiver ON caregiver.family_id = membership.family_id"
        " JOIN answer ON answer.caregiver_id = caregiver.id"
        " WHERE membership.source = 'asked'"
    )


def downgrade() -> None:
    with op.batch_alter_table('answer_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_group_group_id'))
        batch_op.drop_index(batch_op.f('ix_answer_group_answer_id'))
    op.drop_table('answer_group')
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.drop_column('sent_utc')
    op.execute("DELETE FROM answer_need WHERE strength IN ('no', 'private')")
    with op.batch_alter_table('answer_need', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_answer_need_need_strength'), type_='check')
        batch_op.create_check_constraint('need_strength', "strength IN ('must', 'helps')")
