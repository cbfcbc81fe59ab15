"""calendars for a language, a school, a provider; when a calendar was fetched last

Revision ID: 0031
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('link_token', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('audience_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('provider_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('fetched_utc', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('fetched_by', sa.String(length=30), nullable=True))
        batch_op.create_foreign_key(op.f('fk_link_token_audience_id_audience'), 'audience', ['audience_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(op.f('fk_link_token_provider_id_provider'), 'provider', ['provider_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index(batch_op.f('ix_link_token_audience_id'), ['audience_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_link_token_provider_id'), ['provider_id'], unique=False)


def downgrade() -> None:
    # links that only these columns give an owner would open nothing any more
    op.execute("DELETE FROM link_token WHERE caregiver_id IS NULL AND user_id IS NULL")
    with op.batch_alter_table('link_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_link_token_provider_id'))
        batch_op.drop_index(batch_op.f('ix_link_token_audience_id'))
        batch_op.drop_constraint(op.f('fk_link_token_provider_id_provider'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_link_token_audience_id_audience'), type_='foreignkey')
        batch_op.drop_column('fetched_by')
        batch_op.drop_column('fetched_utc')
        batch_op.drop_column('provider_id')
        batch_op.drop_column('audience_id')
        batch_op.drop_column('language')
