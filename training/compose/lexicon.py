"""What requests are about: things, fields, labels, addresses, numbers, drawn by chance."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "lexicon"
_RANGES = {
    "max_words": (15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 500),
    "copies": (2, 3, 4, 5, 6, 7, 8, 10),
    "max_tokens": (50, 80, 100, 150, 200, 256, 300, 400, 500, 800),
    "temperature": (0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1),
    "timeout": (3, 5, 8, 10, 15, 20, 30, 45, 60, 90),
    "limit": (1, 3, 5, 8, 10, 12, 15, 20, 25, 50, 100),
    "size": (5, 10, 20, 25, 50, 100, 200, 250, 500),
    "expire": (60, 300, 600, 900, 1800, 3600, 7200, 86400),
    "dimensions": (128, 256, 384, 512, 768, 1024, 1536),
    "longer": (50, 100, 200, 280, 500, 1000, 2000),
    "shorter": (10, 20, 50, 80, 100, 280),
}
_COMPARED = (
    0,
    1,
    2,
    3,
    5,
    7,
    10,
    15,
    18,
    20,
    30,
    37.5,
    50,
    60,
    75,
    90,
    100,
    200,
    250,
    500,
    1000,
    5000,
)
_QUOTED = {
    "persona": "personas",
    "style": "styles",
    "audience": "audiences",
    "strategy": "strategies",
    "focus": "focuses",
    "message": "messages",
    "sql": "statements",
    "query": "statements",
    "database": "databases",
    "collection": "tables",
    "table": "tables",
    "pattern": "",
}
_PATTERNS = ("*.txt", "*.csv", "*.json", "*.md", "2024-*.log", "*.html", "report_*.txt")
_EXTENSIONS = ("txt", "csv", "json", "md", "log", "html", "xml", "yaml")
_FOLDERS = (
    "data",
    "out",
    "in",
    "reports",
    "/var/log",
    "/srv/data",
    "tmp",
    "inbox",
    "exports",
    "./docs",
    "",
)


@dataclass(frozen=True, slots=True)
class Domain:
    """What people of one trade speak of."""

    texts: tuple[str, ...]
    lists: tuple[str, ...]
    records: tuple[str, ...]
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[str, ...]
    tasks: tuple[str, ...]
    topics: tuple[str, ...]
    hosts: tuple[str, ...]


@cache
def domains() -> tuple[Domain, ...]:
    """Every domain, in the order of the file."""
    lines = (_FOLDER / "domains.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(": ")[2].split(" / ") for line in lines if line[0] != "#")
    return tuple(Domain(*(tuple(cell.split(",")) for cell in row)) for row in rows)


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Words of a kind that fit everywhere: languages, styles, tables."""
    text = (_FOLDER / "words.txt").read_text(encoding="utf-8")
    sections = (section.split("\n", 1) for section in text.split("# ")[1:])
    return {
        name: tuple(each.strip() for each in listed.split(";" if ";" in listed else ","))
        for name, listed in sections
    }


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Draws words of one domain; the same chances give the same words."""

    chance: random.Random
    domain: Domain

    def literal(self, name: str, setting: str) -> str:
        """Give something for a placeholder: `name` without its number, beside its setting."""
        match name:
            case "url":
                return self.url()
            case "path":
                return self.path()
            case "key":
                return self.key(setting)
            case "n":
                return self.number(setting)
            case "field":
                return self.chance.choice(self.domain.fields)
            case "label":
                return self.chance.choice(self.domain.labels)
            case "topic":
                return self.chance.choice(self.domain.topics)
            case "task":
                return self.chance.choice(self.domain.tasks)
            case "q":
                return self.quoted(setting)
            case _:
                return self.chance.choice(words()[_PLURALS[name]])

    def url(self) -> str:
        """Give a URL of the domain."""
        chance = self.chance
        noun = chance.choice(self.domain.lists).replace(" ", "-")
        path = chance.choice(
            (f"/{noun}", f"/api/{noun}", f"/v1/{noun}", f"/hooks/{noun}", f"/{noun}/new")
        )
        query = chance.choice(("", "", "", "?limit=50", f"?{chance.choice(self.domain.fields)}=1"))
        return f"https://{chance.choice(self.domain.hosts)}{path}{query}"

    def path(self) -> str:
        """Give the path of a file."""
        folder = self.chance.choice(_FOLDERS)
        noun = self.chance.choice(self.domain.lists).replace(" ", "_")
        suffix = self.chance.choice(("", "", "_clean", "_2024", "_new", "-final"))
        name = f"{noun}{suffix}.{self.chance.choice(_EXTENSIONS)}"
        return f"{folder}/{name}" if folder else name

    def key(self, setting: str) -> str:
        """Give a key of Redis, or of an object in a bucket."""
        noun = self.chance.choice(self.domain.lists).replace(" ", "_")
        if setting == "bucket":
            return self.path().lstrip("./")
        return f"{noun}:{self.chance.choice(('last', 'today', 'count', 'queue', 'latest', '42'))}"

    def number(self, setting: str) -> str:
        """Give a number that suits a setting."""
        return str(self.chance.choice(_RANGES.get(setting, _COMPARED)))

    def quoted(self, setting: str) -> str:
        """Give words that suit a setting which people often put in quotes."""
        if setting == "pattern":
            return self.chance.choice(_PATTERNS)
        if setting in _QUOTED:
            return self.chance.choice(words()[_QUOTED[setting]])
        if setting in words():
            return self.chance.choice(words()[setting])
        return self.chance.choice(self.domain.values)


_PLURALS = {
    "lang": "languages",
    "table": "tables",
    "bucket": "buckets",
    "env": "tokens",
}
