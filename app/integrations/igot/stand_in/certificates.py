"""The ids of certificates: the same on every road that tells of one."""

from app.integrations.igot.stand_in.learning import Enrolment


def certificate_id(user_id: str, row: Enrolment) -> str:
    """Return the id of the certificate that the enrolment earned."""
    return f"{row.chance & 0xFFFFFFFF:08x}-{row.course:04x}{user_id[-23:]}"
