"""Text from a file, made fit for a message."""


def printable(text: str) -> str:
    """Give a text in which whatever cannot be seen or sent is written as an escape."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else _escape(each) for each in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
