"""How a used code came back, and codes that were made void."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('access_code', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=10), server_default='', nullable=False))
        batch_op.add_column(sa.Column('void', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_access_code_way'), "way IN ('','typed','qr','paper')")


def downgrade() -> None:
    with op.batch_alter_table('access_code', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_access_code_way'), type_='check')
        batch_op.drop_column('void')
        batch_op.drop_column('way')
