"""What the letters of a survey say, which codes were replaced, and failed tries of all workers."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('access_code', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.add_column(sa.Column('replaced', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_access_code_replaced_is_void'), 'void OR NOT replaced')
    op.create_table('cover_letter',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('sender', sa.String(length=60), nullable=False),
    sa.Column('section', sa.String(length=60), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('hours', sa.String(length=60), nullable=False),
    sa.Column('dated', sa.String(length=60), nullable=False),
    sa.Column('lead', sa.Text(), nullable=False),
    sa.Column('closing', sa.Text(), nullable=False),
    sa.Column('paper', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_cover_letter_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', name=op.f('pk_cover_letter'))
    )
    op.create_table('failed_try',
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('mark', sa.LargeBinary(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_try'))
    )
    op.create_index(op.f('ix_failed_try_mark'), 'failed_try', ['mark'], unique=False)
    op.create_index(op.f('ix_failed_try_at'), 'failed_try', ['at'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_failed_try_at'), table_name='failed_try')
    op.drop_index(op.f('ix_failed_try_mark'), table_name='failed_try')
    op.drop_table('failed_try')
    op.drop_table('cover_letter')
    with op.batch_alter_table('access_code', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_access_code_replaced_is_void'), type_='check')
        batch_op.drop_column('replaced')
