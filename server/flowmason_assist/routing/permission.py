"""Whether somebody may be asked."""

from enum import StrEnum


class Permission(StrEnum):
    """What a user says about a tier."""

    NEVER = "never"
    ASK = "ask"
    ALLOW = "allow"
