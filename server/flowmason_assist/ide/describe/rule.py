"""What a rule of lint says, in short, with the address of its page."""

from flowmason_assist.ide.markdown import link, paragraphs, prose
from flowmason_assist.ide.pages import rule_page
from flowmason_assist.lint.load import find_rule


def line(code: str) -> str | None:
    """Give a rule in one line."""
    found = find_rule(code)
    return f"{link(found.code, rule_page(found.name))}: {prose(found.summary)}" if found else None


def rule(code: str) -> str | None:
    """Describe a rule: its name, how bad it is, and what it is about."""
    found = find_rule(code)
    if found is None:
        return None
    head = f"**{link(found.code, rule_page(found.name))}** · {found.name} · {found.severity}"
    return paragraphs(head, prose(found.summary))
