"""What a card of the plan says: chips, words, its checklist, and the line at its foot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from client.operations.plan_board import PlanCard
from client.ui.text import _, ngettext
from client.ui.vehicles.due_shown import days_words, due_chip, due_words
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.speaking import aloud
from garage.rules.at_hand import AtHand

_DEADLINE = "before-"
"""A tag that begins so names a time by which it is to be done."""
_SOON_DAYS = 30


@dataclass(frozen=True)
class FootPart:
    """A piece of the line at a card's foot: an icon and words; an estimate is dashed."""

    words: str
    icon: str = ""
    estimate: bool = False
    spare: bool = False
    """Whether it is left out first where there is no room for all."""
    aloud: str = ""
    """What is said where the words say too little without the icon."""

    @property
    def spoken(self) -> str:
        """The piece without its icon."""
        return self.aloud or self.words


@dataclass(frozen=True)
class CardWords:
    """All that a card shows."""

    title: str
    chips: tuple[tuple[str, ChipKind], ...] = ()
    note: str = ""
    ticked: int = 0
    points: int = 0
    checked: str = ""
    """ "7 of 12"."""
    foot: tuple[FootPart, ...] = ()
    assignee: str = ""
    """Who does it."""
    state: str = ""
    urgent: bool = False
    """Whether its priority is high."""
    mark: str = ""
    """What the mark beside the title means; "" for none."""

    @property
    def spoken(self) -> str:
        """The card for assistive technology."""
        parts = [self.title, _("high priority") if self.urgent else "", self.state]
        parts += [*(words for words, _kind in self.chips)]
        parts += [self.note, self.checked, *(part.spoken for part in self.foot)]
        return aloud(*parts, assignee_words(self.assignee), self.mark)


def card_words(card: PlanCard, shown: Shown) -> CardWords:
    """A card in the person's words."""
    item, count = card.item, len(card.points)
    of = _("{ticked} of {count}")
    return CardWords(
        title=item.title,
        chips=_chips(card, shown),
        note=next((line.strip() for line in item.notes.splitlines() if line.strip()), ""),
        ticked=card.ticked,
        points=count,
        checked=of.format(ticked=card.ticked, count=count) if count else "",
        foot=_foot(card, shown),
        assignee=item.assignee,
        state=column_words()[card.state],
        urgent=item.priority == "high" and item.state != "done",
    )


def column_words() -> Mapping[str, str]:
    """The columns' titles."""
    return {
        "backlog": _("Backlog"),
        "planned": _("Planned"),
        "doing": _("Doing"),
        "done": _("Done"),
    }


def assignee_words(name: str) -> str:
    """Who does it, in words; nothing where that is open."""
    return _("{name} does it").format(name=name) if name else ""


def part_words(there: AtHand) -> str:
    """Of so many parts so many in stock: "9 of 11", or only how many where nobody knows."""
    if there.there is None:
        return ngettext("{n} part", "{n} parts", there.wanted).format(n=there.wanted)
    return _("{there} of {wanted}").format(there=there.there, wanted=there.wanted)


def stock_words(there: AtHand) -> str:
    """The same in full, for whoever sees no icon before it."""
    if there.there is None:
        return part_words(there)
    words = ngettext("{there} of {n} part in stock", "{there} of {n} parts in stock", there.wanted)
    return words.format(there=there.there, n=there.wanted)


def tag_words(tag: str) -> str:
    """A tag as it is read: it holds no spaces itself."""
    return tag.replace("-", " ")


def sum_words(sums: Mapping[str, Decimal], shown: Shown) -> str:
    """Sums by currency in one line; whole amounts stand without their cents."""
    return " + ".join(_amount(amount, currency, shown) for currency, amount in sums.items())


def _amount(amount: Decimal, currency: str, shown: Shown) -> str:
    words = shown.amount(amount, currency)
    if amount == amount.to_integral_value():
        mark = shown.prefs.decimal_mark
        for zeros in ("00", "000"):
            head, found, tail = words.rpartition(mark + zeros)
            if found and not tail[:1].isdigit():
                return head + tail
    return words


def _chips(card: PlanCard, shown: Shown) -> tuple[tuple[str, ChipKind], ...]:
    done = card.state == "done"
    found: list[tuple[str, ChipKind]] = []
    deadlines: list[tuple[str, ChipKind]] = []
    for tag in sorted(card.item.tags):
        if tag.startswith(_DEADLINE) and not done:
            deadlines.append((tag_words(tag), ChipKind.WARN))
        else:
            found.append((tag_words(tag), ChipKind.PLAIN))
    if not done and card.due is not None and card.due.state != "ok":
        found.append((due_words(card.due, shown), due_chip(card.due)))
    elif not done and card.item.due is not None:
        days = (card.item.due - shown.today).days
        if days <= _SOON_DAYS:
            found.append((days_words(days), ChipKind.LATE if days < 0 else ChipKind.WARN))
    return tuple(found + deadlines)


def _foot(card: PlanCard, shown: Shown) -> tuple[FootPart, ...]:
    parts: list[FootPart] = []
    if card.cost is not None:
        known = card.became is not None or card.state != "done"
        amount = Decimal(card.cost.amount)
        words = shown.money(card.cost)
        if card.state != "done":
            words = _amount(amount, card.cost.currency, shown)
        parts.append(FootPart(words, estimate=not known))
    if card.parts:
        there = card.in_stock
        parts.append(FootPart(part_words(there), "package", spare=True, aloud=stock_words(there)))
    day, estimate = card_day(card)
    if day is not None and estimate:
        parts.append(FootPart(f"~{shown.short_day(day)}", "calendar", estimate=True))
    elif day is not None:
        parts.append(FootPart(shown.short_day(day), "calendar"))
    return tuple(parts)


def card_day(card: PlanCard) -> tuple[date | None, bool]:
    """When it was done or is planned for; else when its reminder falls due, maybe an estimate."""
    if card.day is not None or card.due is None:
        return card.day, False
    return card.due.day, card.due.estimate
