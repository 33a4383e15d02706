"""Indicators with their values, and voices marked by a reader."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('voice_mark',
    sa.Column('response_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_voice_mark_plan_id_plan')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_voice_mark_response_id_response'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_voice_mark_who_staff_member')),
    sa.PrimaryKeyConstraint('response_id', 'question_code', name=op.f('pk_voice_mark'))
    )
    op.create_index(op.f('ix_voice_mark_plan_id'), 'voice_mark', ['plan_id'], unique=False)
    op.create_table('indicator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('about', sa.String(length=300), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('digits', sa.Integer(), nullable=False),
    sa.Column('target', sa.String(length=100), nullable=False),
    sa.Column('due_year', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_indicator_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('plan_id', 'name', name=op.f('uq_indicator_plan_id_name'))
    )
    op.create_index(op.f('ix_indicator_plan_id'), 'indicator', ['plan_id'], unique=False)
    op.create_table('indicator_value',
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('fiscal_year', sa.Integer(), nullable=True),
    sa.Column('value', sa.Double(), nullable=True),
    sa.Column('n', sa.Integer(), nullable=True),
    sa.Column('beside', sa.JSON(), nullable=False),
    sa.CheckConstraint('n IS NULL OR n > 0', name=op.f('ck_indicator_value_somebody_was_asked')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_value_indicator_id_indicator'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('indicator_id', 'place', name=op.f('pk_indicator_value'))
    )


def downgrade() -> None:
    op.drop_table('indicator_value')
    op.drop_table('indicator')
    op.drop_table('voice_mark')
