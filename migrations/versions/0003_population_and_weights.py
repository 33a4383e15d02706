"""Population and weights: what a register counts, and by which of it answers are weighed."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('population_margin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('axis', sa.String(length=100), nullable=False),
    sa.Column('level', sa.String(length=100), nullable=False),
    sa.Column('counted_in', sa.String(length=100), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.CheckConstraint('people >= 0', name=op.f('ck_population_margin_people_not_below_zero')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_population_margin_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_population_margin')),
    sa.UniqueConstraint('plan_id', 'axis', 'level', name=op.f('uq_population_margin_plan_id_axis_level'))
    )
    with op.batch_alter_table('population_margin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_population_margin_plan_id'), ['plan_id'], unique=False)

    op.create_table('weighting',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('recipe', sa.JSON(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_weighting_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', name=op.f('pk_weighting'))
    )


def downgrade() -> None:
    op.drop_table('weighting')
    with op.batch_alter_table('population_margin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_population_margin_plan_id'))

    op.drop_table('population_margin')
