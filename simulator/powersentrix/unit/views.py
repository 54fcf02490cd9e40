"""A UPS as its interface tells it: Ident and UpsComplexObject (4.1 to 4.5)."""

from random import Random
from typing import TYPE_CHECKING, Any

from .physics import MCU_ABOVE_BOARD, Measured
from .shapes import deform, put
from .state import Port, Record
from .wording import hundredths, uptime

if TYPE_CHECKING:
    from .ups import Ups

_RAM, _FREE_RAM = 327680, 218340  # bytes
_RAM_STRIDE, _RAM_SPAN = 1009, 4096  # the heap differs at every look
_STATUS = {"h": {"hb": [1], "lb": [0]}, "l": {"hb": [0], "lb": [1]}}
_MEASURES = {"10mA": 100, "1mA": 1000}


class Views:
    """Tells what a UPS would answer now; every look draws new noise."""

    def __init__(self, ups: Ups, seed: int) -> None:
        """Tell of one UPS."""
        self._ups = ups
        self._random = Random(seed)
        self._looks = 0

    def ident(self) -> Record:
        """Tell the identification."""
        state = self._ups.state
        self._looks += 1
        wobble = self._looks * _RAM_STRIDE % _RAM_SPAN - _RAM_SPAN // 2
        return {
            "sn": state.sn,
            "type": state.type,
            "comFirmware": state.com_firmware,
            "mainFirmware": state.main_firmware,
            "comUptime": self._uptime(self._ups.life.com_uptime),
            "mainUptime": self._uptime(self._ups.life.main_uptime),
            "cpuLoad": 12 + round(self._noise(3)),
            "totalRamSize": _RAM,
            "freeRamSize": _FREE_RAM + wobble,
            "info": "",
        }

    def complex_object(self) -> Any:
        """Tell everything."""
        self._ups.physics.settle()
        data = self._data()
        whole = {"config": self._config(data["voltages"]), "upsData": data}
        for path, value in self._ups.state.overrides.items():
            put(whole, path, value)
        return deform(whole, self._ups.knobs.shape, self._looks)

    def board(self) -> int:
        """Tell the temperature of the board."""
        self._ups.physics.settle()
        return round(self._ups.physics.board)

    def _config(self, voltages: list[int]) -> Record:
        state = self._ups.state
        return {
            "settings": {
                **state.settings,
                "forcePowerFromBatteries": int(state.forced),
                "remoteServer": self._ups.remote_server(),
            },
            "outputs": [
                {
                    "id": port.id,
                    "description": port.label,
                    "status": "ON" if port.on else "OFF",
                    "voltage": voltages[position],
                }
                for position, port in enumerate(state.ports)
            ],
            "extraActions": [dict(action) for action in state.extra_actions],
            "ident": self.ident(),
        }

    def _data(self) -> Record:
        ups = self._ups
        ports = ups.state.ports
        return {
            "voltages": [self._voltage(port) for port in ports],
            "currents": [self._current(port) for port in ports],
            "outputs": [int(port.on) for port in ports],
            "ventilation": int(ups.physics.fan),
            "uptime": self._uptime(ups.life.main_uptime),
            "temps": {"board": self.board(), "mcu": self.board() + MCU_ABOVE_BOARD},
            "ps": self._supplies(),
        }

    def _voltage(self, port: Port) -> int:
        volts = self._ups.physics.voltage(port)
        return hundredths(max(0.0, volts - abs(self._noise(0.01)))) if volts else 0

    def _current(self, port: Port) -> int:
        if not port.on:
            return 0
        amperes = port.amperes * (1 + self._noise(0.03))
        return round(amperes * _MEASURES[self._ups.knobs.current_unit])

    def _supplies(self) -> list[Record]:
        physics = self._ups.physics
        told = [
            self._supply(physics.measure(supply), self._ups.state.buv)
            for supply in physics.fitted
        ]
        if self._ups.knobs.psu == "2_second_zero":
            told.append(self._supply(Measured(0, 0, 0, [0] * 4), 0))
        return told

    def _supply(self, measured: Measured, buv: float) -> Record:
        """Tell a supply; the cells add up to the battery to the last digit."""
        cells = [hundredths(volts) for volts in measured.cells]
        batt = sum(cells)
        follows = 0 < measured.main == measured.batt
        return {
            "main": batt if follows else hundredths(measured.main),
            "load": hundredths(measured.load),
            "batt": batt,
            "buv": hundredths(buv),
            "cell": [0] * 4 if self._ups.knobs.cells == "unplugged" else cells,
            "status": self._status(),
        }

    def _status(self) -> Record:
        if self._ups.knobs.bit_status == "static":
            return {
                byte: {k: list(v) for k, v in _STATUS[byte].items()} for byte in "hl"
            }
        return {
            byte: {half: [self._random.randrange(256)] for half in ("hb", "lb")}
            for byte in "hl"
        }

    def _uptime(self, seconds: float) -> str | int:
        return uptime(seconds, self._ups.knobs.uptime_form)

    def _noise(self, most: float) -> float:
        return self._random.uniform(-most, most) * self._ups.knobs.noise
