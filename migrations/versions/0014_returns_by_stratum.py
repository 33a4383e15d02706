"""Nightly returns by stratum and way, in tens; reminders."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('return_cell',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('margin', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint("margin IN ('stratum','way')", name=op.f('ck_return_cell_margin')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_return_cell_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'day', 'margin', 'name', name=op.f('pk_return_cell'))
    )
    op.create_table('return_rest',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('margin', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint("margin IN ('whole','stratum','way')", name=op.f('ck_return_rest_margin')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_return_rest_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'margin', 'name', name=op.f('pk_return_rest'))
    )
    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('strata', sa.JSON(), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('letters >= 10', name=op.f('ck_reminder_to_ten_or_more')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_reminder_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_reminder_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder'))
    )
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminder_questionnaire_id'), ['questionnaire_id'], unique=False)
    # What was told so far was exact where it moved: the tens begin from the last of it.
    op.execute(
        "INSERT INTO return_rest (questionnaire_id, margin, name, number)"
        " SELECT questionnaire_id, 'whole', '', MAX(number) % 10 FROM return_count"
        " GROUP BY questionnaire_id"
    )
    op.execute("UPDATE return_count SET number = number - number % 10")


def downgrade() -> None:
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reminder_questionnaire_id'))
    op.drop_table('reminder')
    op.drop_table('return_rest')
    op.drop_table('return_cell')
