"""Offers of help, calls for it, and who was introduced to whom."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('offer_window',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('key_name', sa.String(length=64), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('contact', sa.String(length=300), nullable=False),
    sa.CheckConstraint('months BETWEEN 1 AND 36', name=op.f('ck_offer_window_months')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_offer_window_plan_id_plan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('plan_id', name=op.f('pk_offer_window'))
    )
    op.create_table('offer',
    sa.Column('mark', sa.String(length=12), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('gone_on', sa.Date(), nullable=False),
    sa.Column('box', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_offer_plan_id_plan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mark', name=op.f('pk_offer')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_offer_plan_id'), 'offer', ['plan_id'], unique=False)
    op.create_table('offer_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('asker_kind', sa.String(length=10), nullable=False),
    sa.Column('asker', sa.String(length=100), nullable=False),
    sa.Column('section', sa.String(length=100), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.Column('needed', sa.Text(), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('hours', sa.String(length=300), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("asker_kind IN ('section','district','place')", name=op.f('ck_offer_call_asker_kind')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_offer_call_plan_id_plan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer_call'))
    )
    op.create_index(op.f('ix_offer_call_plan_id'), 'offer_call', ['plan_id'], unique=False)
    op.create_table('introduction',
    sa.Column('offer_mark', sa.String(length=12), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("state IN ('introduced','agreed','passed')", name=op.f('ck_introduction_state')),
    sa.ForeignKeyConstraint(['call_id'], ['offer_call.id'], name=op.f('fk_introduction_call_id_offer_call'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('offer_mark', 'call_id', name=op.f('pk_introduction')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_introduction_call_id'), 'introduction', ['call_id'], unique=False)


def downgrade() -> None:
    op.drop_table('introduction')
    op.drop_table('offer_call')
    op.drop_table('offer')
    op.drop_table('offer_window')
