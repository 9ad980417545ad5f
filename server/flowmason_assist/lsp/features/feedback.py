"""What the user says about an answer: a thumb, up or down."""

from typing import Any

from pygls.exceptions import JsonRpcInvalidParams

from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command("flowmasonAssist.feedback")
    async def on_feedback(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.routing.ledger.entry import Verdict

        match given:
            case ({"decision": int(number), "verdict": str(word)}, *_) if word in [*Verdict]:
                verdict = Verdict(word)
            case ({"verdict": str(word)}, *_) if word in [*Verdict]:
                number, verdict = ls.feedback.latest, Verdict(word)
            case _:
                raise JsonRpcInvalidParams(
                    'the command needs {"decision", "verdict"}: the number that stands in the'
                    " answer's route, the last answer's if left out, and one of"
                    f" {', '.join(Verdict)}"
                )
        if number == 0:
            raise failed("there was no answer yet that could be good or bad")
        if not await ls.assistant.judge(None, number, verdict):
            raise failed(f"there is no decision {number}")
        return {"title": "Feedback", "markdown": f"Decision {number}: {verdict}."}
