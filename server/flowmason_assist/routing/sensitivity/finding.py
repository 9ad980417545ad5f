"""The kinds of text that must not leave the machine."""

from enum import StrEnum


class Kind(StrEnum):
    """Why a span of text is sensitive."""

    CREDENTIAL = "credential"
    PRIVATE_KEY = "private_key"
    CONNECTION_STRING = "connection_string"
    PASSWORD = "password"  # noqa: S105 - the name of a kind.
    RANDOM_SECRET = "random_secret"  # noqa: S105 - the same.
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    IBAN = "iban"
    NATIONAL_ID = "national_id"
    PERSONAL_NUMBER = "personal_number"
    BIRTH_DATE = "birth_date"
    PERSON = "person"
    ADDRESS = "address"
    PROPRIETARY = "proprietary"
    TAG = "tag"  # The pipeline's own `metadata.sensitivity`.
    PATH = "path"  # A file that a setting names.
    PATTERN = "pattern"  # A pattern of the user's.
    GUARDED = "guarded"  # The user once said "never" to sending it.
