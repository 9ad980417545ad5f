"""Imports that lead to the drivers of a dry run, or to a library made harmless."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from flowmason_assist.engine.host.drivers import files, mongodb, postgres, redis, s3
from flowmason_assist.engine.host.drivers.world import World

FILE_CONNECTOR = "flowmason_lab.connectors.local_file"


def install(world: World) -> None:
    """Put the drivers in the place of the real ones, for all imports from now on."""
    modules: dict[str, ModuleType] = {}
    for driver in (files, mongodb, postgres, redis, s3):
        modules.update(driver.modules(world))
    sys.meta_path.insert(0, _DriverFinder(modules))
    vars(importlib.import_module(FILE_CONNECTOR))["Path"] = files.PathInside(world)


class _DriverFinder(MetaPathFinder):
    """Finds our drivers by name, and tames libraries that do too much."""

    def __init__(self, modules: Mapping[str, ModuleType]) -> None:
        self._modules = modules

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname in self._modules:
            module = self._modules[fullname]
            is_package = hasattr(module, "__path__")
            return ModuleSpec(fullname, _ReadyLoader(module), is_package=is_package)
        if fullname not in TAMED:
            return None
        found = PathFinder.find_spec(fullname, path, target)
        if found is not None and found.loader is not None:
            found.loader = _TamingLoader(found.loader, TAMED[fullname])
        return found


class _ReadyLoader(Loader):
    """Gives a module that is there already."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        del spec
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: the module is complete."""


class _TamingLoader(Loader):
    """Loads as another loader does, and changes the module afterwards."""

    def __init__(self, loader: Loader, tame: Callable[[Any], None]) -> None:
        self._loader = loader
        self._tame = tame

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._tame(module)


def _tame_jinja(jinja2: Any) -> None:  # noqa: ANN401 - a module.
    """Keep payload templates, which are part of a pipeline, from running any Python."""
    sandbox = importlib.import_module("jinja2.sandbox")
    jinja2.Template = lambda source: sandbox.SandboxedEnvironment().from_string(source)


def _tame_duckdb(duckdb: Any) -> None:  # noqa: ANN401 - a module.
    """Keep SQL, which is part of a pipeline, from reading and writing files and addresses."""
    connect = duckdb.connect

    def connect_inside(*place: Any, **settings: Any) -> Any:  # noqa: ANN401 - as the original.
        connection = connect(*place, **settings)
        connection.execute("SET enable_external_access = false")
        return connection

    duckdb.connect = connect_inside


TAMED: Mapping[str, Callable[[Any], None]] = {"duckdb": _tame_duckdb, "jinja2": _tame_jinja}
