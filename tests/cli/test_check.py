"""What `check` finds, what it leaves out, and what its exit code says."""

import json

from click.testing import Result

from tests.cli.conftest import MISSPELT, REPEATED, SOUND, Invoke, Write

INFORMATION = SOUND.replace('"id": "say"', '"id": "say it"')


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(result.stdout)]


def test_a_sound_pipeline_is_clean(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("check", "main.pipeline.json")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no problems in 1 file\n")


def test_an_error_fails(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", MISSPELT)

    result = invoke("check", "main.pipeline.json", "--output-format", "concise")

    assert result.exit_code == 1
    assert result.stdout.startswith("main.pipeline.json:6:70: error FM204: ")
    assert "1 error in 1 of 1 file" in result.stderr


def test_a_warning_fails_too(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", REPEATED)

    result = invoke("check", "main.pipeline.json")

    assert result.exit_code == 1
    assert "1 warning in 1 of 1 file" in result.stderr


def test_information_is_shown_and_does_not_fail(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", INFORMATION)

    result = invoke("check", ".", "--select", "FM207", "--output-format", "json")

    assert (result.exit_code, codes(result)) == (0, ["FM207"])


def test_with_exit_zero_findings_do_not_fail(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", MISSPELT)

    result = invoke("check", ".", "--exit-zero", "--output-format", "json")

    assert (result.exit_code, codes(result)) == (0, ["FM204"])


def test_without_paths_the_current_folder_is_searched(write: Write, invoke: Invoke) -> None:
    write("deep/down/main.pipeline.json", MISSPELT)

    result = invoke("check", "--output-format", "json")

    assert [each["file"] for each in json.loads(result.stdout)] == ["deep/down/main.pipeline.json"]


def test_rules_are_selected_by_code_beginning_and_name(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", REPEATED.replace('"say", "say"', '"say", "say", "sya"'))

    def selected(*arguments: str) -> list[str]:
        return codes(invoke("check", ".", "--output-format", "json", *arguments))

    assert selected() == ["FM206", "FM204"]
    assert selected("--select", "FM204") == ["FM204"]
    assert selected("--select", "repeated-dependency") == ["FM206"]
    assert selected("--select", "FM3,FM2", "--ignore", "FM204") == ["FM206"]
    assert selected("--ignore", "FM204", "--ignore", "FM206") == []


def test_a_rule_that_does_not_exist_is_named_with_the_nearest(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("check", ".", "--select", "repeated-dependancy")

    assert result.exit_code == 2
    assert 'no rule "repeated-dependancy"; did you mean "repeated-dependency"?' in result.stderr


def test_standard_input_is_checked_under_the_name_that_is_given(invoke: Invoke) -> None:
    result = invoke(
        *("check", "-", "--stdin-filename", "flows/main.pipeline.json"),
        *("--output-format", "json"),
        stdin=MISSPELT,
    )

    assert [each["file"] for each in json.loads(result.stdout)] == ["flows/main.pipeline.json"]


def test_standard_input_has_a_name_without_one(invoke: Invoke) -> None:
    result = invoke("check", "-", "--output-format", "concise", stdin=MISSPELT)

    assert result.stdout.startswith("<stdin>:6:70: error FM204: ")


def test_what_was_given_twice_is_checked_once(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", MISSPELT)

    result = invoke("check", "main.pipeline.json", ".", "--output-format", "json")

    assert codes(result) == ["FM204"]


def test_statistics_count_the_findings_of_each_rule(write: Write, invoke: Invoke) -> None:
    write("a.pipeline.json", MISSPELT)
    write("b.pipeline.json", REPEATED)
    write("c.pipeline.json", REPEATED)

    table = invoke("check", ".", "--statistics")
    document = invoke("check", ".", "--statistics", "--output-format", "json")

    assert table.stdout == (
        "2  warning FM206  [*]  repeated-dependency\n"
        "1  error   FM204  [*]  unknown-dependency\n"
    )  # fmt: skip
    assert [(each["code"], each["count"]) for each in json.loads(document.stdout)] == [
        ("FM206", 2),
        ("FM204", 1),
    ]


def test_options_that_contradict_each_other_are_refused(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    for arguments in (
        ("--diff", "--output-format", "json"),
        ("--diff", "--statistics"),
        ("--statistics", "--output-format", "sarif"),
        ("--config", "x.toml", "--isolated"),
        ("-", "--fix"),
    ):
        result = invoke("check", "main.pipeline.json", *arguments)

        assert result.exit_code == 2, arguments
        assert "Error: " in result.stderr
        assert result.stdout == ""
