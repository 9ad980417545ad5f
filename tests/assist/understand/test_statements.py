"""SQL that stands unquoted in a request ends where its grammar does."""

import pytest

from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.tokens import Kind


@pytest.mark.parametrize(
    ("statement", "rest"),
    [
        ("SELECT a FROM t", " on those rows, then explain the numbers"),
        ("SELECT a FROM t WHERE paid = 0", ", and a stern reminder"),
        ("SELECT a FROM t WHERE paid = 0 AND due < now()", " — from that, take 7"),
        ("SELECT a FROM t GROUP BY a, b", " over the rows"),
        ("SELECT a, SUM(b) AS c FROM t GROUP BY a ORDER BY c DESC", ", over the rows I pass"),
        ("SELECT a FROM t o WHERE o.x = 'y, z'", " - that one please"),
        ("SELECT a FROM t WHERE b > 0", " (database shop)"),
        ("SELECT a FROM t", " evaluated over t.csv and the five best kept"),
        ("INSERT INTO t (a, b) VALUES (1, 2)", " in the database shop"),
        ("UPDATE t SET done = true WHERE batch = 77", " - execute this, please"),
        ("DELETE FROM t WHERE age > 30", " inside a try"),
        ("TRUNCATE t", " on Postgres"),
        ("select a, b from t", ", then post it"),
    ],
)
def test_statements_end_where_their_grammar_does(statement: str, rest: str) -> None:
    tokens = extract(f"run {statement}{rest}.").tokens

    quoted = [token.text for token in tokens if token.kind is Kind.QUOTED]

    assert quoted == [statement]
