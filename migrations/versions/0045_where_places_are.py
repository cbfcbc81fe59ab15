"""where places are, so that a calendar can point to them on a map; never to a private home

Revision ID: 0045
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.add_column(sa.Column('latitude', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('longitude', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('private_home', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_check_constraint(op.f('ck_place_latitude'), 'latitude BETWEEN -90 AND 90')
        batch_op.create_check_constraint(op.f('ck_place_longitude'), 'longitude BETWEEN -180 AND 180')
        batch_op.create_check_constraint(op.f('ck_place_both_coordinates'), '(latitude IS NULL) = (longitude IS NULL)')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.alter_column('private_home', server_default=None)
    with op.batch_alter_table('release_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('latitude', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('longitude', sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('release_session', schema=None) as batch_op:
        batch_op.drop_column('longitude')
        batch_op.drop_column('latitude')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_place_both_coordinates'), type_='check')
        batch_op.drop_constraint(op.f('ck_place_longitude'), type_='check')
        batch_op.drop_constraint(op.f('ck_place_latitude'), type_='check')
        batch_op.drop_column('private_home')
        batch_op.drop_column('longitude')
        batch_op.drop_column('latitude')
