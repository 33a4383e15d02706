"""What planners changed in a draft, step by step."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draft_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('part', sa.String(length=300), nullable=False),
    sa.Column('touched', sa.JSON(), nullable=False),
    sa.Column('typing', sa.Boolean(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('patch', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_draft_step_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_draft_step_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_step')),
    sa.UniqueConstraint('questionnaire_id', 'number', name=op.f('uq_draft_step_questionnaire_id_number'))
    )


def downgrade() -> None:
    op.drop_table('draft_step')
