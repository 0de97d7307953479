"""What garages, their kinds and the roles in them are called."""

from __future__ import annotations

from client.ui.text import _, ngettext


def role_word(role: str) -> str:
    """A role in a word, as it stands after a name."""
    words = {
        "owner": _("owner"),
        "manager": _("manager"),
        "member": _("member"),
        "viewer": _("viewer"),
        "guest": _("guest"),
    }
    return words.get(role, role)


def role_title(role: str) -> str:
    """A role as it stands in a list."""
    titles = {
        "owner": _("Owner"),
        "manager": _("Manager"),
        "member": _("Member"),
        "viewer": _("Viewer"),
        "guest": _("Guest"),
    }
    return titles.get(role, role)


def role_says(role: str) -> str:
    """What somebody with a role may do, in a sentence."""
    says = {
        "owner": _("Does everything, and can hand the garage over."),
        "manager": _("Does everything with vehicles and people."),
        "member": _("Adds and changes, and deletes what is their own."),
        "viewer": _("Looks at everything and changes nothing."),
    }
    return says.get(role, "")


def kind_word(kind: str, *, home: bool) -> str:
    """What a garage is: one's own, a family's, a club's, a workshop's."""
    if home:
        return _("Your own")
    words = {"family": _("Family"), "club": _("Club"), "workshop": _("Workshop")}
    return words.get(kind, _("Garage"))


def people_words(count: int) -> str:
    """How many people are in a garage."""
    return ngettext("{count} person", "{count} people", count).format(count=count)


def garages_words(count: int) -> str:
    """How many garages are shown together."""
    return ngettext("{count} garage", "{count} garages", count).format(count=count)


def standing_words(person: str, role: str, *, alone: bool) -> str:
    """Whose garage it is, under its name: who one is there, and as what."""
    if person:
        return _("{person} · {role}").format(person=person, role=role_word(role))
    if alone:
        return _("On this computer")
    return role_title(role)
