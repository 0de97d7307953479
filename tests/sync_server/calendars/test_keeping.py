"""What somebody reads is kept up to date beside, and nothing else."""

from sync_server.calendars import service
from sync_server.calendars.projection import behind
from tests.sync_server.calendars.making import event
from tests.sync_server.people import World


def test_a_space_that_is_read_is_kept_up_and_no_other(world: World) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    calendar = ann.add(kind="calendar", name="Garage", of="events")
    world.run(service.fresh(world.database, [ann.home]))
    event(ann, calendar.id)
    ben.add(kind="calendar", name="Garage", of="events")
    homes = [ann.home, ben.home]
    with world.database.read() as connection:
        assert set(behind(connection, homes)) == set(homes)
    world.run(world.app.state.keeper.catch_up())
    with world.database.read() as connection:
        assert behind(connection, homes) == [ben.home]
        assert len(service.items(connection, ann.home, calendar.id)) == 1
