"""What would leave the machine, as people are shown it before they agree."""

import json
from typing import Any

from flowmason_assist.routing.consent import Preview
from flowmason_assist.text.printable import printable


def summary(preview: Preview) -> str:
    """Give in one sentence what would go where, and what it costs."""
    model, size = preview.model, len(preview.outgoing.body)
    named = model.alias if model.alias == model.model else f"{model.alias} ({model.model})"
    replaced = len(preview.replaced)
    names = f"; {replaced} names and texts stay here" if replaced else ""
    return (
        f"{preview.task}: send {size} bytes to {named} at {preview.outgoing.url},"
        f" for about ${preview.estimated_cost_usd:.4f}{names}"
    )


def described(preview: Preview) -> str:
    """Give a preview as text: where the bytes go, what they cost, what stays, and every byte."""
    lines = [summary(preview), f"SHA-256 {preview.outgoing.fingerprint}", ""]
    if preview.replaced:
        lines.append("Replaced, and put back into the answer:")
        lines += [f"  {each.placeholder} = {printable(each.original)}" for each in preview.replaced]
        lines.append("")
    return "\n".join([*lines, "Exactly this would be sent:", "", printable(preview.text), ""])


def laid_out(preview: Preview) -> str:
    """Give the same, and once more with a line for each member and each line of a text."""
    try:
        body = json.dumps(json.loads(preview.text), indent=2, ensure_ascii=False)
    except ValueError:
        return described(preview)
    lines = body.replace("\\n", "\n    ").split("\n")
    return "\n".join(
        [described(preview), "The same, laid out for reading:", "", *map(printable, lines), ""]
    )


def preview_as_json(preview: Preview) -> dict[str, Any]:
    """Give a preview as editors get it that show it themselves."""
    outgoing = preview.outgoing
    return {
        "summary": summary(preview),
        "task": preview.task,
        "model": preview.model.alias,
        "url": outgoing.url,
        "bytes": len(outgoing.body),
        "sha256": outgoing.fingerprint,
        "estimatedCostUsd": preview.estimated_cost_usd,
        "replaced": [
            {"placeholder": each.placeholder, "original": each.original}
            for each in preview.replaced
        ],
        "text": preview.text,
        "description": laid_out(preview),
    }
