"""What people make of issues: drafts taken up, steps, evidence declined, comments."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_drafts()
    _create_steps()
    _create_comments()
    with op.batch_alter_table('policy_issue', schema=None) as batch_op:
        batch_op.add_column(sa.Column('horizon_reason', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('gone', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_constraint(batch_op.f('uq_policy_issue_plan_id_draft_key'), type_='unique')
        batch_op.drop_column('draft_key')
    with op.batch_alter_table('issue_voice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contrary', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('issue_voice', schema=None) as batch_op:
        batch_op.drop_column('contrary')
    with op.batch_alter_table('policy_issue', schema=None) as batch_op:
        batch_op.add_column(sa.Column('draft_key', sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_policy_issue_plan_id_draft_key'), ['plan_id', 'draft_key'])
        batch_op.drop_column('gone')
        batch_op.drop_column('horizon_reason')
    op.execute(
        "UPDATE policy_issue SET draft_key = (SELECT min(draft_key) FROM taken_draft "
        "WHERE taken_draft.issue_id = policy_issue.id AND NOT EXISTS (SELECT 1 FROM taken_draft o "
        "WHERE o.plan_id = taken_draft.plan_id AND o.draft_key = taken_draft.draft_key "
        "AND o.issue_id < taken_draft.issue_id))"
    )
    op.drop_table('issue_comment')
    op.drop_table('evidence_declined')
    op.drop_table('issue_step_issue')
    op.drop_table('issue_step')
    op.drop_table('taken_draft')


def _create_drafts() -> None:
    op.create_table('taken_draft',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('draft_key', sa.String(length=64), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_taken_draft_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_taken_draft_plan_id_plan')),
    sa.PrimaryKeyConstraint('plan_id', 'draft_key', 'issue_id', name=op.f('pk_taken_draft'))
    )
    op.create_index(op.f('ix_taken_draft_issue_id'), 'taken_draft', ['issue_id'], unique=False)
    op.execute(
        "INSERT INTO taken_draft (plan_id, draft_key, issue_id) "
        "SELECT plan_id, draft_key, id FROM policy_issue WHERE draft_key IS NOT NULL"
    )
    op.create_table('evidence_declined',
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=16), nullable=False),
    sa.Column('told', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_evidence_declined_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('issue_id', 'mark', name=op.f('pk_evidence_declined'))
    )


def _create_steps() -> None:
    op.create_table('issue_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('of', sa.Integer(), nullable=True),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['of'], ['issue_step.id'], name=op.f('fk_issue_step_of_issue_step')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_issue_step_plan_id_plan')),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_issue_step_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_step')),
    sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_issue_step_plan_id'), 'issue_step', ['plan_id'], unique=False)
    op.create_table('issue_step_issue',
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_issue_step_issue_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['step_id'], ['issue_step.id'], name=op.f('fk_issue_step_issue_step_id_issue_step'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('step_id', 'issue_id', name=op.f('pk_issue_step_issue'))
    )
    op.create_index(op.f('ix_issue_step_issue_issue_id'), 'issue_step_issue', ['issue_id'], unique=False)


def _create_comments() -> None:
    op.create_table('issue_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('about', sa.String(length=30), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_by', sa.Integer(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_issue_comment_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_issue_comment_plan_id_plan')),
    sa.ForeignKeyConstraint(['settled_by'], ['staff_member.id'], name=op.f('fk_issue_comment_settled_by_staff_member')),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_issue_comment_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_comment'))
    )
    op.create_index(op.f('ix_issue_comment_issue_id'), 'issue_comment', ['issue_id'], unique=False)
    op.create_index(op.f('ix_issue_comment_plan_id'), 'issue_comment', ['plan_id'], unique=False)
