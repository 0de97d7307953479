"""Make the sample garage in a store, as one operation; and take it away again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo

from sqlalchemy import Connection, select

from client.errors import BadRequest
from client.operations.home_name import SAMPLE_NAMES
from client.operations.sample.agenda import agenda
from client.operations.sample.book import SOURCE, Book
from client.operations.sample.herbie import herbie
from client.operations.sample.model3 import model3
from client.operations.sample.octavia import octavia
from client.operations.sample.smaller import cb500f, trailer
from client.operations.sample.z3 import z3
from client.store import Changes, NewRow, Reader, Store, Transaction
from client.store.codec import codec
from garage.errors import ValueRefused
from garage.ids import natural_id
from garage.records import Kind, kind_named, kinds
from garage.records.elements import SourceField
from garage.words import N_, told

LANGUAGES = ("en", "de")
HOME = SAMPLE_NAMES

_CELL = SourceField().cell(SOURCE)

SLICE = 400
"""Rows in one transaction: some 20 ms of the writer's time."""


def sample_rows(space: str, today: date, *, zone: tzinfo, language: str = "en") -> Iterator[NewRow]:
    """Six vehicles and their five years up to `today`: the same rows for the same arguments.

    `space` goes into the ids; what a record refers to comes before it. Raises ValueRefused for a
    language that the texts are not there in.
    """
    if language not in LANGUAGES:
        raise ValueRefused(
            told("there is no sample garage in {language!r}", language=language),
            N_("use en or de"),
            "bad_choice",
        )
    book = Book(space, today, zone, language)
    everyday = book.add("vehicle_group", name="Everyday")
    fair_weather = book.add("vehicle_group", name="Fair weather")
    for make, group in (
        (herbie, fair_weather), (octavia, everyday), (model3, everyday), (z3, fair_weather),
        (cb500f, fair_weather), (trailer, everyday),
    ):  # fmt: skip
        make(book, group)
    book.add("note", date=book.ago(21), title="Garage door", notes="Code changed; Anna has it.")
    agenda(book)
    return iter(book.rows)


def sample_language(wanted: str) -> str:
    """The language for the sample's texts: the one that is wanted if they are there in it."""
    return wanted if wanted in LANGUAGES else "en"


def make_sample_garage(store: Store, today: date, zone: tzinfo, language: str = "en") -> Changes:
    """Write the sample garage into the person's own garage; one undo takes it back.

    An own garage without vehicles is named after the sample's owners. Raises BadRequest if the
    sample garage is there already.
    """
    space, empty = store.read(_place)
    rows = list(sample_rows(space, today, zone=zone, language=language))
    batch = store.begin_batch(HOME[language])
    try:
        for start in range(0, len(rows), SLICE):
            store.land(batch, rows[start : start + SLICE])
    except BaseException:
        store.give_up_batch(batch)
        raise
    changes = store.complete_batch(batch, "sample")
    if empty:
        store.name_home(HOME[language])
    store.catch_up()
    return changes


def remove_sample_garage(store: Store) -> Changes:
    """Put the sample garage in the trash, in one operation; a person's own records stay.

    Raises BadRequest if there is none.
    """

    def work(transaction: Transaction) -> None:
        found = [(kind, id_) for kind in kinds() for id_ in _ids(transaction.connection, kind)]
        if not found:
            raise BadRequest(N_("there is no sample garage"), N_("it was removed, or never made"))
        for kind, id_ in found:
            transaction.mark_deleted(kind, id_, True)

    name = store.read(lambda reader: reader.home()[1])
    named = name in HOME.values()
    changes = store.operate(work, "remove sample", name if named else HOME["en"])
    if named:
        store.name_home("")
    return changes


def has_sample_garage(reader: Reader) -> bool:
    """Whether anything of the sample garage is there, the trash not counted."""
    return any(_ids(reader.connection, kind) for kind in kinds())


def count_of_sample(reader: Reader, kind: Kind) -> int:
    """How many records of a kind are the sample's, the trash not counted."""
    return len(_ids(reader.connection, kind))


def _ids(connection: Connection, kind: Kind, *, deleted: bool = False) -> list[str]:
    """The records of a kind that are the sample's, those of deleted vehicles included."""
    table = codec(kind).table
    ours = select(table.c.id).where(table.c.source == _CELL, table.c.deleted == int(deleted))
    return list(connection.execute(ours).scalars())


def _place(reader: Reader) -> tuple[str, bool]:
    """The space for the ids, and whether the garage has no vehicle.

    Rows of an earlier sample that are in the trash keep their ids, so a new one takes others.
    """
    if has_sample_garage(reader):
        raise BadRequest(N_("the sample garage is there already"), N_("remove it first"))
    home, _ = reader.home()
    trash = sum(len(_ids(reader.connection, kind, deleted=True)) for kind in kinds())
    space = natural_id(home, ("sample", str(trash))) if trash else home
    return space, not reader.count(kind_named("vehicle"))
