"""Many people: deputies, assignments and conflicts of interest, reviews with comments and letters, rounds,
releases, uploaded files, messages; the event names its measure, so that each measure has a chain of its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sa.UniqueConstraint("sha256", name=op.f("uq_blob_sha256")),
    )
    op.create_table(
        "deputyship",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("person_id <> deputy_id", name=op.f("ck_deputyship_not_oneself")),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_deputyship_deputy_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deputyship_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputyship")),
    )
    with op.batch_alter_table("deputyship") as batch:
        batch.create_index(batch.f("ix_deputyship_deputy_id"), ["deputy_id"])
        batch.create_index(batch.f("ix_deputyship_person_id"), ["person_id"])

    op.create_table(
        "snippet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_snippet_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippet")),
    )
    with op.batch_alter_table("snippet") as batch:
        batch.create_index(batch.f("ix_snippet_person_id"), ["person_id"])

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_anchor", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"],
            ["person.id"],
            name=op.f("fk_assignment_assigned_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_assignment_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment") as batch:
        batch.create_index(batch.f("ix_assignment_assigned_by_id"), ["assigned_by_id"])
        batch.create_index(batch.f("ix_assignment_measure_id"), ["measure_id"])
        batch.create_index(batch.f("ix_assignment_person_id"), ["person_id"])
        batch.create_index(
            "uq_assignment_in_force",
            ["measure_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("declared_by_id", sa.Integer(), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(municipality_id IS NULL) <> (measure_id IS NULL)", name=op.f("ck_conflict_with_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["declared_by_id"],
            ["person.id"],
            name=op.f("fk_conflict_declared_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_conflict_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_conflict_municipality_id_municipality"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_conflict_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    with op.batch_alter_table("conflict") as batch:
        batch.create_index(batch.f("ix_conflict_declared_by_id"), ["declared_by_id"])
        batch.create_index(batch.f("ix_conflict_measure_id"), ["measure_id"])
        batch.create_index(batch.f("ix_conflict_municipality_id"), ["municipality_id"])
        batch.create_index(batch.f("ix_conflict_person_id"), ["person_id"])

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["measure.id"],
            name=op.f("fk_outbox_message_measure_id_measure"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outbox_message_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message") as batch:
        batch.create_index(batch.f("ix_outbox_message_measure_id"), ["measure_id"])
        batch.create_index(batch.f("ix_outbox_message_person_id"), ["person_id"])

    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_release_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["person.id"],
            name=op.f("fk_release_released_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("measure_id", "kind", name=op.f("uq_release_measure_id_kind")),
    )
    with op.batch_alter_table("release") as batch:
        batch.create_index(batch.f("ix_release_measure_id"), ["measure_id"])
        batch.create_index(batch.f("ix_release_released_by_id"), ["released_by_id"])

    op.create_table(
        "joint_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("gate_state", sa.String(length=40), nullable=False),
        sa.Column("demands", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_joint_judgement_revision_id_revision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"],
            ["person.id"],
            name=op.f("fk_joint_judgement_settled_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_judgement")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_joint_judgement_revision_id")),
    )
    with op.batch_alter_table("joint_judgement") as batch:
        batch.create_index(batch.f("ix_joint_judgement_settled_by_id"), ["settled_by_id"])

    op.create_table(
        "review_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_review_release_revision_id_revision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["person.id"],
            name=op.f("fk_review_release_released_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_release")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_review_release_revision_id")),
    )
    with op.batch_alter_table("review_release") as batch:
        batch.create_index(batch.f("ix_review_release_released_by_id"), ["released_by_id"])

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_letter_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_letter_written_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_letter_revision_id")),
    )
    with op.batch_alter_table("letter") as batch:
        batch.create_index(batch.f("ix_letter_written_by_id"), ["written_by_id"])

    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_revision_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_revision_id"],
            ["revision.id"],
            name=op.f("fk_round_answered_revision_id_revision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_round_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"],
            ["person.id"],
            name=op.f("fk_round_requested_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_round_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("measure_id", "number", name=op.f("uq_round_measure_id_number")),
    )
    with op.batch_alter_table("round") as batch:
        batch.create_index(batch.f("ix_round_answered_revision_id"), ["answered_revision_id"])
        batch.create_index(batch.f("ix_round_measure_id"), ["measure_id"])
        batch.create_index(batch.f("ix_round_requested_by_id"), ["requested_by_id"])
        batch.create_index(batch.f("ix_round_revision_id"), ["revision_id"])

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_comment_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "assessment_id",
            "question_key",
            "audience",
            name=op.f("uq_comment_assessment_id_question_key_audience"),
        ),
    )
    with op.batch_alter_table("comment") as batch:
        batch.create_index(batch.f("ix_comment_assessment_id"), ["assessment_id"])

    op.create_table(
        "download_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_download_token_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_download_token_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_download_token_token_hash")),
    )
    with op.batch_alter_table("download_token") as batch:
        batch.create_index(batch.f("ix_download_token_evidence_id"), ["evidence_id"])
        batch.create_index(batch.f("ix_download_token_person_id"), ["person_id"])

    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_recommendation_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_recommendation_assessment_id")),
    )
    op.create_table(
        "review_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_review_confirmation_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_review_confirmation_revision_id_revision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_confirmation")),
        sa.UniqueConstraint(
            "assessment_id", "revision_id", name=op.f("uq_review_confirmation_assessment_id_revision_id")
        ),
    )
    with op.batch_alter_table("review_confirmation") as batch:
        batch.create_index(batch.f("ix_review_confirmation_assessment_id"), ["assessment_id"])
        batch.create_index(batch.f("ix_review_confirmation_revision_id"), ["revision_id"])

    op.create_table(
        "round_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_item_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_item")),
    )
    with op.batch_alter_table("round_item") as batch:
        batch.create_index(batch.f("ix_round_item_round_id"), ["round_id"])

    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_item_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_item_id"],
            ["round_item.id"],
            name=op.f("fk_reply_round_item_id_round_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("round_item_id", name=op.f("uq_reply_round_item_id")),
    )
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("measure_id", sa.Integer(), nullable=True))
        batch.create_index(batch.f("ix_event_measure_id"), ["measure_id"])

    with op.batch_alter_table("assessment") as batch:
        batch.add_column(sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("file_name", sa.String(length=255), server_default="", nullable=False))
        batch.add_column(sa.Column("blob_id", sa.Integer(), nullable=True))
        batch.create_index(batch.f("ix_evidence_blob_id"), ["blob_id"])
        batch.create_foreign_key(
            batch.f("fk_evidence_blob_id_blob"), "blob", ["blob_id"], ["id"], ondelete="RESTRICT"
        )

    with op.batch_alter_table("municipality") as batch:
        batch.add_column(sa.Column("needs_release", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("acting_as", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("language", sa.String(length=2), nullable=True))

    with op.batch_alter_table("programme") as batch:
        batch.add_column(
            sa.Column("decides", sa.String(length=40), server_default="recommends", nullable=False)
        )
        batch.add_column(
            sa.Column("reveal_rule", sa.String(length=40), server_default="after_all", nullable=False)
        )
        batch.add_column(sa.Column("submit_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("review_days", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("shows_severity", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("revision") as batch:
        batch.add_column(sa.Column("released_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_index(batch.f("ix_revision_released_by_id"), ["released_by_id"])
        batch.create_foreign_key(
            batch.f("fk_revision_released_by_id_person"),
            "person",
            ["released_by_id"],
            ["id"],
            ondelete="RESTRICT",
        )


def downgrade() -> None:
    raise NotImplementedError("The way back is the backup made before the migration.")
