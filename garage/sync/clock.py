"""The hybrid logical clock (Kulkarni et al. 2014) and the stamps it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from garage.errors import ValueRefused
from garage.words import N_, told

# A stamp is 32 hexadecimal digits: 12 of milliseconds since 1970, 4 of counter, 16 of device.
# Fixed widths make the order of the texts the order of (milliseconds, counter, device).
Stamp = str
_STAMP = re.compile(r"[0-9a-f]{32}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_COUNTER_LIMIT = 0xFFFF


@dataclass(frozen=True, slots=True)
class Clock:
    """The last moment that this device has given or seen."""

    device: str
    milliseconds: int = 0
    counter: int = 0

    def __post_init__(self) -> None:
        if not _DEVICE.fullmatch(self.device):
            raise ValueRefused(
                told("{device!r} is no device id", device=self.device),
                N_("it is 16 hexadecimal digits"),
            )

    def tick(self, now: int) -> Clock:
        """The next moment, later than all before, at Unix time `now` in milliseconds."""
        if now > self.milliseconds:
            return Clock(self.device, now, 0)
        if self.counter < _COUNTER_LIMIT:
            return Clock(self.device, self.milliseconds, self.counter + 1)
        return Clock(self.device, self.milliseconds + 1, 0)

    def observe(self, stamp: Stamp) -> Clock:
        """This clock, not behind a stamp that came from elsewhere."""
        check_stamp(stamp)
        seen = (int(stamp[:12], 16), int(stamp[12:16], 16))
        if seen <= (self.milliseconds, self.counter):
            return self
        return Clock(self.device, *seen)

    @property
    def stamp(self) -> Stamp:
        """The moment as a stamp of this device."""
        return f"{self.milliseconds:012x}{self.counter:04x}{self.device}"


def check_stamp(stamp: Stamp) -> None:
    """Raises ValueRefused unless `stamp` is 32 lower-case hexadecimal digits."""
    if not isinstance(stamp, str) or not _STAMP.fullmatch(stamp):
        raise ValueRefused(
            told("{stamp!r} is no stamp", stamp=stamp),
            N_("it is 32 hexadecimal digits"),
            "bad_stamp",
        )


def stamp_time(stamp: Stamp) -> datetime:
    """When the stamp was given, in UTC, by the clock of its device."""
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(stamp[:12], 16))


def stamp_device(stamp: Stamp) -> str:
    """The device that gave the stamp."""
    return stamp[16:]
