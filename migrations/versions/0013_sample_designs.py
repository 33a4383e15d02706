"""標本設計: a design with its strata."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sample_design',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('reference_day', sa.Date(), nullable=False),
    sa.Column('youngest', sa.Integer(), nullable=False),
    sa.Column('rate', sa.Double(), nullable=False),
    sa.Column('margin', sa.Double(), nullable=False),
    sa.Column('per', sa.String(length=10), nullable=False),
    sa.Column('allocation', sa.String(length=20), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('least', sa.Integer(), nullable=False),
    sa.Column('systematic', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.Column('merged', sa.JSON(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('adopted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("per IN ('whole','district','stratum')", name=op.f('ck_sample_design_per')),
    sa.CheckConstraint('rate > 0 AND rate <= 1', name=op.f('ck_sample_design_rate_is_a_share')),
    sa.CheckConstraint('margin > 0 AND margin < 1', name=op.f('ck_sample_design_margin_is_a_share')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_sample_design_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', name=op.f('pk_sample_design'))
    )
    op.create_table('stratum',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('drawn', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.CheckConstraint('drawn BETWEEN 0 AND people', name=op.f('ck_stratum_drawn_of_people')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['sample_design.questionnaire_id'], name=op.f('fk_stratum_questionnaire_id_sample_design'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'name', name=op.f('pk_stratum'))
    )


def downgrade() -> None:
    op.drop_table('stratum')
    op.drop_table('sample_design')
