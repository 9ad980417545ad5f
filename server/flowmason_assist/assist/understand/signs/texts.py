"""Words that ask for a text to be written, without a verb for it or with a rare one."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

_KINDS: Final = (
    r"(?:text|paragraph|comment|commentary|note|letter|opinion|argument|proposal|plan"
    r"|recommendations?|confirmation|reply|answer|report|brief|blurb|message|interpretation"
    r"|explanation|assessment|verdict|statement|pitch|caption|description|apology|story|memo"
    r"|appraisal|outlook|evaluation|greeting|invitation|announcement|article|essay|reminder|warning)"
)
TEXT: Final = pattern(
    rf"\b(?:an?|one|another|the second|some|two|three) (?:[\w-]+ ){{0,3}}{_KINDS}\b"
    r"(?! (?:is|are|comes?|from|in)\b)",
    r"^(?:and |then |with the \w+, )*(?:one|another(?: one)?|a (?:second|third)(?: one)?)"
    r" (?:on|for|against|about|to|in favou?r)\b",
)
"""A text that somebody wants, by its kind: "a short comment on the first three"."""
COMING: Final = pattern(
    r"\b(?:come|comes|arrives?|receives?|incoming|given|there (?:is|are)|hands? over|we have"
    r"|I have|I've|gets? in|return|result|deliverable|give (?:me )?back|show|sends?|existing"
    r"|this|already)\b"
)
"""What says of a text that it is there."""
WRITES: Final = pattern(
    r"^\W*(?:and |then |please |also |just |simply )*(?:rate|judge|assess|phrase|explain"
    r"|suggest|propose|argue|weigh|describe|answer|reply|respond|formulate|recommend|compose"
    r"|draft|write|word|jot|tell|say|advise|estimate|interpret|comment|compare|point out"
    r"|spell out|work out|figure out|decide whether|list what|name)\b"
)
"""A verb at the start of a clause that a model can do what it says, and nobody else."""
