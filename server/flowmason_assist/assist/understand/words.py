"""Words that the reader of requests knows: numbers, languages, cadences, function words."""


def word_set(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


_NUMBER_WORDS = {
    0: "zero",
    1: "one once single",
    2: "two twice both pair couple double",
    3: "three thrice trio triple",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve dozen",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    25: "twenty-five",
    30: "thirty",
    40: "forty",
    45: "forty-five",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    75: "seventy-five",
    80: "eighty",
    90: "ninety",
    100: "hundred",
    1_000: "thousand",
    1_000_000: "million",
}
NUMBERS = {word: value for value, words in _NUMBER_WORDS.items() for word in words.split()}
"""What a word for a whole number means."""

LANGUAGES = word_set(
    """
    afrikaans albanian amharic arabic armenian azerbaijani basque belarusian bengali bosnian
    bulgarian burmese cantonese catalan chinese croatian czech danish dutch english esperanto
    estonian farsi filipino finnish flemish french galician georgian german greek gujarati hausa
    hebrew hindi hungarian icelandic igbo indonesian irish italian japanese kannada kazakh khmer
    korean kurdish lao latin latvian lithuanian luxembourgish macedonian malay malayalam maltese
    mandarin maori marathi mongolian nepali norwegian pashto persian polish portuguese punjabi
    romanian russian sami serbian sinhala slovak slovene slovenian somali spanish swahili swedish
    tagalog tamil telugu thai tibetan turkish turkmen ukrainian urdu uzbek vietnamese welsh xhosa
    yiddish yoruba zulu deutsch español français italiano
    """
)

FUNCTION_WORDS = word_set(
    """
    a an the this that these those it its it's they them their theirs he she his her him i i'd i'm
    i've me my mine we we'd we're our ours us you your yours and or nor but of to from for with
    without by as at into onto upon about is are was were be been being am do does did done doing
    have has had having will would shall should can could may might must let let's lets please then
    so than too very just also each every any all some such which who whom whose what where when
    while whether if else otherwise unless until because there here how why and/or per via plus etc
    that's there's
    """
)
"""Words that no literal begins or ends with; every other word can be pointed at."""

CADENCES = word_set(
    """
    day days daily night nightly hour hourly hours week weekly weeks month monthly months morning
    mornings evening evenings monday tuesday wednesday thursday friday saturday sunday mondays
    fridays minute minutes weekday weekdays quarter year midnight noon
    """
)
"""Words behind "every" that say when something runs rather than on what."""
