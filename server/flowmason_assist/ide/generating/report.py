"""What came of a request for a pipeline, told to people."""

from flowmason_assist.assist.generate.generated import Generated, Status
from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.ide.markdown import bullets, escape, fenced, message, paragraphs, titled

_HEADS = {
    Status.OK: "The pipeline runs in both readers of the engine, and lint finds nothing in it.",
    Status.NEEDS_CLARIFICATION: "Something must be known first.",
    Status.REFUSED: "This was not built.",
    Status.FAILED: "No pipeline was found that holds.",
}


def report(request: str, found: Generated, model: str | None) -> str:
    """Tell what came of a request, in Markdown; the request itself is quoted."""
    made_by = f"Planned by {escape(model)}." if model else "Planned by rules, without a model."
    return paragraphs(
        f"**{_HEADS[found.status]}**",
        f"> {escape(request)}",
        message(found.reason) if found.reason else "",
        bullets(map(message, found.questions)),
        titled("Not possible", map(message, found.unmet)),
        titled("Remarks", map(message, found.notes)),
        fenced(format_plan(found.plan).strip(), "text") if found.plan and found.plan.steps else "",
        fenced(found.pipeline.strip(), "json") if found.pipeline else "",
        made_by,
    )
