"""The table of settings and the configuration describe the same things."""

from dataclasses import fields

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.table import SETTINGS


def test_every_setting_is_a_field_with_its_default() -> None:
    configured = {field.name: field.default for field in fields(Configuration) if not field.kw_only}

    assert configured == {setting.field: setting.default for setting in SETTINGS}


def test_every_setting_describes_itself() -> None:
    for setting in SETTINGS:
        assert setting.description.endswith("."), setting.name
        assert setting.description[0].isupper(), setting.name
