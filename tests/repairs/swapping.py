"""Units on real wires that another one can take the place of."""

from abc import ABC, abstractmethod
from typing import override

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator.powersentrix import PowerSentrixSimulator
from simulator.snmp import SnmpSimulator
from simulator.synaccess import PduSimulator

from ..conftest import pdu_entry
from ..powersentrix import OUTLET, UPS, Ways
from ..snmp import MAINS, add_card
from .conftest import set_up

OTHER = "7654321"


class Swapped(ABC):
    """A unit, its entry, and what it shows at one entity: ``on``, else ``off``."""

    maker: str
    domain: str
    ending: str
    poll: float

    @abstractmethod
    async def add(self) -> MockConfigEntry:
        """Set it up."""

    @abstractmethod
    def away(self) -> None:
        """Answer nobody."""

    @abstractmethod
    def back(self, serial: str, *, on: bool) -> None:
        """Answer again, as the unit with this serial number."""

    @property
    @abstractmethod
    def serial(self) -> str:
        """The serial number at present."""

    def unit(self, serial: str) -> str:
        """Return what entities of the unit with this serial number begin with."""
        return f"{self.maker}_{serial.lower()}"


class SwappedPdu(Swapped):
    """A PDU on the local network."""

    maker, domain, ending, poll = "synaccess", "switch", "1-2001607_outlet.status", 30

    def __init__(self, hass: HomeAssistant, pdu: PduSimulator) -> None:
        """Know where it is."""
        self._hass, self._pdu = hass, pdu

    @override
    async def add(self) -> MockConfigEntry:
        return await set_up(self._hass, pdu_entry(self._pdu))

    @override
    def away(self) -> None:
        self._pdu.leave()

    @override
    def back(self, serial: str, *, on: bool) -> None:
        self._pdu.state.device["enclosureSerialNumber"] = int(serial)
        self._pdu.state.outlets[0]["state"] = "ON" if on else "OFF"
        self._pdu.arrive()

    @property
    @override
    def serial(self) -> str:
        return str(self._pdu.state.device["enclosureSerialNumber"])


class SwappedUps(Swapped):
    """A UPS on the local network."""

    maker, domain, ending, poll = "powersentrix", "switch", OUTLET, 30

    def __init__(self, site: PowerSentrixSimulator, ways: Ways) -> None:
        """Know where it is."""
        self._site, self._ways = site, ways

    @override
    async def add(self) -> MockConfigEntry:
        return await self._ways.add(self._site, UPS)

    @override
    def away(self) -> None:
        self._site.ups.leave()

    @override
    def back(self, serial: str, *, on: bool) -> None:
        self._site.ups.state.sn = serial
        self._site.ups.state.port(0).on = on
        self._site.ups.arrive()

    @property
    @override
    def serial(self) -> str:
        return self._site.ups.state.sn


class SwappedCard(Swapped):
    """A UPS behind a network management card."""

    maker, domain, ending, poll = "apc", "binary_sensor", MAINS, 10

    def __init__(self, hass: HomeAssistant, card: SnmpSimulator) -> None:
        """Know where it is."""
        self._hass, self._card = hass, card

    @override
    async def add(self) -> MockConfigEntry:
        return await add_card(self._hass, self._card)

    @override
    def away(self) -> None:
        """Do nothing: where time stands still, SNMP would wait for ever."""

    @override
    def back(self, serial: str, *, on: bool) -> None:
        self._card.ups.base.state.serial = serial
        self._card.ups.set_mains(on=on)
        self._card.knobs.boot_seconds = 0
        self._card.restart()
        self._card.step(0.01)

    @property
    @override
    def serial(self) -> str:
        return self._card.ups.base.state.serial
