"""The words that quick add knows of events, in English and German, as patterns."""

from __future__ import annotations

import re

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mondays montag montags mo", "tuesday tuesdays dienstag dienstags di tue",
            "wednesday wednesdays mittwoch mittwochs mi wed",
            "thursday thursdays donnerstag donnerstags do thu",
            "friday fridays freitag freitags fr fri",
            "saturday saturdays samstag samstags sonnabend sa sat",
            "sunday sundays sonntag sonntags so sun",
        )
    )
    for word in words.split()
}  # fmt: skip
# Short names are also other words, so that they count only where a day is expected.
_LONG = "|".join(sorted((word for word in WEEKDAYS if len(word) > 3), key=len, reverse=True))
_EACH = "|".join(word for word in WEEKDAYS if len(word) > 5 and word.endswith("s"))
_ANY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))

UNITS = {
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "minuten": 1,
    "hour": 60, "hours": 60, "h": 60, "hr": 60, "hrs": 60, "stunde": 60, "stunden": 60, "std": 60,
    "day": 1440, "days": 1440, "tag": 1440, "tage": 1440, "tagen": 1440,
    "week": 10080, "weeks": 10080, "woche": 10080, "wochen": 10080,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "ein": 1, "eine": 1, "einen": 1, "einer": 1, "einem": 1, "two": 2,
    "zwei": 2, "three": 3, "drei": 3, "four": 4, "vier": 4, "half an": 0, "eine halbe": 0,
}  # fmt: skip

_FLAGS = re.IGNORECASE
_N = rf"(?P<n>\d{{1,4}}(?:[.,]5)?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})\b"

_AFTER_HOURS = "|".join(rf"(?<={word})" for word, minutes in UNITS.items() if minutes == 60)
_MORE = rf"(?:(?:{_AFTER_HOURS})\.?\s(?P<more>\d{{1,2}})\s?min(?:s|utes|uten)?\b)?\.?"
_LENGTH = rf"{_N}\s?{_UNIT}{_MORE}"

# The end of "9:30 h" is no span.
SPAN = re.compile(rf"(?<!\w)(?<!\d[:.]){_LENGTH}", _FLAGS)
_A_SPAN = re.sub(r"\?P<\w+>", "?:", SPAN.pattern)
_BEFORE = (
    r"\s+(?:before(?:hand)?|earlier|early|(?:in|im)\s+(?:advance|voraus)|ahead(?:\s+of\s+time)?|vorher"
    r"|davor|zuvor|vor(?:m|\s+dem)\s+(?:termin|beginn|start))\b"
)
_AND = r"\s*(?:,|and|und|&)\s*"
_VERB = (
    r"(?:(?:remind(?:ers?|ing)?|alert)(?:\s+me)?|erinner(?:e|n|ung(?:en)?)?(?:\s+mich)?|alarm)\b"
    r"(?:\s+(?:please|bitte|daran)\b)?"
)
_LEAD = rf"(?<!\w)(?:and\s+|und\s+)?{_VERB}[:,]?\s*"
_TRAIL = rf"[\s,:]+(?:(?:please|bitte|mich|daran|an)\s+)*{_VERB}"
# "2 hours, 30 min before" is a length and a reminder; behind a verb it is two reminders, and so
# is "1 week, 1 day before": nothing at 9:00 lasts a week.
_WITHOUT_LEAD = (
    rf"(?<!for\s)(?<!für\s){_A_SPAN}(?:{_BEFORE}{_AND}|\s*(?:and|und|&)\s*"
    r"|(?:(?<=day)|(?<=days)|(?<=tag)|(?<=tage)|(?<=week)|(?<=weeks)|(?<=woche)|(?<=wochen)),\s*)"
)
REMIND = re.compile(
    rf"(?P<lead>{_LEAD})?(?:"
    rf"(?P<spans>(?:(?(lead){_A_SPAN}(?:{_BEFORE})?{_AND}|{_WITHOUT_LEAD}))*{_A_SPAN}{_BEFORE})"
    rf"(?(lead)|(?:{_TRAIL})?)"
    r"|(?:(?P<start>(?:\b(?:at|on)\s+(?:the\s+)?(?:start|time)|\bzum?\s+(?:beginn|start|termin))\b)"
    r"|\b(?:at|bei|ab|when\s+at)\s+(?P<meter>\d[\d.,'\s]*?)\s?(?P<road>km|mi|miles|meilen)\b)"
    rf"(?(lead)|{_TRAIL}))",
    _FLAGS,
)
"""A word that reminds, before or behind when it does; a span "before" needs none."""
ASKED_FIRST = re.compile(
    r"^\s*(?:(?:please|bitte)\s+)?(?:remind\s+me|erinnere?\s+mich)\s+(?:(?:please|bitte)\s+)?"
    r"(?:of|about|to|that|an|daran,?|dass)\s+"
    r"(?:(?:the|my|den|dem|der|die|das|meinen|meinem|meiner|meine|mein)\s+)?",
    _FLAGS,
)
"""A line that asks to be reminded of what follows."""

EVERY = re.compile(
    r"(?<!\w)(?:"
    rf"(?:every|jeden|jede|jedes|jeder|alle)\s+(?:(?P<other>other|zweiten|zweite|zweites)\s+|(?P<n>\d{{1,3}})\.?\s+)?"
    rf"(?:(?P<days>(?:{_ANY})\b(?:\s*(?:,|and|und|&)\s*(?:{_ANY})\b)*)"
    r"|(?P<unit>days?|tage?|weekdays?|werktage?|weeks?|wochen?|months?|monate?|years?|jahre?)\b)"
    r"|(?P<adverb>daily|täglich|weekly|wöchentlich|fortnightly|biweekly|zweiwöchentlich|monthly"
    r"|monatlich|quarterly|vierteljährlich|yearly|annually|jährlich|werktags|on weekdays)\b"
    rf"|(?P<plural>(?:(?:{_EACH})\b(?:\s*(?:,|and|und|&)\s*)?)+)"
    r")",
    _FLAGS,
)
ON_DAYS = re.compile(
    rf"\s+(?:on|am)\s+(?P<days>(?:{_LONG})\b(?:\s*(?:,|and|und|&)\s*(?:{_LONG})\b)*)", _FLAGS
)
TIMES = re.compile(r"(?<!\w)(?:for\s+)?(?P<n>\d{1,3})\s?(?:times|mal|x)(?!\w)", _FLAGS)
UNTIL = re.compile(r"(?<!\w)(?:until|till|bis(?:\s+zum)?)\s+", _FLAGS)

WEEKDAY = re.compile(
    rf"(?<!\w)(?:(?:on|am|this|diesen|kommenden)\s+)?(?P<next>next\s+|nächsten\s+|nächster\s+)?(?P<day>{_LONG})\b",
    _FLAGS,
)
SHORT_WEEKDAY = re.compile(rf"(?<!\w)(?:on|am|next|nächsten)\s+(?P<day>{_ANY})\b\.?", _FLAGS)
IN = re.compile(
    rf"(?<!\w)in\s+{_N}\s(?P<unit>days?|tagen?|weeks?|wochen?|months?|monat(?:en)?|years?|jahr(?:en)?)\b",
    _FLAGS,
)
AHEAD_OF_DAY = re.compile(r"(?<!\w)(?:on|am|from|vom|ab|den)\s+(?:the\s+)?$", _FLAGS)
TO_DAY = re.compile(r"\s*(?:-|–|to|until|till|bis(?:\s+zum)?)\s*", _FLAGS)

_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?"
RANGE = re.compile(
    rf"(?<![\w.:])(?:(?:from|von|at|um)\s+)?(?P<a>{_CLOCK})\s?(?P<am>[ap]m)?(?:\s?uhr)?"
    rf"\s?(?:-|–|to|until|till|bis)\s?(?P<b>{_CLOCK})(?:\s?(?P<pm>[ap]m)|(?P<uhr>\s?uhr))?(?![\w.:]\d|\w)",
    _FLAGS,
)
AHEAD_OF_TIME = re.compile(r"(?:(?<!\w)(?:at|um|from|ab|gegen)|@)\s*$", _FLAGS)
BARE_HOUR = re.compile(
    r"(?<!\w)(?:at|um|gegen)\s+(?P<hour>[01]?\d|2[0-3])(?![\d:.]|\s?(?:km|mi)\b)", _FLAGS
)
WORD_TIMES = {"noon": 12, "midday": 12, "mittags": 12, "midnight": 0, "mitternacht": 0}
WORD_TIME = re.compile(
    r"(?<!\w)(?:at\s+|um\s+)?(?P<word>noon|midday|mittags|midnight|mitternacht)\b", _FLAGS
)
LASTS = re.compile(
    rf"(?<!\w)(?:(?:for|für|lasting|dauer)\s+)?{_LENGTH}(?:\s+(?:long|lang))?(?!\w)", _FLAGS
)
ALL_DAY = re.compile(
    r"(?<!\w)(?:all[\s-]day|whole\s+day|ganztägig|ganztags|den\s+ganzen\s+tag)\b", _FLAGS
)
AHEAD_OF_VEHICLE = (
    r"(?:(?:for|with|of|für|mit|vom|von|fürs|beim)\s+)?"
    r"(?:(?:the|my|den|dem|der|die|das|meinen|meinem|mein|meine)\s+)?"
)
PLACE = re.compile(r"(?<!\w)(?:at|bei|beim|in\s+der|im)\s+|(?<!\S)@\s*(?=[^\W\d_])", _FLAGS)
PLACE_NAME = re.compile(r"[^\s,;#@]+(?:\s[^\s,;#@]+){0,4}")
CALENDAR = re.compile(r"(?<!\S)#(?P<name>[^\W_][\w-]{0,59})")
FILLERS = frozenset(
    ("on", "at", "for", "the", "am", "um", "für", "den", "der", "die", "das", "dem", "and", "und",
     "with", "mit", "in", "me", "from", "von", "bis", "to", "a", "an", "ab", "every",
     "jeden", "-", "–", "remind", "erinnere", "mich", "bitte", "please")
)  # fmt: skip
"""What a title does not end with: it stood before something that was understood."""
