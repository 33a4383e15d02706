"""Policy fields of questions and themes, and a plan's weights of priority."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('field_assignment',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('theme_key', sa.String(length=20), nullable=False),
    sa.Column('field', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_field_assignment_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'question_code', 'theme_key', name=op.f('pk_field_assignment')),
    )
    op.create_table('field_saving',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('changed', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_field_saving_plan_id_plan')),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_field_saving_who_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_saving')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('field_saving', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_saving_plan_id'), ['plan_id'], unique=False)

    op.create_table('priority_weights',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('weights', sa.JSON(), nullable=False),
    sa.Column('who', sa.Integer(), nullable=True),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_priority_weights_plan_id_plan')),
    sa.ForeignKeyConstraint(['who'], ['staff_member.id'], name=op.f('fk_priority_weights_who_staff_member')),
    sa.PrimaryKeyConstraint('plan_id', name=op.f('pk_priority_weights')),
    )


def downgrade() -> None:
    op.drop_table('priority_weights')
    with op.batch_alter_table('field_saving', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_saving_plan_id'))
    op.drop_table('field_saving')
    op.drop_table('field_assignment')
