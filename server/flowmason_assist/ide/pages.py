"""The addresses of our documentation."""

_BASE = "https://github.com/flowmason-assist/flowmason-assist/blob/main/docs/"

PROJECT_FILES = f"{_BASE}project-files.md"
"""The page about the codes of project files and test files."""


def rule_page(name: str) -> str:
    """Give the address of a rule's page; `name` is its slug with hyphens."""
    return f"{_BASE}rules/{name.replace('-', '_')}.md"
