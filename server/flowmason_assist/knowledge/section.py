"""A piece of the guide: what one heading says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A block of code; `info` is what stands behind its fence: "json", "sh", "json broken"."""

    info: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """
    What stands below one heading of the second level.

    `title` is the heading of its page, `page` its file without folder and ending. Sentences are
    the lines of its text, items of lists among them, without their marks. `asked` are other ways
    to ask for it; `is_list` means that its text is one list.
    """

    page: str
    title: str
    heading: str
    sentences: tuple[str, ...]
    samples: tuple[Sample, ...]
    asked: tuple[str, ...] = ()
    is_list: bool = False

    @property
    def is_reference(self) -> bool:
        """Whether it lists what a component takes and gives, rather than telling how to do it."""
        return self.title.startswith("The component ")

    @property
    def name(self) -> str:
        """Give the name under which it is quoted."""
        return f"{self.title}: {self.heading}"
