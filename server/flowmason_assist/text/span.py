"""Half-open ranges in a text, counted in code points."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range; both ends count code points."""

    start: int
    end: int

    def shifted(self, by: int) -> "Span":
        """Give the same range in a text that starts `by` code points earlier."""
        return Span(self.start + by, self.end + by)

    def contains(self, offset: int) -> bool:
        """Tell whether a cursor at `offset` touches this range; both ends count."""
        return self.start <= offset <= self.end

    def encloses(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Give the part of `text` that this range covers."""
        return text[self.start : self.end]
