"""
The answer of a web service is used, whatever its status.

An `http_request` stage succeeds with any answer: for a 404 or a 500 only its `success` is false.
What reads the body then works on an error page.

## Example

    { "id": "fetch", "component_type": "http_request", "config": { "url": "https://example.com" } },
    { "depends_on": ["fetch"], "config": { "text": "{{upstream.fetch.body}}" } }

## Instead

    { "id": "ok", "component_type": "conditional", "depends_on": ["fetch"],
      "config": { "condition": "{{upstream.fetch.success}}", "true_branch_stages": ["sum"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM702", severity=Severity.HINT)

_CHECKED = frozenset({"success", "status_code"})


def check_pipeline(facts: Facts) -> Iterator[Match]:
    requests = {
        stage.id: index
        for index, stage in enumerate(facts.stages)
        if stage.id and stage.component and stage.component.name == "http_request"
    }
    if not requests:
        return
    read: set[str] = set()
    checked: set[str] = set()
    for stage in facts.stages:
        for reference in stage.references:
            target = reference.stage
            if target in requests:
                field = reference.names[2] if len(reference.names) > 2 else ""  # noqa: PLR2004 - behind root and id
                (checked if field in _CHECKED or not field else read).add(target)
    for stage_id in sorted(read - checked):
        index = requests[stage_id]
        span = facts.place(index, facts.stages[index].stage.name_span)
        message = (
            f'nothing looks at the status of "{stage_id}"; a failed request passes for an answer'
        )
        yield Match(span, message)
