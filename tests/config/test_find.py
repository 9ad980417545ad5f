"""Where settings come from, and which of them count."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.errors import SettingsError

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a writer of files below a folder that nothing else is in."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert ConfigurationFinder({}).for_file(tmp_path / "main.json") == Configuration()


def test_a_file_of_our_own_is_read(write: Write, tmp_path: Path) -> None:
    source = write(
        "flowmason-assist.toml",
        'select = ["FM2", "FM3"]\nignore = ["FM211"]\nreader = "core"\nexclude = ["drafts"]\n'
        'offline = true\n[per-file-ignores]\n"legacy/*" = ["FM301"]\n',
    )

    found = ConfigurationFinder({}).for_file(tmp_path / "deep/main.json")

    assert found == Configuration(
        select=("FM2", "FM3"),
        ignore=("FM211",),
        reader="core",
        exclude=("drafts",),
        offline=True,
        per_file_ignores=(("legacy/*", ("FM301",)),),
        root=tmp_path,
        source=source,
    )


def test_a_table_of_a_project_file_is_read(write: Write, tmp_path: Path) -> None:
    write("pyproject.toml", '[project]\nname = "x"\n[tool.flowmason-assist]\nselect = ["FM2"]\n')

    assert ConfigurationFinder({}).for_file(tmp_path / "main.json").select == ("FM2",)


def test_our_own_file_counts_more_than_the_project_file_beside_it(
    write: Write, tmp_path: Path
) -> None:
    write("pyproject.toml", '[tool.flowmason-assist]\nselect = ["FM2"]\n')
    write("flowmason-assist.toml", 'select = ["FM3"]\n')

    assert ConfigurationFinder({}).for_file(tmp_path / "main.json").select == ("FM3",)


def test_the_nearest_file_counts_alone(write: Write, tmp_path: Path) -> None:
    write("flowmason-assist.toml", 'select = ["FM2"]\nignore = ["FM211"]\n')
    write("a/flowmason-assist.toml", 'select = ["FM3"]\n')
    write("a/b/pyproject.toml", '[project]\nname = "not about us"\n')
    finder = ConfigurationFinder({})

    found = finder.for_file(tmp_path / "a/b/main.json")

    assert (found.select, found.ignore) == (("FM3",), ())
    assert finder.for_file(tmp_path / "main.json").select == ("FM2",)


def test_dots_in_a_path_do_not_mislead(write: Write, tmp_path: Path) -> None:
    write("a/flowmason-assist.toml", 'select = ["FM3"]\n')
    (tmp_path / "b").mkdir()

    found = ConfigurationFinder({}).for_file(tmp_path / "a" / ".." / "b" / "main.json")

    assert found == Configuration()


def test_an_editor_overrides_the_file_and_the_environment_both(
    write: Write, tmp_path: Path
) -> None:
    write("flowmason-assist.toml", 'select = ["FM2"]\nreader = "core"\nignore = ["FM211"]\n')
    finder = ConfigurationFinder(
        {"FLOWMASON_ASSIST_READER": "cli"},
        overrides={"reader": "studio", "select": ["FM3"]},
    )

    found = finder.for_file(tmp_path / "main.json")

    assert (found.select, found.ignore, found.reader) == (("FM3",), ("FM211",), "cli")


def test_the_environment_writes_every_kind_of_setting_as_text(tmp_path: Path) -> None:
    finder = ConfigurationFinder(
        {
            "FLOWMASON_ASSIST_SELECT": "FM2, FM3,",
            "FLOWMASON_ASSIST_OFFLINE": "1",
            "FLOWMASON_ASSIST_INTERPRETER": "python3.12",
            "FLOWMASON_ASSIST_PER_FILE_IGNORES": "a/*:FM2,a/*:FM3,b.json:FM4",
            "FLOWMASON_ASSIST_UNHEARD_OF": "x",
        }
    )

    found = finder.for_file(tmp_path / "main.json")

    assert found == Configuration(
        select=("FM2", "FM3"),
        offline=True,
        interpreter="python3.12",
        per_file_ignores=(("a/*", ("FM2", "FM3")), ("b.json", ("FM4",))),
    )


def test_a_named_file_holds_for_every_path(write: Write, tmp_path: Path) -> None:
    write("a/flowmason-assist.toml", 'select = ["FM3"]\n')
    named = write("named.toml", 'select = ["FM4"]\n')

    found = ConfigurationFinder({}, file=named).for_file(tmp_path / "a/main.json")

    assert found.select == ("FM4",)


def test_without_search_no_file_is_read(write: Write, tmp_path: Path) -> None:
    write("flowmason-assist.toml", "this is not TOML")

    found = ConfigurationFinder({}, search=False).for_file(tmp_path / "main.json")

    assert found == Configuration()


def test_rules_are_ignored_in_the_files_of_a_glob(write: Write, tmp_path: Path) -> None:
    write("flowmason-assist.toml", '[per-file-ignores]\n"legacy/*" = ["FM301", "FM3"]\n')
    finder = ConfigurationFinder({})

    def ignored(name: str) -> tuple[str, ...]:
        path = tmp_path / name
        return finder.for_file(path).lint_settings(path).ignore

    assert ignored("legacy/main.json") == ("FM301", "FM3")
    assert ignored("main.json") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["FM2"]', 'unknown setting "selct"; did you mean "select"?'),
        ('per_file_ignores = ["FM2"]', 'did you mean "per-file-ignores"?'),
        ("zzz = 1", 'unknown setting "zzz"; known are select, ignore, '),
        ('select = "FM2"', '"select" must be a list of texts, like ["FM301", "FM8"]'),
        ("select = [1]", '"select" must be a list of texts'),
        ("offline = 1", '"offline" must be true or false'),
        ('reader = "api"', '"reader" cannot be "api"; it is one of cli, core, studio, all'),
        ('per-file-ignores = ["FM2"]', '"per-file-ignores" must be a table from names'),
        ('interpreter = "evil"', "or set FLOWMASON_ASSIST_INTERPRETER"),
        ("select = [", "is not TOML: "),
    ],
)
def test_a_mistake_is_named_with_its_file(
    write: Write, tmp_path: Path, text: str, message: str
) -> None:
    source = write("flowmason-assist.toml", text)

    with pytest.raises(SettingsError) as caught:
        ConfigurationFinder({}).for_file(tmp_path / "main.json")

    assert message in str(caught.value)
    assert str(source) in str(caught.value)


def test_a_project_file_whose_tool_is_no_table_is_not_about_us(
    write: Write, tmp_path: Path
) -> None:
    write("pyproject.toml", 'tool = "flowmason-assist"')

    assert ConfigurationFinder({}).for_file(tmp_path / "main.json") == Configuration()


@pytest.mark.parametrize("text", ["[tool]\nflowmason-assist = 1", "flowmason-assist = ["])
def test_a_mistake_in_a_project_file_is_named(write: Write, tmp_path: Path, text: str) -> None:
    write("pyproject.toml", text)

    with pytest.raises(SettingsError, match=r"pyproject\.toml"):
        ConfigurationFinder({}).for_file(tmp_path / "main.json")


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("OFFLINE", "maybe", '"offline" must be true or false'),
        ("READER", "api", '"reader" cannot be "api"'),
        ("PER_FILE_IGNORES", "FM2", "must be written as NAME:TEXT,NAME:TEXT"),
    ],
)
def test_a_mistake_in_the_environment_is_named(
    tmp_path: Path, variable: str, text: str, message: str
) -> None:
    finder = ConfigurationFinder({f"FLOWMASON_ASSIST_{variable}": text})

    with pytest.raises(SettingsError, match=f"FLOWMASON_ASSIST_{variable}.*{message}"):
        finder.for_file(tmp_path / "main.json")


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no configuration file"):
        ConfigurationFinder({}, file=tmp_path / "none.toml")
