"""What the globs of a configuration match."""

import pytest

from flowmason_assist.config.glob import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("main.json", "main.json"),
        ("main.json", "deep/down/main.json"),
        ("*.json", "deep/main.json"),
        ("drafts", "drafts"),
        ("drafts", "a/drafts/b/main.json"),
        ("drafts/", "drafts/main.json"),
        ("flows/drafts", "flows/drafts/main.json"),
        ("./flows/*.json", "flows/main.json"),
        ("/flows", "flows/main.json"),
        ("flows/**", "flows/a/b.json"),
        ("**/b.json", "b.json"),
        ("**/b.json", "a/a/b.json"),
        ("a/**/b.json", "a/b.json"),
        ("a/**/b.json", "a/x/y/b.json"),
        ("v?.json", "v1.json"),
        ("v[0-9].json", "v1.json"),
        ("v[!0-9].json", "vx.json"),
        ("a+b(1).json", "a+b(1).json"),
        ("flows\\*.json", "flows/main.json"),
    ],
)
def test_a_pattern_matches(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("main.json", "domain.json"),
        ("main.json", "main.jsonl"),
        ("*.json", "main.txt"),
        ("flows/*.json", "flows/deep/main.json"),
        ("flows/drafts", "a/flows/drafts/main.json"),
        ("/flows", "a/flows/main.json"),
        ("v?.json", "v12.json"),
        ("v[!0-9].json", "v1.json"),
        ("a.json", "axjson"),
        ("drafts", "my-drafts/main.json"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


@pytest.mark.parametrize("pattern", ["[", "[]", "a[b", "[z-a]", "\\", "", "***", "[^]"])
def test_no_pattern_raises(pattern: str) -> None:
    assert matches(pattern, "something/else.json") in {True, False}
