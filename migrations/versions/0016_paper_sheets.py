"""Paper sheets, who types them, and the companies that typists come from."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('paper_intake',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('without_code', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_paper_intake_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', name=op.f('pk_paper_intake'))
    )
    op.create_table('paper_arrival',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('coded', sa.Integer(), nullable=False),
    sa.Column('uncoded', sa.Integer(), nullable=False),
    sa.CheckConstraint('coded >= 0 AND uncoded >= 0', name=op.f('ck_paper_arrival_whole')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_paper_arrival_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'day', name=op.f('pk_paper_arrival'))
    )
    op.create_table('paper_bundle',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('typist_id', sa.Integer(), nullable=True),
    sa.Column('sealed', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_paper_bundle_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['typist_id'], ['staff_member.id'], name=op.f('fk_paper_bundle_typist_id_staff_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_bundle')),
    sa.UniqueConstraint('questionnaire_id', 'number', name=op.f('uq_paper_bundle_questionnaire_id_number'))
    )
    op.create_index(op.f('ix_paper_bundle_typist_id'), 'paper_bundle', ['typist_id'], unique=False)
    op.create_table('paper_sheet',
    sa.Column('number', sa.String(length=6), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('bundle_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('box', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("state IN ('blank','begun','typed','aside','unused','sealed')", name=op.f('ck_paper_sheet_state')),
    sa.CheckConstraint("(box IS NOT NULL) = (state IN ('begun','typed'))", name=op.f('ck_paper_sheet_box')),
    sa.ForeignKeyConstraint(['bundle_id'], ['paper_bundle.id'], name=op.f('fk_paper_sheet_bundle_id_paper_bundle'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_paper_sheet_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_paper_sheet')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_paper_sheet_bundle_id'), 'paper_sheet', ['bundle_id'], unique=False)
    op.create_index(op.f('ix_paper_sheet_questionnaire_id'), 'paper_sheet', ['questionnaire_id'], unique=False)
    op.create_table('paper_mark',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('mark', sa.String(length=10), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_paper_mark_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'name', 'mark', name=op.f('pk_paper_mark'))
    )
    op.create_table('typed_count',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_typed_count_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff_member.id'], name=op.f('fk_typed_count_staff_id_staff_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'staff_id', 'day', name=op.f('pk_typed_count'))
    )
    with op.batch_alter_table('staff_member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('company', sa.String(length=100), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('staff_member', schema=None) as batch_op:
        batch_op.drop_column('company')
    op.drop_table('typed_count')
    op.drop_table('paper_mark')
    op.drop_index(op.f('ix_paper_sheet_questionnaire_id'), table_name='paper_sheet')
    op.drop_index(op.f('ix_paper_sheet_bundle_id'), table_name='paper_sheet')
    op.drop_table('paper_sheet')
    op.drop_index(op.f('ix_paper_bundle_typist_id'), table_name='paper_bundle')
    op.drop_table('paper_bundle')
    op.drop_table('paper_arrival')
    op.drop_table('paper_intake')
