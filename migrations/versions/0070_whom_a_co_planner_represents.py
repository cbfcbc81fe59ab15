"""whom a co-planner represents, instead of which family an account belongs to

Revision ID: 0070
Revises: 0066
"""

import sqlalchemy as sa
from alembic import op

revision = '0070'
down_revision = '0066'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('represents', sa.String(length=30), nullable=True))
        batch_op.create_check_constraint('user_represents', "represents IN ('families', 'community')")
    op.execute("UPDATE \"user\" SET represents = 'families' WHERE role = 'co_planner' AND family_id IS NOT NULL")
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_user_family_id_family'), type_='foreignkey')
        batch_op.drop_column('family_id')


def downgrade() -> None:
    """Which family it was is not known any more: nobody represents families afterwards."""
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('family_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_user_family_id_family'), 'family', ['family_id'], ['id'], ondelete='SET NULL'
        )
        batch_op.drop_constraint(op.f('ck_user_user_represents'), type_='check')
        batch_op.drop_column('represents')
