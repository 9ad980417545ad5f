"""What is around us: Python, our package, the configuration, editors."""

import difflib
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from flowmason_assist import __version__
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.checking.selectors import require_rules
from flowmason_assist.cli.health.row import Row, State
from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.table import ENVIRONMENT_PREFIX, SETTINGS
from flowmason_assist.errors import AssistError, SettingsError
from flowmason_assist.lint.load import all_rules
from flowmason_assist.resources import folder

_EDITORS = ("code", "codium", "cursor", "nvim", "vim", "hx", "emacs", "kate", "zed", "subl")


def python() -> Row:
    """Look at the Python that runs us."""
    return Row("python", State.OK, f"{platform.python_version()} at {sys.executable}")


def package() -> Row:
    """Look at our own files."""
    try:
        components = len(load_catalogue(folder("schemas")))
    except AssistError as error:
        return Row("flowmason-assist", State.BROKEN, str(error), "reinstall flowmason-assist")
    detail = f"{__version__}: {len(all_rules())} rules, {components} components"
    return Row("flowmason-assist", State.OK, detail)


def settings(here: Path, environment: Mapping[str, str]) -> Configuration:
    """Give the settings that hold in a folder; the defaults where they cannot be understood."""
    try:
        return ConfigurationFinder(environment).for_folder(here)
    except SettingsError:
        return Configuration()


def configuration(here: Path, environment: Mapping[str, str]) -> Iterator[Row]:
    """Look at the configuration that holds in a folder, and at what the environment says."""
    name = "configuration"
    try:
        found = ConfigurationFinder(environment).for_folder(here)
        require_rules(found.rule_selectors, all_rules())
    except SettingsError as error:
        yield Row(name, State.BROKEN, str(error), "correct this setting")
    else:
        yield Row(name, State.OK, str(found.source or "no file; the defaults hold"))
    known = [setting.variable for setting in SETTINGS]
    for variable in sorted(set(environment) - set(known)):
        if variable.startswith(ENVIRONMENT_PREFIX):
            close = difflib.get_close_matches(variable, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            detail = f"the environment variable {variable} means nothing{hint}"
            yield Row("environment", State.BROKEN, detail, f"unset {variable}")


def editors() -> Row:
    """Look for editors that we have clients for."""
    found = [each for each in _EDITORS if shutil.which(each)]
    if found:
        return Row("editors", State.OK, ", ".join(found))
    detail = "none of the usual commands is on the PATH"
    return Row("editors", State.MISSING, detail, "any editor that speaks LSP will do")
