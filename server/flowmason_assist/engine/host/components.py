"""The components that a run may use: the engine's own and, with trust, the user's."""

import importlib.util
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from flowmason_core.registry import ComponentRegistry
from flowmason_core.registry.extractor import MetadataExtractor
from flowmason_core.registry.types import ComponentInfo


class Components:
    """A registry as the executor sees one."""

    def __init__(self, packages: Path) -> None:
        self._registry = ComponentRegistry(packages_dir=packages)
        self._registry.auto_discover()
        self._own: dict[str, tuple[type, ComponentInfo]] = {}
        self._schemas: dict[tuple[str, str], Mapping[str, Any]] = {}

    def get_component_class(self, component_type: str) -> type[Any]:
        """Class of a component; raises the engine's own error where there is none."""
        if component_type in self._own:
            return self._own[component_type][0]
        found: type[Any] = self._registry.get_component_class(component_type)
        return found

    def get_component_metadata(self, component_type: str) -> ComponentInfo:
        """What a component says of itself."""
        if component_type in self._own:
            return self._own[component_type][1]
        return self._registry.get_component_metadata(component_type)

    def input_schema(self, component_type: str) -> Mapping[str, Any]:
        """JSON Schema of a component's input; empty for a component that is unknown."""
        return self._schema(component_type, "Input")

    def output_schema(self, component_type: str) -> Mapping[str, Any]:
        """JSON Schema of a component's output; empty for a component that is unknown."""
        return self._schema(component_type, "Output")

    def load(self, paths: Iterable[str]) -> list[str]:
        """Import files of the user's, and say of those that fail why they did."""
        return [problem for path in paths if (problem := self._load_file(Path(path))) is not None]

    def _load_file(self, path: Path) -> str | None:
        try:
            module = _import(path)
            for value in vars(module).values():
                if isinstance(value, type) and value.__module__ == module.__name__:
                    self._register(value)
        except Exception as error:  # noqa: BLE001 - the file may do anything.
            return f'the component file "{path.name}" cannot be loaded: {error!r}'
        return None

    def _register(self, component: type) -> None:
        if getattr(component, "_flowmason_metadata", None) is not None:
            info = MetadataExtractor().extract_from_class(component)
            self._own[info.component_type] = (component, info)

    def _schema(self, component_type: str, model: str) -> Mapping[str, Any]:
        key = (component_type, model)
        if key not in self._schemas:
            self._schemas[key] = self._read_schema(*key)
        return self._schemas[key]

    def _read_schema(self, component_type: str, model: str) -> Mapping[str, Any]:
        try:
            schema = getattr(self.get_component_class(component_type), model).model_json_schema()
        except Exception:  # noqa: BLE001 - a component that cannot be described is used as it is.
            return {}
        return schema if isinstance(schema, Mapping) else {}


def _import(path: Path) -> ModuleType:
    name = f"flowmason_user_component_{path.stem}_{abs(hash(str(path)))}"
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise ImportError("it is not a Python file")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    specification.loader.exec_module(module)
    return module
