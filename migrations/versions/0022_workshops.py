"""Workshops: their programme, tables, participants, slips, groups, votes, photos and files."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('workshop',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('code', sa.String(length=6), nullable=True),
    sa.Column('ages', sa.JSON(), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('at', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seconds_left', sa.Integer(), nullable=True),
    sa.Column('key_name', sa.String(length=32), nullable=True),
    sa.Column('verify_key', sa.LargeBinary(), nullable=True),
    sa.Column('questionnaire_id', sa.Integer(), nullable=True),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('preparing','rehearsing','open','closed')", name=op.f('ck_workshop_state')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_workshop_plan_id_plan')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_workshop_questionnaire_id_questionnaire'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop')),
    sa.UniqueConstraint('code', name=op.f('uq_workshop_code')),
    sa.UniqueConstraint('uid', name=op.f('uq_workshop_uid'))
    )
    with op.batch_alter_table('workshop', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_plan_id'), ['plan_id'], unique=False)

    op.create_table('workshop_crossing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(length=3), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("way IN ('out','in')", name=op.f('ck_workshop_crossing_way')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_crossing_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_crossing')),
    sa.UniqueConstraint('workshop_id', 'way', 'fingerprint', name=op.f('uq_workshop_crossing_workshop_id_way_fingerprint'))
    )
    with op.batch_alter_table('workshop_crossing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_crossing_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('workshop_phase',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=40), nullable=False),
    sa.Column('prompt', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('dots', sa.Integer(), nullable=False),
    sa.Column('votes_on', sa.String(length=10), nullable=False),
    sa.CheckConstraint("kind IN ('talk','ideas','vote','feedback')", name=op.f('ck_workshop_phase_kind')),
    sa.CheckConstraint("votes_on IN ('ideas','groups')", name=op.f('ck_workshop_phase_votes_on')),
    sa.ForeignKeyConstraint(['about_id'], ['workshop_phase.id'], name=op.f('fk_workshop_phase_about_id_workshop_phase'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_phase_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_phase')),
    sa.UniqueConstraint('workshop_id', 'position', name=op.f('uq_workshop_phase_workshop_id_position'))
    )
    with op.batch_alter_table('workshop_phase', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_phase_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('workshop_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_table_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_table')),
    sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_workshop_table_workshop_id_number'))
    )
    with op.batch_alter_table('workshop_table', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_table_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('board_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('patch', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['phase_id'], ['workshop_phase.id'], name=op.f('fk_board_step_phase_id_workshop_phase'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_board_step_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_step')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('board_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_step_phase_id'), ['phase_id'], unique=False)

    op.create_table('idea_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('suggested', sa.Boolean(), nullable=False),
    sa.Column('gone', sa.Boolean(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['phase_id'], ['workshop_phase.id'], name=op.f('fk_idea_group_phase_id_workshop_phase'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_idea_group_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_group'))
    )
    with op.batch_alter_table('idea_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_idea_group_phase_id'), ['phase_id'], unique=False)

    op.create_table('slip_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=True),
    sa.Column('phase_id', sa.Integer(), nullable=True),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['phase_id'], ['workshop_phase.id'], name=op.f('fk_slip_photo_phase_id_workshop_phase'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['table_id'], ['workshop_table.id'], name=op.f('fk_slip_photo_table_id_workshop_table'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_slip_photo_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slip_photo'))
    )
    with op.batch_alter_table('slip_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_slip_photo_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('vote_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('dots', sa.Integer(), nullable=False),
    sa.Column('votes_on', sa.String(length=10), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.CheckConstraint("votes_on IN ('ideas','groups')", name=op.f('ck_vote_round_votes_on')),
    sa.CheckConstraint('dots > 0', name=op.f('ck_vote_round_dots')),
    sa.ForeignKeyConstraint(['phase_id'], ['workshop_phase.id'], name=op.f('fk_vote_round_phase_id_workshop_phase'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vote_round')),
    sa.UniqueConstraint('phase_id', 'number', name=op.f('uq_vote_round_phase_id_number'))
    )
    with op.batch_alter_table('vote_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vote_round_phase_id'), ['phase_id'], unique=False)

    op.create_table('workshop_material',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.CheckConstraint("kind IN ('issue','figure','text')", name=op.f('ck_workshop_material_kind')),
    sa.ForeignKeyConstraint(['phase_id'], ['workshop_phase.id'], name=op.f('fk_workshop_material_phase_id_workshop_phase'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_material_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_material'))
    )
    with op.batch_alter_table('workshop_material', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_material_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('workshop_participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=True),
    sa.Column('device', sa.LargeBinary(length=32), nullable=True),
    sa.Column('nickname', sa.String(length=12), nullable=False),
    sa.Column('age', sa.String(length=20), nullable=False),
    sa.Column('area', sa.String(length=100), nullable=False),
    sa.Column('pretend', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['workshop_table.id'], name=op.f('fk_workshop_participant_table_id_workshop_table'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_workshop_participant_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workshop_participant')),
    sa.UniqueConstraint('workshop_id', 'device', name=op.f('uq_workshop_participant_workshop_id_device'))
    )
    with op.batch_alter_table('workshop_participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workshop_participant_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('idea',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('phase_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=True),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('same_as_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('once', sa.LargeBinary(length=32), nullable=True),
    sa.Column('photo_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("source IN ('phone','slip','file')", name=op.f('ck_idea_source')),
    sa.CheckConstraint("state IN ('shown','aside','withdrawn')", name=op.f('ck_idea_state')),
    sa.ForeignKeyConstraint(['group_id'], ['idea_group.id'], name=op.f('fk_idea_group_id_idea_group'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['participant_id'], ['workshop_participant.id'], name=op.f('fk_idea_participant_id_workshop_participant'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['phase_id'], ['workshop_phase.id'], name=op.f('fk_idea_phase_id_workshop_phase'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['photo_id'], ['slip_photo.id'], name=op.f('fk_idea_photo_id_slip_photo'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['same_as_id'], ['idea.id'], name=op.f('fk_idea_same_as_id_idea'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['table_id'], ['workshop_table.id'], name=op.f('fk_idea_table_id_workshop_table'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_idea_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idea')),
    sa.UniqueConstraint('workshop_id', 'once', name=op.f('uq_idea_workshop_id_once')),
    sa.UniqueConstraint('workshop_id', 'sequence', name=op.f('uq_idea_workshop_id_sequence'))
    )
    with op.batch_alter_table('idea', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_idea_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_participant_id'), ['participant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_phase_id'), ['phase_id'], unique=False)

    op.create_table('vote_dot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('table_id', sa.Integer(), nullable=True),
    sa.Column('idea_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('(idea_id IS NULL) <> (group_id IS NULL)', name=op.f('ck_vote_dot_one_target')),
    sa.CheckConstraint('number > 0', name=op.f('ck_vote_dot_number')),
    sa.ForeignKeyConstraint(['group_id'], ['idea_group.id'], name=op.f('fk_vote_dot_group_id_idea_group'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_vote_dot_idea_id_idea'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['workshop_participant.id'], name=op.f('fk_vote_dot_participant_id_workshop_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['vote_round.id'], name=op.f('fk_vote_dot_round_id_vote_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['table_id'], ['workshop_table.id'], name=op.f('fk_vote_dot_table_id_workshop_table'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vote_dot')),
    sa.UniqueConstraint('round_id', 'participant_id', 'group_id', name=op.f('uq_vote_dot_round_id_participant_id_group_id')),
    sa.UniqueConstraint('round_id', 'participant_id', 'idea_id', name=op.f('uq_vote_dot_round_id_participant_id_idea_id'))
    )
    with op.batch_alter_table('vote_dot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vote_dot_participant_id'), ['participant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vote_dot_round_id'), ['round_id'], unique=False)

    with op.batch_alter_table('voice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('idea_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_voice_idea_id'), ['idea_id'])
        batch_op.create_foreign_key(batch_op.f('fk_voice_idea_id_idea'), 'idea', ['idea_id'], ['id'], ondelete='SET NULL')



def downgrade() -> None:
    with op.batch_alter_table('voice', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_voice_idea_id_idea'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_voice_idea_id'), type_='unique')
        batch_op.drop_column('idea_id')

    with op.batch_alter_table('vote_dot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vote_dot_round_id'))
        batch_op.drop_index(batch_op.f('ix_vote_dot_participant_id'))

    op.drop_table('vote_dot')
    with op.batch_alter_table('idea', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_idea_phase_id'))
        batch_op.drop_index(batch_op.f('ix_idea_participant_id'))
        batch_op.drop_index(batch_op.f('ix_idea_group_id'))

    op.drop_table('idea')
    with op.batch_alter_table('workshop_participant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_participant_workshop_id'))

    op.drop_table('workshop_participant')
    with op.batch_alter_table('workshop_material', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_material_workshop_id'))

    op.drop_table('workshop_material')
    with op.batch_alter_table('vote_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vote_round_phase_id'))

    op.drop_table('vote_round')
    with op.batch_alter_table('slip_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_slip_photo_workshop_id'))

    op.drop_table('slip_photo')
    with op.batch_alter_table('idea_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_idea_group_phase_id'))

    op.drop_table('idea_group')
    with op.batch_alter_table('board_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_board_step_phase_id'))

    op.drop_table('board_step')
    with op.batch_alter_table('workshop_table', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_table_workshop_id'))

    op.drop_table('workshop_table')
    with op.batch_alter_table('workshop_phase', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_phase_workshop_id'))

    op.drop_table('workshop_phase')
    with op.batch_alter_table('workshop_crossing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_crossing_workshop_id'))

    op.drop_table('workshop_crossing')
    with op.batch_alter_table('workshop', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workshop_plan_id'))

    op.drop_table('workshop')
