"""Vehicle identification numbers, read offline: what is sure, what is open, and never a guess."""

from garage.vin.decoded import Decoded, DecodedValue
from garage.vin.decoding import check_digit_fits, decode
from garage.vin.engine import Engine, ultravin_engine, warm
from garage.vin.proposals import Proposed, proposal
from garage.vin.regions import north_american

__all__ = [
    "Decoded",
    "DecodedValue",
    "Engine",
    "Proposed",
    "check_digit_fits",
    "decode",
    "north_american",
    "proposal",
    "ultravin_engine",
    "warm",
]
