"""
What can go wrong at the rim, as one small tree.

AssistError                 anything we report on purpose
├── ResourceError           a shipped schema or prompt cannot be read
├── SettingsError           a setting that we do not understand
├── InputError              a file that cannot be read or analyzed
│   └── NoResult            it was read and tried, and there is nothing to give
├── EngineError             the FlowMason engine could not be started
└── ModelError              no answer could be had
    ├── ModelUnavailable    not installed, not running, not reachable
    ├── ModelTimeout        too slow for this task
    ├── ModelRefused        key, quota, policy
    └── ReplyUnusable       answered, but not in the agreed form
"""


class AssistError(Exception):
    """Anything that we report on purpose; its text says what to do."""


class ResourceError(AssistError):
    """A shipped schema or prompt cannot be read."""


class SettingsError(AssistError):
    """A setting that we do not understand."""


class InputError(AssistError):
    """A file that cannot be read or analyzed."""


class NoResult(InputError):
    """It was read and tried, and there is nothing to give; the text says why."""


class EngineError(AssistError):
    """The FlowMason engine could not be started."""


class ModelError(AssistError):
    """
    No answer could be had from a language model.

    `retry_after` is the number of seconds after which the model asked to be tried again.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ModelUnavailable(ModelError):
    """A model is not installed, not running, or not reachable."""


class ModelTimeout(ModelError):
    """A model was too slow for the task."""


class ModelRefused(ModelError):
    """A key, a quota or a policy stands against the request."""


class ReplyUnusable(ModelError):
    """A model answered, but not in the agreed form."""
