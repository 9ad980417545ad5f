"""What is sensitive is found, and what only looks like it is not."""

import json
from collections.abc import Callable

import pytest

from bench.routing.labelled import Labelled, everything, requests
from flowmason_assist.routing.sensitivity.judge import find

FIRST = [*requests("tuning"), *requests("heldout")]


def kinds(text: str) -> set[str]:
    """Give the kinds of what is found in a text."""
    return {str(each.kind) for each in find(text)}


@pytest.mark.parametrize(
    "request_",
    [each for each in everything() if each.label == "sensitive"],
    ids=lambda each: each.voice,
)
def test_every_planted_secret_is_found(request_: Labelled) -> None:
    assert find(request_.text)


def test_look_alikes_are_left_alone() -> None:
    flagged = [each.text for each in FIRST if each.label != "sensitive" and find(each.text)]

    assert flagged == []


def test_few_look_alikes_of_later_sets_are_taken_for_sensitive() -> None:
    harmless = [each for each in everything() if each.label != "sensitive"]

    assert sum(bool(find(each.text)) for each in harmless) <= 0.01 * len(harmless)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"Authorization": "Bearer 8f14e45fceea167a5a36dedd4bea2543"}', "credential"),
        ("use key AKIAIOSFODNN7EXAMPLE", "credential"),
        ("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "random_secret"),
        ("call +1 (555) 010-4477 when done", "phone"),
        ("it is 4111111111111111", "card"),
        ("user=admin password=admin1", "password"),
        ('{"metadata": {"sensitivity": "restricted"}}', "tag"),
        ('{"db_password": "correcthorse"}', "password"),
        ("passphrase = horse battery staple", "password"),
        ("postgres://app@db.corp.acme.io/orders", "connection_string"),
        ("it is 078-05-1120", "national_id"),
        ("SSN 078051120", "personal_number"),
        ('{"name": "Sarah Johnson"}', "person"),
        ("lives at 742 Evergreen Terrace", "address"),
        ("to Am Mühlbach 14, 86150 Augsburg", "address"),
        ("to C/ Olivares 23, 2º izq., 41001 Sevilla", "address"),
        ("charge 6225 8506 3913 5452 09/28", "card"),
        ("zadzwoń pod 601 482 937", "phone"),
        ("it is 33631949944, a CPF", "national_id"),
        ("身份证 11010519900912635X", "national_id"),
        ("redis-cli -h cache -a Zw3tschge!9 ping", "password"),
        ("jdbc:oracle:thin:hr/Blau3Beere@//ora7:1521/PROD", "password"),
        ("db3.lan:5432:claims:etl:Hag3butte", "password"),
        ("社外秘 この処理", "proprietary"),
        ("Uso interno exclusivo.", "proprietary"),
        ("Poufne: oferty", "proprietary"),
    ],
)
def test_usual_secrets_are_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"api_key": "{{env.API_KEY}}", "password": "${DB_PASSWORD}", "token": "<your-token>"}',
        '{"properties": {"password": {"type": "string"}, "ssn": {"type": "string"}}}',
        '["550e8400-e29b-41d4-a716-446655440000", "da39a3ee5e6b4b0d3255bfef95601890"]',
        '{"api_key_env": "OPENAI_API_KEY", "max_tokens": 500, "token_count": 12}',
        '{"name": "Blog Post Writer", "classification": "bug", "sensitivity": "public"}',
        "mail jane@example.com, call http://localhost:8080/v1?key={{input.key}}",
        "postgres://localhost:5432/app and redis://cache:6379/0",
        "the password is required, the api key is missing, the token is expired",
        "sort by primary key, put it under key orders/2024-01-31/summary.json",
        "version 10.2.11.4 from 2024-01-31 at 1700000000, order 100245, 3.14159265358979",
        "classify as confidential, internal or public; the word geheim in a text",
        "Top 100, 2024 Edition, page 3, 20 Items; in 2024, 10000 Users came",
        "HF_TOKEN=hf_xxxxxxxxxxxxxxxx",
        "trace 00-805787eabf6c9177a91c19b52cdae914-a3dff535a2e4f1d4-01",
        "meter 004821937 reads 18273.4, tag E200 3412 0123 4567",
        "my order 12345678 fails and the cpf field is empty",
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQ\n-----END PUBLIC KEY-----",
    ],
)
def test_usual_look_alikes_are_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "hide",
    [
        lambda secret: json.dumps({"prompt": f"first\n{secret}\nlast"}),
        lambda secret: json.dumps([json.dumps([secret])]),
        lambda secret: "".join(f"\\u{ord(each):04x}" for each in secret),
        lambda secret: "".join(f"%{ord(each):02X}" for each in secret),
        "\u200b".join,
        lambda secret: f"see https://x.io/?a=1&k={secret}#top",
    ],
    ids=["line ends", "nested", "unicode escapes", "percent", "no width", "address"],
)
def test_a_secret_is_found_in_every_writing(hide: Callable[[str], str]) -> None:
    assert find(hide("ghp_R8sK2mVq7LwXzT4nBcJ1yDfGhUeAoPi35tQv"))


def test_a_finding_tells_where_it_was_written() -> None:
    text = r'{"a": "x\ny", "mail": "\u006aane@corp.io"}'

    (found,) = find(text)

    assert text[found.start : found.end] == r"\u006aane@corp.io"
