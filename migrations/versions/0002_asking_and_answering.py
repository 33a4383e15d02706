"""Asking and answering: codes, envelopes, drafts, held texts, counts of returns."""

import sqlalchemy as sa
from alembic import op
import hashlib
import json

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def _name_documents() -> None:
    """Give each kept document the name of what it says."""
    versions = sa.table('questionnaire_version', sa.column('id'), sa.column('document', sa.JSON), sa.column('fingerprint'))
    for row in op.get_bind().execute(sa.select(versions.c.id, versions.c.document)).all():
        said = json.dumps(row.document, ensure_ascii=False, sort_keys=True)
        mark = hashlib.sha256(said.encode()).hexdigest()
        op.execute(versions.update().where(versions.c.id == row.id).values(fingerprint=mark))


def upgrade() -> None:
    op.create_table('access_code',
    sa.Column('hmac', sa.LargeBinary(length=32), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('used', sa.Boolean(), nullable=False),
    sa.Column('stratum', sa.String(length=100), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.CheckConstraint("channel IN ('mail','hand')", name=op.f('ck_access_code_channel')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_access_code_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('hmac', name=op.f('pk_access_code')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('access_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_code_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('draft',
    sa.Column('key_hmac', sa.LargeBinary(length=32), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('box', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_draft_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key_hmac', name=op.f('pk_draft')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('envelope',
    sa.Column('key_hmac', sa.LargeBinary(length=32), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('receipt_hmac', sa.LargeBinary(length=32), nullable=False),
    sa.Column('idempotency_hmac', sa.LargeBinary(length=32), nullable=False),
    sa.Column('replaced', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_envelope_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key_hmac', name=op.f('pk_envelope')),
    sa.UniqueConstraint('idempotency_hmac', name=op.f('uq_envelope_idempotency_hmac')),
    sa.UniqueConstraint('receipt_hmac', name=op.f('uq_envelope_receipt_hmac')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('envelope', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_envelope_questionnaire_id'), ['questionnaire_id'], unique=False)

    op.create_table('return_count',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_return_count_questionnaire_id_questionnaire'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('questionnaire_id', 'day', name=op.f('pk_return_count'))
    )
    op.create_table('held_text',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('question_code', sa.String(length=200), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_held_text_batch_id_batch'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['questionnaire_version.id'], name=op.f('fk_held_text_version_id_questionnaire_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_text'))
    )
    with op.batch_alter_table('held_text', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_held_text_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_held_text_version_id'), ['version_id'], unique=False)

    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=10), server_default='imported', nullable=False))
        batch_op.add_column(sa.Column('access', sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column('draft', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('key_name', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('public_key', sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column('received', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('texts_withheld', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_unique_constraint(batch_op.f('uq_questionnaire_key_name'), ['key_name'])
        batch_op.create_check_constraint(batch_op.f('ck_questionnaire_state'), "state IN ('imported','draft','published','ended')")
        batch_op.create_check_constraint(batch_op.f('ck_questionnaire_access'), "access IN ('open','codes','departments')")
        batch_op.create_check_constraint(
            batch_op.f('ck_questionnaire_published_whole'),
            "state <> 'published' OR (access IS NOT NULL AND public_key IS NOT NULL"
            " AND opens_at IS NOT NULL AND closes_at IS NOT NULL)",
        )

    with op.batch_alter_table('questionnaire_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fingerprint', sa.String(length=64), nullable=True))
    _name_documents()
    with op.batch_alter_table('questionnaire_version', schema=None) as batch_op:
        batch_op.alter_column('fingerprint', existing_type=sa.String(length=64), nullable=False)

    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('apart', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute('UPDATE response SET version_id = (SELECT version_id FROM batch WHERE batch.id = response.batch_id)')
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.alter_column('version_id', existing_type=sa.Integer(), nullable=False)
        batch_op.create_index(batch_op.f('ix_response_version_id'), ['version_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_response_version_id_questionnaire_version'), 'questionnaire_version', ['version_id'], ['id'], ondelete='CASCADE')

    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=10), server_default='opened', nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_batch_state'), "state IN ('scrubbing','opened')")
        batch_op.drop_constraint(batch_op.f('fk_batch_version_id_questionnaire_version'), type_='foreignkey')
        batch_op.drop_column('version_id')


def downgrade() -> None:
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version_id', sa.INTEGER(), nullable=True))
    op.execute('UPDATE batch SET version_id = (SELECT MIN(version_id) FROM response WHERE response.batch_id = batch.id)')
    op.execute('DELETE FROM batch WHERE version_id IS NULL')
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.alter_column('version_id', existing_type=sa.INTEGER(), nullable=False)
        batch_op.create_foreign_key(batch_op.f('fk_batch_version_id_questionnaire_version'), 'questionnaire_version', ['version_id'], ['id'])
        batch_op.drop_constraint(batch_op.f('ck_batch_state'), type_='check')
        batch_op.drop_column('state')

    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_response_version_id_questionnaire_version'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_response_version_id'))
        batch_op.drop_column('apart')
        batch_op.drop_column('version_id')

    with op.batch_alter_table('questionnaire_version', schema=None) as batch_op:
        batch_op.drop_column('fingerprint')

    with op.batch_alter_table('questionnaire', schema=None) as batch_op:
        for rule in ('published_whole', 'access', 'state'):
            batch_op.drop_constraint(batch_op.f(f'ck_questionnaire_{rule}'), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_questionnaire_key_name'), type_='unique')
        batch_op.drop_column('texts_withheld')
        batch_op.drop_column('received')
        batch_op.drop_column('public_key')
        batch_op.drop_column('key_name')
        batch_op.drop_column('draft')
        batch_op.drop_column('access')
        batch_op.drop_column('state')

    with op.batch_alter_table('held_text', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_held_text_version_id'))
        batch_op.drop_index(batch_op.f('ix_held_text_batch_id'))

    op.drop_table('held_text')
    op.drop_table('return_count')
    with op.batch_alter_table('envelope', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_envelope_questionnaire_id'))

    op.drop_table('envelope')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_questionnaire_id'))

    op.drop_table('draft')
    with op.batch_alter_table('access_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_access_code_questionnaire_id'))

    op.drop_table('access_code')
