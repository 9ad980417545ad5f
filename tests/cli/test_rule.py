"""`rule` prints what the rules say of themselves."""

import json

import pytest

from flowmason_assist.lint.load import all_rules
from tests.cli.conftest import Invoke


@pytest.mark.parametrize("name", ["FM206", "fm206", "repeated-dependency"])
def test_a_rule_is_found_by_code_and_by_name(invoke: Invoke, name: str) -> None:
    result = invoke("rule", name)

    assert result.exit_code == 0
    assert result.stdout.startswith("# repeated-dependency (FM206)\n\nSeverity: warning\n")
    assert "## Instead" in result.stdout


def test_all_rules_are_printed_one_after_the_other(invoke: Invoke) -> None:
    result = invoke("rule", "--all")

    headings = [line for line in result.stdout.splitlines() if line.startswith("# ")]
    assert headings == [f"# {rule.name} ({rule.code})" for rule in all_rules()]


def test_json_is_an_object_for_one_and_an_array_for_all(invoke: Invoke) -> None:
    one = json.loads(invoke("rule", "FM206", "--output-format", "json").stdout)
    every = json.loads(invoke("rule", "--all", "--output-format", "json").stdout)

    assert one in every
    assert one.keys() == {"code", "name", "severity", "summary", "documentation", "docs"}
    assert len(every) == len(all_rules())


def test_a_rule_that_does_not_exist_is_no_result(invoke: Invoke) -> None:
    result = invoke("rule", "repeated-dependencies")

    assert (result.exit_code, result.stdout) == (1, "")
    assert 'did you mean "repeated-dependency"?' in result.stderr


def test_one_rule_or_all_must_be_asked_for(invoke: Invoke) -> None:
    assert invoke("rule").exit_code == 2
    assert invoke("rule", "FM206", "--all").exit_code == 2


def test_a_terminal_gets_it_laid_out(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    result = invoke("rule", "FM206")

    assert "\x1b[" in result.stdout
    assert "## Instead" not in result.stdout
