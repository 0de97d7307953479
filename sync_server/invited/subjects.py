"""Answers in a letter's subject alone, as "Accepted: Tour" of programs that send no calendar."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

_WORDS = {
    "accepted": ("accepted", "accept", "yes", "zugesagt", "zusage", "angenommen", "ja"),
    "tentative": ("tentative", "tentatively accepted", "maybe", "mit vorbehalt",
                  "unter vorbehalt", "vorläufig", "vielleicht"),
    "declined": ("declined", "decline", "no", "abgelehnt", "abgesagt", "absage", "nein"),
}  # fmt: skip
_STATES = {word: state for state, words in _WORDS.items() for word in words}
_ANSWER = re.compile(r"([^\W\d_][^:.!]{0,30}?)\s*(?::.*|[.!]?)", re.DOTALL)


def answer_in(message: EmailMessage) -> str:
    """The state that the subject says; "" for none, and for what no person wrote."""
    if str(message.get("Auto-Submitted", "no")).strip().lower() != "no":
        return ""
    found = _ANSWER.fullmatch(str(message.get("Subject", "")).strip()[:500])
    return _STATES.get(" ".join(found[1].casefold().split()), "") if found else ""


def written(message: EmailMessage, now: int) -> int:
    """When, in milliseconds since 1970; now where the letter does not say, or says the future."""
    try:
        said = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, OverflowError):
        return now
    moment = said if said.tzinfo is not None else said.replace(tzinfo=UTC)
    return min(now, _ms(moment))


def _ms(moment: datetime) -> int:
    try:
        return int(moment.timestamp()) * 1_000
    except (ValueError, OverflowError):
        return 0
