"""which version of an answer changed which part, and which submission brought it

Revision ID: 0040
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0038'
branch_labels = None
depends_on = None

PARTS = ('times', 'ways', 'talk', 'groups', 'reach')


def upgrade() -> None:
    op.create_table('answer_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.Enum(*PARTS, name='answer_change_part', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('submission', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_change_answer_id_answer'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_change')),
    sa.UniqueConstraint('answer_id', 'part', 'version', name=op.f('uq_answer_change_answer_id_part_version'))
    )
    op.create_index(op.f('ix_answer_change_answer_id'), 'answer_change', ['answer_id'], unique=False)
    # which part changed last is not known of what is stored already, so every part counts as new
    for part in PARTS:
        op.execute(f"INSERT INTO answer_change (answer_id, part, version) SELECT id, '{part}', version FROM answer")


def downgrade() -> None:
    op.drop_table('answer_change')
