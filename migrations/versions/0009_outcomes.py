"""What became of an issue, told beside the editions, and every file of an edition."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outcome',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('section', sa.String(length=100), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('next_day', sa.Date(), nullable=True),
    sa.Column('corrects', sa.Integer(), nullable=True),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('considering','planned','under_way','done','declined','elsewhere')", name=op.f('ck_outcome_state')),
    sa.CheckConstraint('next_day > day', name=op.f('ck_outcome_next_day_after')),
    sa.ForeignKeyConstraint(['corrects'], ['outcome.id'], name=op.f('fk_outcome_corrects_outcome')),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_outcome_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_outcome_plan_id_plan')),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_outcome_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome'))
    )
    op.create_index(op.f('ix_outcome_issue_id'), 'outcome', ['issue_id'], unique=False)
    op.create_index(op.f('ix_outcome_plan_id'), 'outcome', ['plan_id'], unique=False)
    op.create_table('announcement',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_announcement_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', name=op.f('pk_announcement'))
    )
    op.create_table('edition_file',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_edition_file_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('edition_id', 'name', name=op.f('pk_edition_file'))
    )
    op.execute("INSERT INTO edition_file (edition_id, name, data) SELECT id, 'digest.docx', word FROM edition")
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.drop_column('word')


def downgrade() -> None:
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.add_column(sa.Column('word', sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE edition SET word = COALESCE((SELECT data FROM edition_file "
        "WHERE edition_id = edition.id AND name = 'digest.docx'), '')"
    )
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.alter_column('word', existing_type=sa.LargeBinary(), nullable=False)
    op.drop_table('edition_file')
    op.drop_table('announcement')
    op.drop_index(op.f('ix_outcome_plan_id'), table_name='outcome')
    op.drop_index(op.f('ix_outcome_issue_id'), table_name='outcome')
    op.drop_table('outcome')
