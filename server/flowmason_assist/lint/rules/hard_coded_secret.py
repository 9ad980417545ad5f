"""
A secret stands in the file.

Whoever can read the pipeline can use it, and it stays in the history of the repository. The
engine reads secrets from the environment: `{{env.NAME}}`.

## Example

    { "component_type": "http_request",
      "config": { "headers": { "Authorization": "Bearer 8f14e45fceea167a5a36dedd4bea2543" } } }

## Instead

    { "component_type": "http_request",
      "config": { "headers": { "Authorization": "Bearer {{env.ORDERS_TOKEN}}" } } }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import Node, NodeKind

RULE = Rule(code="FM701", severity=Severity.INFO)

_KNOWN = re.compile(
    r"\b(?:sk-(?:ant-|proj-)?[\w-]{20,}|gh[opsu]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}"
    r"|AKIA[0-9A-Z]{16}|xox[abposr]-[\w-]{10,}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,})"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\b(?:Bearer|Basic)\s+[\w+/=.~-]{16,}"
    r"|\b[a-z][a-z0-9+]*://[^\s/:@{}]+:[^\s/@{}]{3,}@"
)
_PLACEHOLDER = re.compile(r"x{4,}|\.{3}|<[^>]*>|your|example|placeholder|changeme", re.IGNORECASE)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        for node in parameter.value.walk():
            if node.kind is NodeKind.STRING and _is_secret(parameter, node):
                message = "a secret does not belong into the file; read it as {{env.NAME}}"
                yield Match(node.span, message)


def _is_secret(parameter: Parameter, node: Node) -> bool:
    text = str(node.value)
    if "{{" in text or not text or _PLACEHOLDER.search(text):
        return False
    known = parameter.input
    is_credential = known is not None and known.role is Role.CREDENTIAL
    return is_credential or _KNOWN.search(text) is not None
