"""How the unit shows its state on the wire, in the dialect that it speaks."""

from collections.abc import Collection

from .conf import NESTING
from .physics import number
from .state import PduState, Record

_MEMBER_KEYS = ("outletName", "id", "pwrOnState", "outletIndex", "currentRms")
_SERIALS = ("enclosureSerialNumber", "controllerSerialNumber")
_INLET_ORDER = [
    "id",
    "inletType",
    "inletPlug",
    "inletName",
    "inletPhase",
    "inletLineConfiguration",
    "inletEnergyAccumulation",
    "inletCurrentRms",
    "inletVoltageRms",
    "inletLineFrequency",
    "inletPowerFactor",
    "inletActivePower",
    "inletApparentPower",
    "threePhaseBalance",
    "inletLines",
    "atsInletId",
    "atsInletActive",
    "atsInletReady",
]


class Views:
    """Shows one unit."""

    def __init__(self, state: PduState, dialects: Collection[str]) -> None:
        """Show a state in some dialects."""
        self._state = state
        self.dialects = dialects

    def device(self) -> Record:
        """Show the device."""
        device = self._state.device.copy()
        if "string_ids" in self.dialects:
            device |= {key: str(device[key]) for key in _SERIALS if key in device}
        return device

    def outlet(self, outlet: Record) -> Record:
        """Show an outlet."""
        shown = outlet.copy()
        if "titlecase" in self.dialects and isinstance(shown.get("state"), str):
            shown["state"] = shown["state"].title()
        if "string_ids" in self.dialects and "bankId" in shown:
            shown["bankId"] = str(shown["bankId"])
        return shown

    def group(self, group: Record) -> Record:
        """Show a group with its members, shortened."""
        shown = {key: group[key] for key in group if key != "outletIds"}
        shown["outlets"] = [
            self._member(outlet)
            for outlet in self._state.outlets
            if outlet["id"] in group["outletIds"]
        ]
        return shown

    def inlet(self, inlet: Record) -> Record:
        """Show an inlet, its keys in the usual order."""
        known = {key: inlet[key] for key in _INLET_ORDER if key in inlet}
        return known | inlet

    def conf(self) -> Record:
        """Show the configuration."""
        conf = self._state.conf
        return {NESTING: conf} if "nested_conf" in self.dialects else conf

    def _member(self, outlet: Record) -> Record:
        shown = {key: outlet[key] for key in _MEMBER_KEYS if key in outlet}
        if isinstance(state := outlet.get("state"), str):
            shown["state"] = state.title()
        bank = self._state.bank_of(outlet)
        ident = outlet["bankId"]
        shown["bankId"] = str(ident) if "string_ids" in self.dialects else ident
        if "currentRms" in outlet:
            volts = number(outlet.get("circuitVoltage"))
            amperes = number(outlet["currentRms"])
            shown["watts"] = round(amperes * volts * number(bank.get("powerFactor")), 2)
        return shown
