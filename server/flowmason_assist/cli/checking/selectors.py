"""Which rules somebody asked for, and whether there are any such rules."""

from collections.abc import Iterable

from flowmason_assist.errors import SettingsError
from flowmason_assist.lint.load import LoadedRule
from flowmason_assist.lint.settings import LintSettings


def require_rules(selectors: Iterable[str], rules: Iterable[LoadedRule]) -> None:
    """Raise SettingsError for the first selector that means no rule."""
    known = list(rules)
    for selector in selectors:
        asked = LintSettings(select=(selector,))
        if not any(asked.allows(rule.code, rule.name) for rule in known):
            raise SettingsError(unknown_rule(selector, known))


def unknown_rule(selector: str, rules: Iterable[LoadedRule]) -> str:
    """Say that there is no such rule, and which one may be meant."""
    import difflib

    words = [word for rule in rules for word in (rule.code, rule.name)]
    wanted = selector.upper() if selector[:2].lower() == "fm" else selector.lower()
    close = difflib.get_close_matches(wanted.replace("_", "-"), words, n=1)
    hint = f'did you mean "{close[0]}"?' if close else "`flowmason-assist rule --all` lists them"
    return f'there is no rule "{selector}"; {hint}'
