"""What programs keep beside what a person does is told in no history, and not to be set back."""

from datetime import date, datetime, timedelta

from client.operations.calendars import add_calendar
from client.operations.events import add_event, edit_event
from client.operations.plan_board import move_plan_item
from client.operations.records import add, edit
from client.operations.told_fields import untold_fields
from client.store.schema import OVERTAKEN
from client.ui.vehicles.record_history import open_history
from client.ui.vehicles.story_shown import RowSort
from garage.calendar.times import EventTimes
from garage.records import Event, kind_named, kinds
from tests.client.store.making import fixed_id, stamp

BEGIN = datetime(2026, 12, 4, 17)


def told(list_):
    """The deeds with their steps and whether each can be set back, the newest first."""
    found = []
    for row in list_._rows.rows:
        if row.sort is RowSort.DEED:
            found.append((row.title, []))
        elif row.sort is RowSort.STEP:
            found[-1][1].append((row.label, row.before, row.after, row.earlier is not None))
    return found


def do(history, settled, work):
    history.desk.operate(history, work)
    settled()


def card(store, vehicle, title, state="backlog", order=""):
    values = {"vehicle": vehicle, "title": title, "state": state, "order": order}
    return add(store, kind_named("plan_item"), values).ids[0]


def test_a_moved_event_tells_its_times_and_not_its_revision(
    history, desk, store, octavia, settled, qtbot
):
    (calendar,) = add_calendar(store, {"name": "Family"}).touched["calendar"]
    times = EventTimes(start=BEGIN, end=BEGIN + timedelta(hours=1), zone="UTC")
    values = {"calendar": calendar, "title": "Wash", "times": times, "vehicle": octavia}
    (event,) = add_event(store, values).touched["event"]
    later = EventTimes(start=BEGIN + timedelta(days=1), end=BEGIN + timedelta(hours=25), zone="UTC")
    do(history, settled, lambda store: edit_event(store, event, {"times": later}))
    title, steps = told(history.list)[0]
    assert title == "You changed Wash"
    assert [(label, back) for label, _before, _after, back in steps] == [("When", True)]
    assert store.read(lambda reader: reader.get(Event, event)).sequence == 1
    sheet = open_history(desk, history, event)
    settled()
    assert told(sheet.list)[0][1] == steps
    sheet.reject()


def test_a_card_moved_to_another_column_tells_the_column_alone(history, store, octavia, settled):
    # Both have the place "V": for the third between them, one is given a new place.
    first, second = (card(store, octavia, each, "doing", "V") for each in ("Oil", "Brakes"))
    moved = card(store, octavia, "Clutch")
    do(history, settled, lambda store: move_plan_item(store, moved, "doing", max(first, second)))
    title, steps = told(history.list)[0]
    assert title == "You changed Clutch"
    assert [(label, back) for label, _before, _after, back in steps] == [("Column", True)]


def test_a_card_moved_within_its_column_has_no_line(history, desk, store, octavia, settled):
    first = card(store, octavia, "Oil", "doing", "a")
    second = card(store, octavia, "Brakes", "doing", "b")
    do(history, settled, lambda store: move_plan_item(store, second, "doing", first))
    assert [title for title, _steps in told(history.list)][:2] == [
        "You added Brakes",
        "You added Oil",
    ]
    sheet = open_history(desk, history, second)
    settled()
    assert [title for title, _steps in told(sheet.list)] == ["You added Brakes"]
    sheet.reject()


def test_deeds_without_a_line_take_no_place_among_those_shown(history, store, octavia, settled):
    item = card(store, octavia, "Oil", "doing", "a")
    for place in range(5):
        edit(store, item, {"order": f"b{place}"})
    history._most = 2
    do(history, settled, lambda store: edit(store, item, {"due": date(2026, 12, 1)}))
    assert [title for title, _steps in told(history.list)] == ["You changed Oil", "You added Oil"]
    assert history.list.rows()[-1].title == "Show older"


def test_a_place_that_lost_to_one_given_elsewhere_is_no_question(history, store, octavia, settled):
    item = card(store, octavia, "Oil", "doing", "a")
    space = store.read(lambda reader: reader.find(item).space)
    for number, (field, value) in enumerate((("order", '"c"'), ("title", '"Grease"')), 1):
        row = {
            "space": space, "id": fixed_id(number), "seq": number, "record": item, "field": field,
            "value": value, "stamp": stamp(number), "by_stamp": stamp(number + 5), "author": "",
            "stamps": "{}",
        }  # fmt: skip
        store.layered(lambda t, row=row: t.connection.execute(OVERTAKEN.insert().values(row)))
    history.refresh()
    settled()
    sheet = open_history(history.desk, history, item)
    settled()
    lost = [steps for title, steps in told(sheet.list) if "overtaken" in title]
    assert [step[:3] for steps in lost for step in steps] == [("What to do", "Grease", "Oil")]
    assert history._overtaken == 1
    sheet.reject()


def test_what_is_not_told_are_fields_that_there_are():
    untold = {kind.name: untold_fields(kind) for kind in kinds()}
    assert untold["event"] == {
        "source", "uid", "recurrence", "sequence", "created", "modified", "related", "foreign",
    }  # fmt: skip
    assert untold["plan_item"] == {"source", "order"}
    assert untold["subscription"] >= {"fetched", "etag", "fault"}
    assert untold["fill_up"] == {"source"}
