"""The knobs: what cards are known to do one way or another, or are feared to."""

from dataclasses import dataclass
from typing import Literal

from ..knobs import Knobs


@dataclass
class AgentKnobs(Knobs):
    """How the agent answers, whatever it is asked for."""

    v1: bool = True
    """Whether version 1 is answered at all."""
    v2c: bool = True
    v3: bool = True
    latency: float = 0.0
    """Seconds of real time that every answer takes; one after the other."""
    max_size: int = 1472
    """Bytes that an answer may have; more are tooBig, a GETBULK is shortened."""
    max_varbinds: int = 0
    """Varbinds that a request may have; more are tooBig. 0: any number."""
    set_varbinds: int = 0
    """Varbinds that a SET may have; more are genErr. 0: any number."""
    access: Literal["write_plus", "write"] = "write_plus"
    """What the write community may do: *Write* cannot while somebody is logged in."""
    logged_in: bool = False
    """Whether somebody is logged in to the card's web page."""
    wrong_type_v1: Literal["badValue", "genErr"] = "badValue"
    """How version 1 answers a value of the wrong type."""
    refusal: Literal["genErr", "badValue"] = "genErr"
    """How a command is refused that makes no sense now."""
    key_extension: Literal["either", "blumenthal", "reeder"] = "either"
    """How keys for AES192 and AES256 are made of short hashes."""
    boot_seconds: float = 10.0
    """How long the card is silent when it restarts."""


@dataclass
class CardKnobs(AgentKnobs):
    """What the card tells of the unit."""

    precision: Literal["high", "low", "mixed"] = "high"
    """Whether there are the objects in tenths; mixed: not those of voltages, load."""
    allowed_sets: bool = True
    """Whether there is the table of allowed values."""
    state_flags: Literal[
        "normal", "short", "unknown", "not_supported", "empty", "absent"
    ] = "normal"
    """How the flag string is written; short: 31 characters."""
    group_flags: int = 31
    """Characters of the flag string of an outlet group."""
    pack_index: Literal["three", "two"] = "three"
    """Cartridges as `pack.1.cartridge`, as real cards have it, or `pack.cartridge`."""
    phase_index: Literal["three", "two"] = "three"
    """Phases as `table.1.phase`, as older cards have it, or `table.phase`."""
    naming: Literal["plain", "latin1", "nuls"] = "plain"
    """Names with letters that are no ASCII, or with blanks and NULs at their ends."""
    extra_columns: bool = True
    """Whether tables have a column that no MIB knows."""
    dates: Literal["mm/dd/yyyy", "mm/dd/yy", "yyyy-mm-dd", "mm-dd-yyyy", "junk"] = (
        "mm/dd/yyyy"
    )
    serial: Literal["real", "fake", "absent"] = "real"
    """fake: all F, as old cards have it."""
    temperature: Literal["normal", "255", "2550", "-1"] = "normal"
    """What the battery's temperature reads where there is no sensor."""
    battery_current: Literal["normal", "-1"] = "normal"
    efficiency: Literal["normal", "-1", "-2", "-3", "-4", "-5", "-6", "-7"] = "normal"
    self_test_status: Literal["3", "15", "28"] = "3"
    """Output status during a self test."""
    sync: bool = True
    """Whether there is the synchronized control group."""
    simulate_power_failure: bool = True
    """Whether the command exists."""
    firmware: str = ""
    """The application's version, if it is to be another."""
