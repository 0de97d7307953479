"""What both sides of the sync agree on: stamps, how states merge, and their canonical form."""

from garage.sync.clock import Clock, Stamp, stamp_device, stamp_time
from garage.sync.merge import State, canonical, expand, merge

__all__ = ["Clock", "Stamp", "State", "canonical", "expand", "merge", "stamp_device", "stamp_time"]
