"""Which courses vanished from a live plan, and since when each plan asks for a course."""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # What vanished before is marked by the next reading of iGOT.
    op.execute("ALTER TABLE prescribed_course ADD COLUMN vanished boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE prescribed_course ADD COLUMN listed_since timestamptz")
    op.execute(
        """
        UPDATE prescribed_course AS listed SET listed_since = (
            SELECT min(CAST(said.content ->> 'published_at' AS timestamptz))
            FROM training_plan_history AS said
            WHERE said.plan_id = listed.plan_id
                AND said.content -> 'courses' @> jsonb_build_array(
                    jsonb_build_array(course.feed_id)
                )
        )
        FROM course
        WHERE course.id = listed.course_id
        """
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for column in ("listed_since", "vanished"):
        op.execute(f"ALTER TABLE prescribed_course DROP COLUMN {column}")
