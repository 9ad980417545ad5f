"""What would leave the machine, as people are shown it before they agree."""

from flowmason_assist.routing.consent import Preview
from flowmason_assist.text.printable import printable


def described(preview: Preview) -> str:
    """Give a preview as text: the bytes, where they go, what they cost, what does not leave."""
    outgoing, model = preview.outgoing, preview.model
    lines = [
        f"{preview.task}: {len(outgoing.body)} bytes to {outgoing.url}",
        f"model {model.alias} ({model.model}), about ${preview.estimated_cost_usd:.4f}",
        f"SHA-256 {outgoing.fingerprint}",
        "",
        printable(preview.text),
        "",
    ]
    if preview.replaced:
        lines.append("Replaced, and put back into the answer:")
        lines += [f"  {each.placeholder} = {printable(each.original)}" for each in preview.replaced]
    return "\n".join(lines)
