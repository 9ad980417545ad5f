"""The models of this machine that are in use, each of them once."""

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.models.choose import current_choice, embedded, find_local
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.store import Store
from flowmason_assist.llm.providers.embedded import Embedded


class RunningModels:
    """
    A worker for each model file, the same for all who ask: memory holds no model twice.

    None is started before its first request. All raise `ModelUnavailable` without the extra
    `local`.
    """

    def __init__(self) -> None:
        self._models: dict[LocalModel, Embedded] = {}

    def fast(self, store: Store) -> Embedded:
        """Give the model for what is quick; raises `ModelUnavailable` when there is none."""
        choice = current_choice(store)
        if choice.fast is None:
            raise ModelUnavailable("no model is installed; see `flowmason-assist model list`")
        return self._of(choice.fast)

    def deep(self, store: Store) -> Embedded | None:
        """Give the model for the rest; None when no installed one fits the machine."""
        choice = current_choice(store)
        return self._of(choice.deep) if choice.deep else None

    def named(self, name: str, store: Store) -> Embedded:
        """Give a model by its name, whether it fits the machine or not."""
        model = find_local(name, store)
        if model is None:
            raise ModelUnavailable(
                f'no model "{name}" is on this machine; see `flowmason-assist model list`'
            )
        return self._of(model)

    def _of(self, model: LocalModel) -> Embedded:
        if model not in self._models:
            self._models[model] = embedded(model)
        return self._models[model]
