"""Voices marked by a reader."""

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


def downgrade() -> None:
    op.drop_table('voice_mark')
