"""The plan's maps that pins are set on, and how the names of areas are read."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('place_map',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('property_name', sa.String(length=100), nullable=False),
    sa.Column('attribution', sa.String(length=300), nullable=False),
    sa.Column('passed', sa.Integer(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_place_map_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_map')),
    sa.UniqueConstraint('plan_id', 'key', name=op.f('uq_place_map_plan_id_key')),
    sa.UniqueConstraint('plan_id', 'name', name=op.f('uq_place_map_plan_id_name'))
    )
    op.create_index(op.f('ix_place_map_plan_id'), 'place_map', ['plan_id'], unique=False)
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reading', sa.String(length=100), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.drop_column('reading')
    op.drop_index(op.f('ix_place_map_plan_id'), table_name='place_map')
    op.drop_table('place_map')
