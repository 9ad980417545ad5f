"""
What can go wrong at the rim, as one small tree.

AssistError                 anything we report on purpose
├── ResourceError           a shipped schema or prompt cannot be read
├── SettingsError           a setting that we do not understand
├── InputError              a file that cannot be read or analyzed
└── EngineError             the FlowMason engine could not be started
"""


class AssistError(Exception):
    """Anything that we report on purpose; its text says what to do."""


class ResourceError(AssistError):
    """A shipped schema or prompt cannot be read."""


class SettingsError(AssistError):
    """A setting that we do not understand."""


class InputError(AssistError):
    """A file that cannot be read or analyzed."""


class EngineError(AssistError):
    """The FlowMason engine could not be started."""
