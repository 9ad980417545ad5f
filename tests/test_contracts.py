"""What every rule must have, wherever its file came from."""

import ast
import re
from pathlib import Path

import pytest

from flowmason_assist.lint import rules
from flowmason_assist.lint.load import LoadedRule, all_rules
from tests.support.markdown import Case, read_cases
from tools import docs

RULE_FILES = sorted(
    path for path in Path(rules.__path__[0]).glob("*.py") if path.name != "__init__.py"
)
FIXTURES = Path(__file__).parent / "lint"
LINES_OF_A_RULE = 120

each_file = pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
each_rule = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)


def cases_of(slug: str) -> list[Case]:
    """Give the cases of a rule's fixture."""
    path = FIXTURES / f"{slug}.md"
    assert path.is_file(), f"{slug} has no fixture: write tests/lint/{slug}.md"
    return read_cases(path, path.read_text(encoding="utf-8"))


def test_every_rule_on_disk_is_loaded() -> None:
    names = [rule.name.replace("-", "_") for rule in all_rules()]

    assert sorted(names) == [path.stem for path in RULE_FILES]


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in all_rules()]

    assert len(codes) == len(set(codes))


@each_rule
def test_a_code_belongs_to_a_family(rule: LoadedRule) -> None:
    match = re.fullmatch(r"FM(\d)\d\d", rule.code)

    assert match, "a code is FM and three digits"
    assert match[1] in docs.FAMILIES


@each_rule
def test_a_rule_documents_itself(rule: LoadedRule) -> None:
    headings = re.findall(r"^## .*$", rule.documentation, re.MULTILINE)

    assert rule.summary.endswith(".")
    assert headings[:2] == ["## Example", "## Instead"]
    for section in rule.documentation.split("## ")[1:]:
        assert section.partition("\n")[2].strip(), "a section is empty"


@each_rule
def test_a_rule_has_one_check(rule: LoadedRule) -> None:
    assert (rule.check_stage is None) != (rule.check_pipeline is None)


@each_file
def test_a_rule_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES_OF_A_RULE


@each_rule
def test_a_fixture_fires_and_has_a_neighbor_that_does_not(rule: LoadedRule) -> None:
    cases = cases_of(rule.name.replace("-", "_"))
    fires = [bool(re.search(rf"\^.* {rule.code}\b", case.main.text)) for case in cases]

    assert any(fires), "no case fires"
    assert not all(fires), "no case shows what must not fire"


@each_rule
def test_a_fix_is_shown(rule: LoadedRule) -> None:
    if not docs.has_fix(rule):
        return
    cases = cases_of(rule.name.replace("-", "_"))

    assert any(case.of_kind("fixed") for case in cases), "no case shows the fixed text"


@each_file
def test_a_rule_knows_no_other(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert not any(name.startswith("flowmason_assist.lint.rules") for name in imported)


def test_the_documentation_is_fresh() -> None:
    outdated = [path.name for path in docs.stale(docs.pages())]

    assert not outdated, "run `make docs`"
