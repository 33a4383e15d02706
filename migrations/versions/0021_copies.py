"""Which questionnaire a questionnaire was copied from."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.add_column(sa.Column('copied_from_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_questionnaire_copied_from_id'), ['copied_from_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_questionnaire_copied_from_id_questionnaire'), 'questionnaire', ['copied_from_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_questionnaire_copied_from_id_questionnaire'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_questionnaire_copied_from_id'))
        batch_op.drop_column('copied_from_id')
