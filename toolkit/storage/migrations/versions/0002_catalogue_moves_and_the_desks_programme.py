"""Answers kept from earlier catalogue versions; the programme in which a desk works. The default programme
loses the name that was fixed in the language of the first start: an empty name follows the reader's."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("catalogue_version_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("waiting_for", sa.String(length=200), nullable=False),
        sa.Column("feasible_soon", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_earlier_answer_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["catalogue_version_id"],
            ["catalogue_version.id"],
            name=op.f("fk_earlier_answer_catalogue_version_id_catalogue_version"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_earlier_answer_changed_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_answer")),
        sa.UniqueConstraint(
            "assessment_id",
            "question_key",
            "catalogue_version_id",
            name="uq_earlier_answer",
        ),
    )
    for column in ("assessment_id", "catalogue_version_id", "changed_by_id"):
        op.create_index(op.f(f"ix_earlier_answer_{column}"), "earlier_answer", [column])
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("working_in_id", sa.Integer(), nullable=True))
        batch.create_index(batch.f("ix_person_working_in_id"), ["working_in_id"])
        batch.create_foreign_key(
            batch.f("fk_person_working_in_id_programme"),
            "programme",
            ["working_in_id"],
            ["id"],
            ondelete="RESTRICT",
        )
    op.execute("UPDATE programme SET name = '' WHERE name IN ('Unser Verfahren', 'Our programme')")


def downgrade() -> None:
    raise NotImplementedError("The way back is the backup made before the migration.")
