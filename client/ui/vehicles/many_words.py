"""What is said where many records are changed at once: how many they are, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from client.operations.many_records import Locked
from client.ui.text import _, amid, ngettext
from garage.records import kind_named

_MOST_NAMED = 3


def counted(kinds: Iterable[str]) -> str:
    """ "12 fill-ups" where all are of one kind, else "12 records"."""
    all_ = list(kinds)
    count, names = len(all_), set(all_)
    if len(names) != 1:
        return ngettext("{n} record", "{n} records", count).format(n=count)
    kind = kind_named(names.pop())
    name = kind.label if count == 1 else kind.plural
    return _("{n} {kind}").format(n=count, kind=amid(_(name)))


def state_words(count: int, changed: int, *, clears: bool) -> str:
    """How many of so many records a value changes."""
    if not count:
        return ""
    same = count - changed
    if not changed:
        return ngettext("It is so already.", "All of them are so already.", count)
    if clears:
        words = ngettext("Left empty, it is cleared in {n} record.",
                         "Left empty, it is cleared in {n} records.", changed)  # fmt: skip
    else:
        words = ngettext("{n} record changes.", "{n} records change.", changed)
    words = words.format(n=changed)
    if same:
        already = ngettext("{n} is so already.", "{n} are so already.", same).format(n=same)
        words = f"{words} {already}"
    return words


def left_alone(locked: Sequence[Locked]) -> str:
    """Which records stay as they are, and who may change them."""
    if not locked:
        return ""
    names = [_("“{title}”").format(title=each.title) for each in locked[:_MOST_NAMED]]
    more = len(locked) - len(names)
    if more:
        names.append(ngettext("{n} other", "{n} others", more).format(n=more))
    whys = dict.fromkeys(_(each.why) for each in locked)
    words = _("Left alone: {names}. {why}.")
    return words.format(names=", ".join(names), why=". ".join(whys))
