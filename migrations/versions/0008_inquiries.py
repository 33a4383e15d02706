"""Inquiries to sections and what they answer."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_inquiries()
    _create_answers()
    with op.batch_alter_table('staff_role', schema=None) as batch_op:
        batch_op.add_column(sa.Column('section', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('head', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('staff_role', schema=None) as batch_op:
        batch_op.drop_column('head')
        batch_op.drop_column('section')
    op.drop_table('inquiry_answer')
    op.drop_table('inquiry_item')
    op.drop_table('inquiry_sheet')
    op.drop_table('inquiry')


def _create_inquiries() -> None:
    op.create_table('inquiry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_inquiry_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry'))
    )
    op.create_index(op.f('ix_inquiry_plan_id'), 'inquiry', ['plan_id'], unique=False)
    op.create_table('inquiry_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('inquiry_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(length=100), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_reason', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('sent_by', sa.Integer(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_name', sa.String(length=100), nullable=False),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('open','waiting','returned','submitted','released')", name=op.f('ck_inquiry_sheet_state')),
    sa.ForeignKeyConstraint(['confirmed_by'], ['staff_member.id'], name=op.f('fk_inquiry_sheet_confirmed_by_staff_member')),
    sa.ForeignKeyConstraint(['inquiry_id'], ['inquiry.id'], name=op.f('fk_inquiry_sheet_inquiry_id_inquiry'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_inquiry_sheet_plan_id_plan')),
    sa.ForeignKeyConstraint(['sent_by'], ['staff_member.id'], name=op.f('fk_inquiry_sheet_sent_by_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry_sheet')),
    sa.UniqueConstraint('inquiry_id', 'section', name=op.f('uq_inquiry_sheet_inquiry_id_section'))
    )
    op.create_index(op.f('ix_inquiry_sheet_plan_id'), 'inquiry_sheet', ['plan_id'], unique=False)


def _create_answers() -> None:
    op.create_table('inquiry_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('main', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_inquiry_item_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sheet_id'], ['inquiry_sheet.id'], name=op.f('fk_inquiry_item_sheet_id_inquiry_sheet'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry_item')),
    sa.UniqueConstraint('sheet_id', 'issue_id', name=op.f('uq_inquiry_item_sheet_id_issue_id'))
    )
    op.create_index(op.f('ix_inquiry_item_issue_id'), 'inquiry_item', ['issue_id'], unique=False)
    op.create_table('inquiry_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('blank', sa.String(length=20), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('saved_by', sa.Integer(), nullable=True),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['inquiry_item.id'], name=op.f('fk_inquiry_answer_item_id_inquiry_item'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['saved_by'], ['staff_member.id'], name=op.f('fk_inquiry_answer_saved_by_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry_answer')),
    sa.UniqueConstraint('item_id', 'blank', name=op.f('uq_inquiry_answer_item_id_blank'))
    )
