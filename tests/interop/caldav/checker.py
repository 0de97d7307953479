"""The `caldav` project's server checker, run by its own Python; prints what it found as JSON."""

import sys

from caldav.lib.error import DAVError
from caldav_server_tester import checks
from caldav_server_tester.caldav_server_tester import check_server_compatibility

prepare = checks.PrepareCalendar._prepare_task_calendar


def without_tasks(self: checks.PrepareCalendar, *args: object) -> bool:
    """It gives up where no calendar of tasks can be made; here it goes on with the events."""
    try:
        return bool(prepare(self, *args))
    except DAVError:
        self.set_feature("save-load.todo", "unsupported")
        return False


checks.PrepareCalendar._prepare_task_calendar = without_tasks
sys.exit(check_server_compatibility())
