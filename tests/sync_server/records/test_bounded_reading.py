"""What a push has read is bounded in bytes, however large the records are that it names."""

import gzip

import msgspec
from sqlalchemy import select

from garage.permissions import Role
from garage.sync.wire import OVERTAKEN, PushAnswer, Verdict, WireEnvelope
from sync_server.kit.bodies import decode
from sync_server.kit.clock import now
from sync_server.records.epoch import begin
from sync_server.records.push import MOST_AT_ONCE, MOST_READ
from sync_server.records.tables import RECORD
from sync_server.records.wire import MOST_ANSWERED
from tests.sync_server.people import Device, World
from tests.sync_server.questions import asked, fetched
from tests.sync_server.records.test_moves_and_erasure import family, move

LONG = "a" * 400_000
WHOLE = 2 * len(LONG)
"""A record's text."""
COUNT = 30
RECORDS = select(RECORD.c.id, RECORD.c.kind, RECORD.c.fields)


def fill(device: Device, space: str = "") -> dict[str, WireEnvelope]:
    """So many large records, pushed packed: unpacked they are more than a push has read."""
    assert WHOLE * COUNT > MOST_READ + 2 * WHOLE
    patches = [device.patch(space=space, name=str(n), x1=LONG, x2=LONG) for n in range(COUNT)]
    verdicts = pushed_packed(device, device.body(*patches))
    assert {each.verdict for each in verdicts} == {"merged"}
    return {each.envelope.id: each.envelope for each in verdicts if each.envelope is not None}


def pushed_packed(device: Device, body: object) -> list[Verdict]:
    headers = {**device.headers, "Content-Encoding": "gzip"}
    content = gzip.compress(msgspec.json.encode(body), 1)
    answer = device.world.run(
        device.world.http.request("POST", "/sync/push", content=content, headers=headers)
    )
    assert answer.status_code == 200, answer.text
    return decode(answer.content, PushAnswer).verdicts


def overtaken(world: World) -> int:
    """How many values were."""
    return sum(row.kind == OVERTAKEN for row in world.rows(RECORDS))


def codes(verdicts: list[Verdict]) -> list[str]:
    return [each.verdict for each in verdicts]


def test_of_large_records_no_more_are_read_than_are_answered(world: World) -> None:
    ann = world.person("ann")
    held = fill(ann)
    body = ann.body(
        *(ann.patch(id_, name="new", base={"name": each.stamps[""]}) for id_, each in held.items())
    )
    with fetched(world.database.engine) as rows:
        told = ann.send(body).verdicts
    fits = -(-MOST_ANSWERED // WHOLE)
    assert codes(told) == ["merged"] * fits + ["future"] * (COUNT - fits)
    assert rows.letters < MOST_ANSWERED + 2 * WHOLE


def test_what_is_short_is_read_at_once_beside_what_is_long(world: World) -> None:
    ann = world.person("ann")
    large = [ann.add(name=str(n), x1=LONG, x2=LONG).id for n in range(2)]
    small = [ann.add(name=str(n)).id for n in range(3)]
    missing = [ann.patch(name="new") for _ in range(COUNT)]
    assert MOST_AT_ONCE // (COUNT + 5) < WHOLE
    ids = (small[0], large[0], small[1], large[1], small[2])
    body = ann.body(*(ann.patch(id_, plate="X", base={"plate": None}) for id_ in ids), *missing)
    with asked(world.database.engine) as questions, fetched(world.database.engine) as rows:
        assert set(codes(ann.send(body).verdicts)) == {"merged"}
    assert 2 * WHOLE < rows.letters < 3 * WHOLE
    readings = [statement for statement, _ in questions if "FROM record" in statement]
    assert len(readings) == 1 + len(large)
    kept = {row.id: msgspec.json.decode(row.fields) for row in world.rows(RECORDS)}
    assert {kept[id_]["plate"] for id_ in ids} == {"X"}
    assert {kept[id_]["x1"] for id_ in large} == {LONG}, "what was read later is written as it was"


def test_large_values_that_are_replaced_are_read_in_parts_and_all_kept(world: World) -> None:
    """Of what is replaced little is answered: that alone would bound nothing."""
    ann = world.person("ann")
    held = fill(ann)
    waits = [ann.patch(id_, x1="", x2="") for id_ in held]
    rounds = []
    while waits:
        body = ann.body(*waits)
        with fetched(world.database.engine) as rows:
            told = ann.send(body).verdicts
        assert rows.letters < MOST_READ + 2 * WHOLE
        assert set(codes(told)) <= {"merged", "future"}
        rounds.append(codes(told).count("merged"))
        waits = [waits[each.n - 1] for each in told if each.verdict == "future"]
    assert len(rounds) == 2
    assert rounds[0] == MOST_READ // WHOLE + 1
    assert overtaken(world) == 2 * COUNT, "no value is lost"


def test_who_may_change_nothing_has_as_little_read(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = family(ann, (bob, Role.VIEWER))
    held = fill(ann, space)
    waits = [bob.patch(id_, space=space, name="mine") for id_ in held]
    body = bob.body(*waits)
    with fetched(world.database.engine) as rows:
        told = bob.send(body).verdicts
    assert rows.letters < MOST_READ + 2 * WHOLE
    assert codes(told) == ["refused"] * (MOST_READ // WHOLE + 1) + ["future"] * (
        COUNT - MOST_READ // WHOLE - 1
    )
    rest = [waits[each.n - 1] for each in told if each.verdict == "future"]
    assert {(each.verdict, each.code) for each in bob.push(*rest)} == {("refused", "forbidden")}


def test_a_push_that_is_sent_again_is_answered_as_before(world: World) -> None:
    """What it brings itself may be read again, however much that is."""
    ann = world.person("ann")
    patches = [ann.patch(name=str(n), x1=LONG, x2=LONG) for n in range(COUNT)]
    body = ann.body(*patches)
    first = pushed_packed(ann, body)
    again = pushed_packed(ann, body)
    assert codes(again) == codes(first) == ["merged"] * COUNT
    assert [each.envelope for each in again] == [each.envelope for each in first]


def test_a_value_that_was_overtaken_before_is_not_read_to_know_it(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    car = ann.add(name="Berta")
    late = phone.patch(car.id, x1=LONG)
    ann.push(ann.patch(car.id, x1="b"))
    assert codes(phone.push(late)) == ["merged"]
    body = phone.body(late)
    with fetched(world.database.engine) as rows:
        assert codes(phone.send(body).verdicts) == ["merged"]
    assert rows.letters < 10_000
    assert overtaken(world) == 1


def test_a_long_value_that_is_given_back_and_there_stays_as_it_is(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    car = ann.add(name="Berta")
    late = phone.patch(car.id, x1=LONG)
    ann.push(ann.patch(car.id, x1="b"))
    phone.push(late)
    (there,) = (each for each in ann.records().values() if each.kind == OVERTAKEN)
    with world.database.write() as connection:
        begin(connection, now() + 1)
    missing = [ann.patch(name="new") for _ in range(2 * COUNT)]
    assert MOST_AT_ONCE // len(missing) < len(LONG)
    given = {
        "space": ann.home, "id": there.id, "kind": OVERTAKEN, "fields": there.fields,
        "stamps": there.stamps, "recovered": True,
    }  # fmt: skip
    (told, *_) = ann.push(given, *missing)
    assert (told.verdict, told.same) == ("merged", True)
    assert told.envelope is not None
    assert told.envelope.seq == there.seq
    assert ann.records()[there.id] == there


def test_who_may_not_move_or_erase_has_none_of_it_read(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    space = family(ann, (bob, Role.VIEWER))
    car = ann.add(space=space, name="Berta", x1=LONG)
    ann.add("note", space=space, vehicle=car.id, title="Oil", x1=LONG)
    with fetched(world.database.engine) as rows:
        assert move(bob, space, bob.home, car.id) == 403
        erased = bob.ask("POST", "/records/erase", {"space": space, "ids": [car.id]})
        assert erased.status_code == 403
    assert rows.letters < 10_000
    assert move(ann, space, ann.home, car.id) == 200
    assert {each.fields["x1"] for each in ann.records().values()} == {LONG}
