"""Themes as people leave them, lexicon and coding, translations, alarms, and where a voice is from."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_revision_plan_id_plan')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_revision_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_revision_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_revision_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_revision_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('theme_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('patch', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_theme_step_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['run.id'], name=op.f('fk_theme_step_run_id_run'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_theme_step_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme_step')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('theme_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_theme_step_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('alarm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('read_by', sa.Integer(), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('waiting','handled','unfounded')", name=op.f('ck_alarm_state')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_alarm_plan_id_plan')),
    sa.ForeignKeyConstraint(['read_by'], ['staff_member.id'], name=op.f('fk_alarm_read_by_staff_member')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_alarm_response_id_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm')),
    sa.UniqueConstraint('response_id', 'question_code', name=op.f('uq_alarm_response_id_question_code'))
    )
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alarm_plan_id'), ['plan_id'], unique=False)

    op.create_table('translation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=20), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_translation_response_id_response'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_translation')),
    sa.UniqueConstraint('response_id', 'question_code', name=op.f('uq_translation_response_id_question_code'))
    )
    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reviewer_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_questionnaire_reviewer_id_staff_member'), 'staff_member', ['reviewer_id'], ['id'])

    with op.batch_alter_table('voice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('questionnaire_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('workshop', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('phase', sa.String(length=100), server_default='', nullable=False))
        batch_op.alter_column('response_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_voice_questionnaire_id'), ['questionnaire_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_voice_questionnaire_id_questionnaire'), 'questionnaire', ['questionnaire_id'], ['id'], ondelete='CASCADE')

    op.execute(
        "UPDATE voice SET questionnaire_id = (SELECT batch.questionnaire_id FROM response"
        " JOIN batch ON batch.id = response.batch_id WHERE response.id = voice.response_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table('voice', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_voice_questionnaire_id_questionnaire'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_voice_questionnaire_id'))
        batch_op.alter_column('response_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('phase')
        batch_op.drop_column('workshop')
        batch_op.drop_column('questionnaire_id')

    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_questionnaire_reviewer_id_staff_member'), type_='foreignkey')
        batch_op.drop_column('reviewer_id')

    op.drop_table('translation')
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alarm_plan_id'))

    op.drop_table('alarm')
    with op.batch_alter_table('theme_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_theme_step_questionnaire_id'))

    op.drop_table('theme_step')
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revision_questionnaire_id'))
        batch_op.drop_index(batch_op.f('ix_revision_plan_id'))

    op.drop_table('revision')
