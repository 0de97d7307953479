"""A record of every kind that a window shows, of one of which a value was overtaken."""

from datetime import date, datetime

from sqlalchemy import insert

from client.operations.records import add
from client.store.codec import dump
from client.store.schema import OVERTAKEN
from garage.calendar.durations import Duration
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named
from garage.records.agenda_fields import Trigger
from garage.units import Quantity

LOST, TODAY = "What Anna wrote", date(2026, 11, 18)
DAY = Moment(TODAY)
TIMES = EventTimes(start=datetime(2026, 11, 18, 9), zone="UTC")
ON_IT = {
    "note": {"title": "Key"},
    "document": {"title": "Registration"},
    "specification": {"name": "Paint", "text": "L12"},
    "odometer_reading": {"date": DAY, "odometer": Quantity("84000", "km")},
    "fill_up": {"date": DAY, "volume": Quantity("40", "L")},
    "expense": {"date": DAY, "title": "Toll"},
    "trip": {"date": DAY, "start": "Bonn", "destination": "Ulm"},
    "insurance_policy": {"insurer": "Lloyd"},
    "valuation": {"date": DAY, "value": Money("9000", "EUR")},
    "part": {"name": "Filter"},
    "tyre_set": {"name": "Winter"},
    "service": {"date": DAY, "title": "Oil"},
    "repair": {"date": DAY, "title": "Exhaust"},
    "upgrade": {"date": DAY, "title": "Radio"},
    "inspection": {"date": DAY, "title": "TÜV"},
    "plan_item": {"title": "Seats", "due": TODAY, "state": "planned"},
    "reminder": {"title": "Belts", "due": TODAY},
}
"""Kind → what a record of a vehicle begins with."""
ALONE = {
    "vehicle_group": {"name": "Classics"},
    "custom_field": {"name": "Key number", "applies_to": "vehicle", "sort": "text"},
    "calendar": {"name": "Family", "of": "events"},
}
WITHIN = {
    "work_line": ("work", "service", {"title": "Oil filter"}),
    "checklist_item": ("of", "plan_item", {"title": "Take them out"}),
    "stock_movement": ("part", "part", {"date": DAY, "amount": Quantity("1", "")}),
    "tyre_event": ("tyre_set", "tyre_set", {"date": DAY, "type": "mount"}),
    "event": ("calendar", "calendar", {"title": "Dentist", "times": TIMES}),
    "attendee": ("event", "event", {"address": "mailto:bob@x.org"}),
    "alarm": ("event", "event", {"trigger": Trigger(Duration.parse("-PT1H")), "action": "display"}),
    "subscription": ("calendar", "calendar", {"url": "https://x.org/feed.ics"}),
}
"""Kind → the field that names what it hangs on, that one's kind, and what it begins with."""


class World:
    """A record of every kind; of one of them what Anna wrote lost to another edit."""

    def __init__(self, store, herbie):
        self.store, self.herbie = store, herbie
        self.ids = {"vehicle": herbie}
        for kind, values in ON_IT.items():
            self._put(kind, vehicle=herbie, **values)
        for kind, values in ALONE.items():
            self._put(kind, **values)
        for kind, (field, owner, values) in WITHIN.items():
            self._put(kind, **{field: self.ids[owner]}, **values)

    def _put(self, kind, **values):
        self.ids[kind] = add(self.store, kind_named(kind), values).ids[0]

    def lose(self, kind):
        """Somebody's note on it was overtaken."""
        row = {
            "space": self.store.read(lambda reader: reader.home()[0]), "id": "lost", "seq": 1,
            "record": self.ids[kind], "field": "notes", "value": dump(LOST), "author": "anna",
            "stamp": f"{1:012x}0000{'b' * 16}", "by_stamp": f"{2:012x}0000{'a' * 16}",
            "stamps": "{}",
        }  # fmt: skip
        self.store.layered(lambda t: t.connection.execute(insert(OVERTAKEN).values(row)))

    def notes(self, kind):
        return self.store.read(lambda reader: reader.find(self.ids[kind])).notes
