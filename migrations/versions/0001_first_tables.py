"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('municipality', sa.String(length=100), nullable=False),
    sa.Column('first_year', sa.Integer(), nullable=False),
    sa.Column('last_year', sa.Integer(), nullable=False),
    sa.Column('example', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('first_year <= last_year', name=op.f('ck_plan_years_in_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan'))
    )
    op.create_table('sign_in_failure',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wait_until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_sign_in_failure'))
    )
    op.create_table('staff_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('shown_name', sa.String(length=100), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('first_password', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_member')),
    sa.UniqueConstraint('name', name=op.f('uq_staff_member_name'))
    )
    op.create_table('area_level',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=50), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_area_level_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area_level')),
    sa.UniqueConstraint('plan_id', 'name', name=op.f('uq_area_level_plan_id_name'))
    )
    with op.batch_alter_table('area_level', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_area_level_plan_id'), ['plan_id'], unique=False)

    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(length=64), nullable=False),
    sa.Column('object_kind', sa.String(length=40), nullable=False),
    sa.Column('object_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_audit_entry_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_who'), ['who'], unique=False)

    op.create_table('axis',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_axis_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_axis')),
    sa.UniqueConstraint('plan_id', 'name', name=op.f('uq_axis_plan_id_name'))
    )
    with op.batch_alter_table('axis', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_axis_plan_id'), ['plan_id'], unique=False)

    op.create_table('draft_set_aside',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('draft_key', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_draft_set_aside_plan_id_plan')),
    sa.PrimaryKeyConstraint('plan_id', 'draft_key', name=op.f('pk_draft_set_aside'))
    )
    op.create_table('edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('preface', sa.Text(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('word', sa.LargeBinary(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("stage IN ('outline','draft','proposal','final')", name=op.f('ck_edition_stage')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_edition_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_edition_plan_id_number'))
    )
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_edition_plan_id'), ['plan_id'], unique=False)

    op.create_table('policy_field',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_policy_field_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_field')),
    sa.UniqueConstraint('plan_id', 'name', name=op.f('uq_policy_field_plan_id_name'))
    )
    with op.batch_alter_table('policy_field', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_policy_field_plan_id'), ['plan_id'], unique=False)

    op.create_table('questionnaire',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('audience', sa.String(length=10), nullable=False),
    sa.Column('sampling', sa.String(length=10), nullable=False),
    sa.Column('surveyed_year', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("audience IN ('citizen','staff','outside','workshop')", name=op.f('ck_questionnaire_audience')),
    sa.CheckConstraint("sampling IN ('random','open','census')", name=op.f('ck_questionnaire_sampling')),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_questionnaire_opens_before_closing')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_questionnaire_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire'))
    )
    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questionnaire_plan_id'), ['plan_id'], unique=False)

    op.create_table('staff_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.CheckConstraint("role <> 'typist' OR last_day IS NOT NULL", name=op.f('ck_staff_role_typist_has_an_end')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_staff_role_plan_id_plan'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_staff_role_staff_id_staff_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_role'))
    )
    with op.batch_alter_table('staff_role', schema=None) as batch_op:
        batch_op.create_index('uq_staff_role_everywhere', ['staff_id', 'role'], unique=True, sqlite_where=sa.text('plan_id IS NULL'), postgresql_where=sa.text('plan_id IS NULL'))
        batch_op.create_index('uq_staff_role_in_plan', ['staff_id', 'role', 'plan_id'], unique=True)

    op.create_table('staff_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_staff_session_staff_id_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_staff_session_token_hash'))
    )
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_session_staff_id'), ['staff_id'], unique=False)

    op.create_table('answer_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('audience', sa.String(length=10), nullable=False),
    sa.Column('sampling', sa.String(length=10), nullable=False),
    sa.Column('surveyed_year', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('sheet', sa.String(length=100), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('headings', sa.String(length=64), nullable=False),
    sa.Column('codebook', sa.JSON(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=True),
    sa.Column('data', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("audience IN ('citizen','staff','outside','workshop')", name=op.f('ck_answer_file_audience')),
    sa.CheckConstraint("sampling IN ('random','open','census')", name=op.f('ck_answer_file_sampling')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_answer_file_plan_id_plan')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_answer_file_questionnaire_id_questionnaire'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_file'))
    )
    with op.batch_alter_table('answer_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_file_digest'), ['digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_file_headings'), ['headings'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_file_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_file_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('area',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('level_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['level_id'], ['area_level.id'], name=op.f('fk_area_level_id_area_level')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_area_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area')),
    sa.UniqueConstraint('plan_id', 'level_id', 'name', name=op.f('uq_area_plan_id_level_id_name'))
    )
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_area_level_id'), ['level_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_area_plan_id'), ['plan_id'], unique=False)

    op.create_table('policy_issue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('draft_key', sa.String(length=64), nullable=True),
    sa.Column('draft_field', sa.String(length=100), nullable=False),
    sa.Column('topic', sa.String(length=200), nullable=False),
    sa.Column('desired_state', sa.String(length=300), nullable=False),
    sa.Column('present_state', sa.Text(), nullable=False),
    sa.Column('gap', sa.Text(), nullable=False),
    sa.Column('measures', sa.Text(), nullable=False),
    sa.Column('section', sa.String(length=100), nullable=False),
    sa.Column('related_sections', sa.String(length=300), nullable=False),
    sa.Column('horizon', sa.String(length=10), nullable=False),
    sa.Column('priority', sa.Double(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("horizon IN ('middle','long','base','')", name=op.f('ck_policy_issue_horizon')),
    sa.ForeignKeyConstraint(['field_id'], ['policy_field.id'], name=op.f('fk_policy_issue_field_id_policy_field'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_policy_issue_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_policy_issue')),
    sa.UniqueConstraint('plan_id', 'draft_key', name=op.f('uq_policy_issue_plan_id_draft_key'))
    )
    with op.batch_alter_table('policy_issue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_policy_issue_field_id'), ['field_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_policy_issue_plan_id'), ['plan_id'], unique=False)

    op.create_table('questionnaire_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_questionnaire_version_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire_version')),
    sa.UniqueConstraint('questionnaire_id', 'number', name=op.f('uq_questionnaire_version_questionnaire_id_number'))
    )
    with op.batch_alter_table('questionnaire_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questionnaire_version_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('progress', sa.Double(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('picture', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('progress >= 0 AND progress <= 1', name=op.f('ck_run_progress_is_a_share')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_run_plan_id_plan')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_run_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_run')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_run_fingerprint'))
    )
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_run_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_run_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('area_parent',
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_area_parent_area_id_area'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['area.id'], name=op.f('fk_area_parent_parent_id_area'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('area_id', 'parent_id', name=op.f('pk_area_parent'))
    )
    op.create_table('batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_batch_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['questionnaire_version.id'], name=op.f('fk_batch_version_id_questionnaire_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch')),
    sa.UniqueConstraint('questionnaire_id', 'number', name=op.f('uq_batch_questionnaire_id_number'))
    )
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_batch_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('strength', sa.Double(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_evidence_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_issue_id'), ['issue_id'], unique=False)

    op.create_table('partition',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_partition_batch_id_batch'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('batch_id', name=op.f('pk_partition'))
    )
    op.create_table('response',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_response_batch_id_batch'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response'))
    )
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_response_batch_id'), ['batch_id'], unique=False)

    op.create_table('voice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('attributes', sa.JSON(), nullable=False),
    sa.Column('theme', sa.String(length=200), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('theme_id', sa.String(length=20), nullable=True),
    sa.Column('approved_by', sa.Integer(), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['approved_by'], ['staff_member.id'], name=op.f('fk_voice_approved_by_staff_member')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_voice_plan_id_plan')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_voice_response_id_response'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['run.id'], name=op.f('fk_voice_run_id_run'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voice')),
    sa.UniqueConstraint('response_id', 'question_code', name=op.f('uq_voice_response_id_question_code'))
    )
    with op.batch_alter_table('voice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_voice_plan_id'), ['plan_id'], unique=False)

    op.create_table('issue_voice',
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('voice_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['issue_id'], ['policy_issue.id'], name=op.f('fk_issue_voice_issue_id_policy_issue'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['voice_id'], ['voice.id'], name=op.f('fk_issue_voice_voice_id_voice'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('issue_id', 'voice_id', name=op.f('pk_issue_voice'))
    )


def downgrade() -> None:
    op.drop_table('issue_voice')
    with op.batch_alter_table('voice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_voice_plan_id'))

    op.drop_table('voice')
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_response_batch_id'))

    op.drop_table('response')
    op.drop_table('partition')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_issue_id'))

    op.drop_table('evidence')
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_batch_questionnaire_id'))

    op.drop_table('batch')
    op.drop_table('area_parent')
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_run_questionnaire_id'))
        batch_op.drop_index(batch_op.f('ix_run_plan_id'))

    op.drop_table('run')
    with op.batch_alter_table('questionnaire_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_questionnaire_version_questionnaire_id'))

    op.drop_table('questionnaire_version')
    with op.batch_alter_table('policy_issue', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_policy_issue_plan_id'))
        batch_op.drop_index(batch_op.f('ix_policy_issue_field_id'))

    op.drop_table('policy_issue')
    with op.batch_alter_table('area', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_area_plan_id'))
        batch_op.drop_index(batch_op.f('ix_area_level_id'))

    op.drop_table('area')
    with op.batch_alter_table('answer_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_file_questionnaire_id'))
        batch_op.drop_index(batch_op.f('ix_answer_file_plan_id'))
        batch_op.drop_index(batch_op.f('ix_answer_file_headings'))
        batch_op.drop_index(batch_op.f('ix_answer_file_digest'))

    op.drop_table('answer_file')
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_session_staff_id'))

    op.drop_table('staff_session')
    with op.batch_alter_table('staff_role', schema=None) as batch_op:
        batch_op.drop_index('uq_staff_role_in_plan')
        batch_op.drop_index('uq_staff_role_everywhere', sqlite_where=sa.text('plan_id IS NULL'), postgresql_where=sa.text('plan_id IS NULL'))

    op.drop_table('staff_role')
    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_questionnaire_plan_id'))

    op.drop_table('questionnaire')
    with op.batch_alter_table('policy_field', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_policy_field_plan_id'))

    op.drop_table('policy_field')
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_edition_plan_id'))

    op.drop_table('edition')
    op.drop_table('draft_set_aside')
    with op.batch_alter_table('axis', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_axis_plan_id'))

    op.drop_table('axis')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_who'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    with op.batch_alter_table('area_level', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_area_level_plan_id'))

    op.drop_table('area_level')
    op.drop_table('staff_member')
    op.drop_table('sign_in_failure')
    op.drop_table('plan')
