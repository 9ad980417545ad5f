"""Verbs that ask for something to be done, in the forms that they take in requests."""

from functools import cache

from flowmason_assist.assist.understand.words import word_set

_VERBS = word_set(
    """
    add adjust aggregate alert analyze analyse answer append apply archive ask assess assign
    average batch begin boil break bring brief build bundle calculate call capture categorise
    categorize change chat check choose chop chunk classify clean clear collect combine come
    compare compile complete compose compute condense convert copy count craft create criticise
    criticize critique crop curl cut deal decide deduce delete deliver describe detect determine
    discard distil distill divide do download draft draw drop dump email embed enrich ensure
    enter evaluate examine exclude execute explain export express extract feed fetch figure file
    fill filter find finish fire fix flag flatten follow format formulate forward gather
    generate get give go grab grade grep group guess hand handle head hit hold identify ignore
    improve include increase increment index infer inform insert inspect invent invoke iterate
    join judge jot judge keep label leave let limit list load localise localize log look loop
    lower mail make map mark match measure mend merge message move name normalise normalize note
    notify obtain omit open order organise organize outline output page parse pass patch pause
    pick ping pivot place plan point polish pop post predict prepare present preserve print
    proceed process produce propose provide publish pull push put query raise rank rate read
    rebuild recap receive reckon recommend record redact reduce refine reformulate register
    reject remind remove rename render repeat rephrase replace reply report request reshape
    respond restate restructure retrieve return review revise rewrite rework rename roll route
    run save say scan scan score scrap scrape search select send separate serve set shape share
    sharpen ship shorten show shove shrink simplify skip slice smooth sort specify split spot
    squeeze stash start stick stop store strip stuff submit suggest sum summarise summarize
    suppress swap switch tag take tally tell test text throw tidy tidy toss total track transfer
    transform translate treat trigger trim try turn tweak undo unify update upload upsert use
    validate verify wait warn watch weigh work wrap write yield cache tokenise tokenize
    vectorise vectorize sumarize sumarise tranlate transalte clasify analize
    """
)
_IRREGULAR = word_set(
    """
    broken brought built chosen come cut dealt done drawn drafted fed found given gone got
    gotten held hidden hit kept laid left let made met put read rewritten run said seen sent set
    shown shrunk split spun stuck taken told thrown understood weighed written
    """
)
# Up to this length a verb doubles its last letter: "dropped", "planned".
_SHORT = 5
_ALSO_NOUNS = word_set(
    """
    answer archive average batch bundle call change chat check chunk copy count cut deal draft
    drop email export feed file filter fix flag format grade group guess hand head hit index
    label limit list load log look loop mail map mark match measure message name note order
    outline output page patch pick place plan point post process query range rank rate read
    recap record reply report request return review run score search set shape share show sort
    split start stop store sum summarise switch tag test text total track transfer trigger turn
    update use wait watch work
    """
)


def is_verb(word: str) -> bool:
    """Whether a lower-case word is a form of a verb that asks for something."""
    return word in _forms()


def is_verb_and_noun(word: str) -> bool:
    """Whether a verb in this form may as well be a noun, as "report" or "name"."""
    return word in _ALSO_NOUNS


def stem(word: str) -> str:
    """The base form of a verb, the word itself if it is none."""
    return _forms().get(word, word)


@cache
def _forms() -> dict[str, str]:
    forms = {form: verb for verb in _VERBS for form in _inflected(verb)}
    forms.update({form: form for form in _IRREGULAR if form not in forms})
    return forms


def _inflected(verb: str) -> tuple[str, ...]:
    root = verb.removesuffix("e")
    short = len(verb) <= _SHORT and verb[-1] in "bdglmnprt" and verb[-2] in "aeiou"
    doubled = verb + verb[-1] if short and verb[-3:-2] not in tuple("aeiou") else root
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else doubled + "ed"
    third = verb[:-1] + "ies" if past.endswith("ied") else _with_s(verb)
    return (verb, third, past, doubled + "ing", root + "ing", root + "ed")


def _with_s(verb: str) -> str:
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "ss")) else "s")
