"""Public comments on an edition and the replies to them."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('comment_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('document', sa.String(length=300), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('first_day <= last_day', name=op.f('ck_comment_round_days_in_order')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_comment_round_edition_id_edition'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_comment_round_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment_round'))
    )
    with op.batch_alter_table('comment_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_round_plan_id'), ['plan_id'], unique=False)

    op.create_table('comment_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['comment_round.id'], name=op.f('fk_comment_file_round_id_comment_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment_file'))
    )
    with op.batch_alter_table('comment_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_file_round_id'), ['round_id'], unique=False)

    op.create_table('opinion_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('named', sa.Boolean(), nullable=False),
    sa.Column('kept', sa.Boolean(), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('placed', sa.Boolean(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.Column('handling', sa.String(length=1), nullable=False),
    sa.Column('changes', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint("handling IN ('A','B','C','D','E','')", name=op.f('ck_opinion_group_handling')),
    sa.ForeignKeyConstraint(['round_id'], ['comment_round.id'], name=op.f('fk_opinion_group_round_id_comment_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion_group'))
    )
    with op.batch_alter_table('opinion_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opinion_group_round_id'), ['round_id'], unique=False)

    op.create_table('opinion_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('patch', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['comment_round.id'], name=op.f('fk_opinion_step_round_id_comment_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_opinion_step_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion_step')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('opinion_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opinion_step_round_id'), ['round_id'], unique=False)

    op.create_table('public_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("channel IN ('mail','fax','email','form','counter')", name=op.f('ck_public_comment_channel')),
    sa.ForeignKeyConstraint(['round_id'], ['comment_round.id'], name=op.f('fk_public_comment_round_id_comment_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_public_comment')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_public_comment_round_id_number'))
    )
    op.create_table('opinion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('copy_of', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['public_comment.id'], name=op.f('fk_opinion_comment_id_public_comment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['copy_of'], ['opinion.id'], name=op.f('fk_opinion_copy_of_opinion'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['group_id'], ['opinion_group.id'], name=op.f('fk_opinion_group_id_opinion_group'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['comment_round.id'], name=op.f('fk_opinion_round_id_comment_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion'))
    )
    with op.batch_alter_table('opinion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opinion_comment_id'), ['comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_opinion_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_opinion_round_id'), ['round_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('opinion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opinion_round_id'))
        batch_op.drop_index(batch_op.f('ix_opinion_group_id'))
        batch_op.drop_index(batch_op.f('ix_opinion_comment_id'))

    op.drop_table('opinion')
    op.drop_table('public_comment')
    with op.batch_alter_table('opinion_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opinion_step_round_id'))

    op.drop_table('opinion_step')
    with op.batch_alter_table('opinion_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opinion_group_round_id'))

    op.drop_table('opinion_group')
    with op.batch_alter_table('comment_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_file_round_id'))

    op.drop_table('comment_file')
    with op.batch_alter_table('comment_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_round_plan_id'))

    op.drop_table('comment_round')
