"""Notes and documents; a document's file comes with the files' own room."""

from __future__ import annotations

from dataclasses import dataclass

from garage.moments import Day, Moment
from garage.money import Money
from garage.records import declare
from garage.records.registry import Record, kind
from garage.words import N_


@kind("note", N_("Note"), N_("Notes"), natural_key=("title", "date"))
@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A note about a vehicle or the garage; its text is in `notes`."""

    title: str = declare.text(N_("Title"), heading=True)
    vehicle: str = declare.reference(N_("Vehicle"), "vehicle")
    date: Moment | None = declare.moment(N_("Date"))


@kind("document", N_("Document"), N_("Documents"), natural_key=("title", "date"))
@dataclass(frozen=True, kw_only=True)
class Document(Record):
    """A paper: what it is, from whom, until when it holds."""

    title: str = declare.text(N_("Title"), heading=True, required=True)
    vehicle: str = declare.reference(N_("Vehicle"), "vehicle")
    date: Moment | None = declare.moment(N_("Date"))
    category: str = declare.choice(
        N_("Category"),
        {
            "registration": N_("Registration"),
            "insurance": N_("Insurance"),
            "invoice": N_("Invoice"),
            "receipt": N_("Receipt"),
            "inspection": N_("Inspection report"),
            "contract": N_("Contract"),
            "manual": N_("Manual"),
            "picture": N_("Picture"),
            "other": N_("Other"),
        },
        initial="other",
    )
    number: str = declare.text(N_("Number"), heading=True)
    issuer: str = declare.text(N_("From"))
    valid_until: Day | None = declare.day(N_("Valid until"))
    total: Money | None = declare.money(N_("Amount"))
    about: str = declare.reference(
        N_("About"),
        "service",
        "repair",
        "upgrade",
        "expense",
        "fill_up",
        "inspection",
        "insurance_policy",
        "tyre_set",
        "part",
    )
    file_name: str = declare.text(N_("File"))
