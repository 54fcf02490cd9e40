"""The traps of APC that concern a UPS, its surroundings, its card, and custom events.

By number; names are those of PowerNet-MIB 4.5.2, titles are ours and stand in where a
trap brings no text of its own.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from ....equipment.model import Severity
from ..oid import Oid, oid


class Concern(StrEnum):
    """What a trap is about."""

    UPS = "ups"
    ENVIRONMENT = "environment"
    CARD = "card"
    CUSTOM = "custom"


class Known(NamedTuple):
    """What is known of a trap; ``cleared_by`` is the number that ends what it tells."""

    name: str
    title: str
    severity: Severity
    concern: Concern
    cleared_by: int | None = None


ENTERPRISE: Final = oid("1.3.6.1.4.1.318")
TEXT: Final = oid("1.3.6.1.4.1.318.2.3.3")
"""What the card says in words."""
BINDINGS: Final[Mapping[Oid, str]] = {
    oid("1.3.6.1.4.1.318.1.1.1.12.3.2.1.1"): "upsOutletGroupControlIndex",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.2.1.1"): "iemStatusProbeNumber",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.2.1.2"): "iemStatusProbeName",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.2.1.4"): "iemStatusProbeCurrentTemp",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.2.1.5"): "iemStatusProbeTempUnits",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.2.1.6"): "iemStatusProbeCurrentHumid",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.4.1.1"): "iemStatusContactNumber",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.4.1.2"): "iemStatusContactName",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.7.1.1"): "iemStatusRelayNumber",
    oid("1.3.6.1.4.1.318.1.1.10.2.3.7.1.2"): "iemStatusRelayName",
    oid("1.3.6.1.4.1.318.2.3.1"): "mtrapargsInteger",
    oid("1.3.6.1.4.1.318.2.3.4"): "mtrapargsGauge",
    oid("1.3.6.1.4.1.318.2.3.6"): "mtrapargsInteger02",
    oid("1.3.6.1.4.1.318.2.3.7"): "mtrapargsInteger03",
    oid("1.3.6.1.4.1.318.2.3.10"): "mtrapargsString02",
    oid("1.3.6.1.4.1.318.2.3.11"): "mtrapargsString03",
    oid("1.3.6.1.4.1.318.2.3.16"): "mtrapargsString04",
    oid("1.3.6.1.4.1.318.2.3.17"): "mtrapargsString05",
    oid("1.3.6.1.4.1.318.2.3.18"): "mtrapargsInteger04",
    oid("1.3.6.1.4.1.318.2.3.20"): "mtrapargsString06",
    oid("1.3.6.1.4.1.318.2.3.21"): "mtrapargsString07",
    oid("1.3.6.1.4.1.318.2.3.22"): "mtrapargsString08",
    oid("1.3.6.1.4.1.318.2.3.23"): "mtrapargsOctetString",
    oid("1.3.6.1.4.1.318.2.3.24"): "mtrapargsOctetString02",
    oid("1.3.6.1.4.1.318.2.3.25"): "mtrapargsOctetString03",
    oid("1.3.6.1.4.1.318.2.3.26"): "mtrapargsOctetString04",
    oid("1.3.6.1.4.1.318.2.3.27"): "mtrapargsOctetString05",
    oid("1.3.6.1.4.1.318.2.3.28"): "mtrapargsOctetString06",
    oid("1.3.6.1.4.1.318.2.3.29"): "mtrapargsOctetString07",
    oid("1.3.6.1.4.1.318.2.3.30"): "mtrapargsOctetString08",
}
"""Further values that traps bring, by name."""

_C: Final = Severity.CRITICAL
_W: Final = Severity.WARNING
_I: Final = Severity.INFORMATIONAL
_UPS: Final = Concern.UPS
_ENV: Final = Concern.ENVIRONMENT
_CARD: Final = Concern.CARD
_CUSTOM: Final = Concern.CUSTOM

GENERIC: Final = (
    Known("coldStart", "Card started", _I, _CARD),
    Known("warmStart", "Card restarted", _I, _CARD),
    Known("linkDown", "Network link down", _W, _CARD),
    Known("linkUp", "Network link up", _I, _CARD),
    Known("authenticationFailure", "Refused by SNMP", _W, _CARD),
    Known("egpNeighborLoss", "Neighbour lost", _I, _CARD),
)
"""Those that every agent may send, by their number of version 1."""

KNOWN: Final[Mapping[int, Known]] = {
    1: Known("communicationLost", "Communication with the UPS lost", _C, _UPS, 8),
    2: Known("upsOverload", "Overload", _C, _UPS, 33),
    3: Known("upsDiagnosticsFailed", "Self-test failed", _C, _UPS, 10),
    4: Known("upsDischarged", "Batteries discharged", _C, _UPS, 38),
    5: Known("upsOnBattery", "On battery", _W, _UPS, 9),
    6: Known("smartBoostOn", "AVR boost on", _W, _UPS, 34),
    7: Known("lowBattery", "Low battery", _C, _UPS, 11),
    8: Known(
        "communicationEstablished", "Communication with the UPS established", _I, _UPS
    ),
    9: Known("powerRestored", "Power restored", _I, _UPS),
    10: Known("upsDiagnosticsPassed", "Self-test passed", _I, _UPS),
    11: Known("returnFromLowBattery", "Battery no longer low", _I, _UPS),
    12: Known("upsTurnedOff", "UPS turned off", _W, _UPS, 30),
    13: Known("upsSleeping", "UPS sleeping", _W, _UPS, 14),
    14: Known("upsWokeUp", "UPS woke up", _I, _UPS),
    15: Known("upsRebootStarted", "UPS restarting", _W, _UPS),
    16: Known("upsDipSwitchChanged", "DIP switches changed", _W, _UPS),
    17: Known("upsBatteryNeedsReplacement", "Battery needs replacement", _C, _UPS, 36),
    18: Known("contactFault", "Contact fault", _C, _ENV, 19),
    19: Known("contactFaultResolved", "Contact fault cleared", _I, _ENV),
    20: Known("hardwareFailureBypass", "On bypass: hardware failure", _C, _UPS, 23),
    21: Known("softwareBypass", "On bypass: by software", _W, _UPS, 23),
    22: Known("switchedBypass", "On bypass: by switch", _W, _UPS, 23),
    23: Known("returnFromBypass", "Back from bypass", _I, _UPS),
    24: Known("bypassPowerSupplyFailure", "Bypass power supply failed", _C, _UPS, 824),
    25: Known("baseFanFailure", "Base fan failed", _C, _UPS, 637),
    26: Known(
        "batteryPackCommLost", "Communication with battery packs lost", _C, _UPS, 27
    ),
    27: Known(
        "batteryPackCommEstablished",
        "Communication with battery packs established",
        _I,
        _UPS,
    ),
    28: Known("calibrationStart", "Run time calibration started", _I, _UPS, 37),
    29: Known("restartAgent", "Card restarting", _I, _CARD),
    30: Known("upsTurnedOn", "UPS turned on", _I, _UPS),
    31: Known("smartAvrReducing", "AVR trim on", _W, _UPS, 35),
    33: Known("upsOverloadCleared", "Overload cleared", _I, _UPS),
    34: Known("smartBoostOff", "AVR boost off", _I, _UPS),
    35: Known("smartAvrReducingOff", "AVR trim off", _I, _UPS),
    36: Known("upsBatteryReplaced", "Battery replaced", _I, _UPS),
    37: Known("calibrationEnd", "Run time calibration ended", _I, _UPS),
    38: Known("dischargeCleared", "Batteries no longer discharged", _I, _UPS),
    39: Known("gracefulShutdown", "Graceful shutdown started", _I, _UPS),
    44: Known("configChangeSNMP", "Configuration changed by SNMP", _W, _CARD),
    46: Known("accessViolationConsole", "Refused at the console", _W, _CARD),
    47: Known("accessViolationHTTP", "Refused at the web page", _W, _CARD),
    48: Known("passwordChange", "Password changed", _W, _CARD),
    49: Known("badVoltage", "Output voltage out of range", _W, _UPS, 50),
    50: Known("badVoltageCleared", "Output voltage back in range", _I, _UPS),
    51: Known("chargerFailure", "Charger failed", _W, _UPS, 52),
    52: Known("chargerFailureCleared", "Charger works again", _I, _UPS),
    53: Known("batteryOverTemperature", "Battery too hot", _W, _UPS, 54),
    54: Known("batteryOverTemperatureCleared", "Battery no longer too hot", _I, _UPS),
    55: Known("smartRelayFault", "SmartBoost or SmartTrim relay fault", _W, _UPS, 56),
    56: Known(
        "smartRelayFaultCleared",
        "SmartBoost or SmartTrim relay fault cleared",
        _I,
        _UPS,
    ),
    57: Known(
        "humidityThresholdViolation1", "Humidity out of range at probe 1", _C, _ENV, 58
    ),
    58: Known(
        "humidityThresholdViolationCleared1",
        "Humidity back in range at probe 1",
        _I,
        _ENV,
    ),
    59: Known(
        "temperatureThresholdViolation1",
        "Temperature out of range at probe 1",
        _C,
        _ENV,
        60,
    ),
    60: Known(
        "temperatureThresholdViolationCleared1",
        "Temperature back in range at probe 1",
        _I,
        _ENV,
    ),
    61: Known(
        "humidityThresholdViolation2", "Humidity out of range at probe 2", _C, _ENV, 62
    ),
    62: Known(
        "humidityThresholdViolationCleared2",
        "Humidity back in range at probe 2",
        _I,
        _ENV,
    ),
    63: Known(
        "temperatureThresholdViolation2",
        "Temperature out of range at probe 2",
        _C,
        _ENV,
        64,
    ),
    64: Known(
        "temperatureThresholdViolationCleared2",
        "Temperature back in range at probe 2",
        _I,
        _ENV,
    ),
    65: Known(
        "mupsCommunicationEstablished",
        "Communication with Measure-UPS established",
        _I,
        _ENV,
    ),
    66: Known(
        "mupsCommunicationLost", "Communication with Measure-UPS lost", _C, _ENV, 65
    ),
    67: Known("batteryIncrease", "Batteries added", _I, _UPS),
    68: Known("batteryDecrease", "Batteries removed", _I, _UPS),
    69: Known("powerModuleIncrease", "Power module added", _I, _UPS),
    70: Known("powerModuleDecrease", "Power module removed", _I, _UPS),
    71: Known("intelligenceModuleInserted", "Intelligence module inserted", _I, _UPS),
    72: Known("intelligenceModuleRemoved", "Intelligence module removed", _I, _UPS),
    73: Known(
        "rintelligenceModuleInserted",
        "Redundant intelligence module inserted",
        _I,
        _UPS,
    ),
    74: Known(
        "rintelligenceModuleRemoved", "Redundant intelligence module removed", _I, _UPS
    ),
    75: Known("extBatteryFrameIncease", "External battery frame added", _I, _UPS),
    76: Known("extBatteryFrameDecrease", "External battery frame removed", _I, _UPS),
    77: Known("abnormalCondition", "Abnormal condition", _C, _UPS, 78),
    78: Known("abnormalConditionCleared", "Abnormal condition cleared", _I, _UPS),
    79: Known("deviceStatusChange", "Status of a device changed", _I, _CARD),
    80: Known("noBatteries", "No batteries", _W, _UPS, 81),
    81: Known("noBatteriesCleared", "Batteries are back", _I, _UPS),
    82: Known("userAdded", "User added", _I, _CARD),
    83: Known("userDeleted", "User deleted", _I, _CARD),
    84: Known("userModified", "User changed", _I, _CARD),
    121: Known("logicPowerSuppliesIncreased", "Logic power supply added", _I, _UPS),
    122: Known("logicPowerSuppliesDecreased", "Logic power supply removed", _I, _UPS),
    123: Known("externalSwitchGearClosed", "External switch gear closed", _I, _UPS),
    124: Known("externalSwitchGearOpened", "External switch gear opened", _I, _UPS),
    125: Known("generalDeviceEvent", "Event of the device", _I, _CARD),
    163: Known("iemHighTempThresholdViolation", "Temperature too high", _C, _ENV, 164),
    164: Known(
        "iemHighTempThresholdViolationCleared",
        "Temperature no longer too high",
        _I,
        _ENV,
    ),
    165: Known("iemLowTempThresholdViolation", "Temperature too low", _C, _ENV, 166),
    166: Known(
        "iemLowTempThresholdViolationCleared", "Temperature no longer too low", _I, _ENV
    ),
    167: Known("iemHighHumidThresholdViolation", "Humidity too high", _C, _ENV, 168),
    168: Known(
        "iemHighHumidThresholdViolationCleared", "Humidity no longer too high", _I, _ENV
    ),
    169: Known("iemLowHumidThresholdViolation", "Humidity too low", _C, _ENV, 170),
    170: Known(
        "iemLowHumidThresholdViolationCleared", "Humidity no longer too low", _I, _ENV
    ),
    171: Known("iemProbeDisconnected", "Probe disconnected", _W, _ENV, 172),
    172: Known("iemProbeConnected", "Probe connected", _I, _ENV),
    173: Known("iemContactFault", "Contact fault", _C, _ENV, 174),
    174: Known("iemContactFaultCleared", "Contact fault cleared", _I, _ENV),
    175: Known("iemRelayFault", "Relay fault", _C, _ENV, 176),
    176: Known("iemRelayFaultCleared", "Relay fault cleared", _I, _ENV),
    298: Known("upsOutletGroupTurnedOn", "Outlet group turned on", _I, _UPS),
    299: Known("upsOutletGroupTurnedOff", "Outlet group turned off", _W, _UPS, 298),
    347: Known("ceSevereCondition", "Custom event: severe", _C, _CUSTOM, 348),
    348: Known(
        "ceSevereConditionCleared", "Custom event: severe, cleared", _I, _CUSTOM
    ),
    349: Known("ceWarningCondition", "Custom event: warning", _W, _CUSTOM, 350),
    350: Known(
        "ceWarningConditionCleared", "Custom event: warning, cleared", _I, _CUSTOM
    ),
    351: Known(
        "ceInformationalCondition", "Custom event: informational", _I, _CUSTOM, 352
    ),
    352: Known(
        "ceInformationalConditionCleared",
        "Custom event: informational, cleared",
        _I,
        _CUSTOM,
    ),
    353: Known("upsInternalOverTemperature", "UPS too hot inside", _W, _UPS, 354),
    354: Known(
        "upsInternalOverTemperatureCleared", "UPS no longer too hot inside", _I, _UPS
    ),
    355: Known("upsMpuReset", "Processor of the UPS restarted", _I, _UPS),
    356: Known("upsOutputSwitchClosed", "Output switch closed", _I, _UPS),
    357: Known("upsOutputSwitchOpened", "Output switch opened", _I, _UPS),
    358: Known("upsCalibrationStackChanged", "Calibration data changed", _I, _UPS),
    499: Known(
        "xAPCControllerFirmwareUpdateTransferStart",
        "Controller firmware transfer started",
        _I,
        _CARD,
    ),
    500: Known(
        "xAPCControllerFirmwareUpdateTransferComplete",
        "Controller firmware transfer complete",
        _I,
        _CARD,
    ),
    501: Known(
        "xAPCControllerFirmwareUpdateTransferFailed",
        "Controller firmware transfer failed",
        _C,
        _CARD,
    ),
    502: Known(
        "upsPfcInputRelayFailure",
        "Input relay of power factor stage failed",
        _W,
        _UPS,
        503,
    ),
    503: Known(
        "upsPfcInputRelayFailureCleared",
        "Input relay of power factor stage works again",
        _I,
        _UPS,
    ),
    504: Known("upsInverterOverTemperature", "Inverter too hot", _W, _UPS, 505),
    505: Known(
        "upsInverterOverTemperatureCleared", "Inverter no longer too hot", _I, _UPS
    ),
    506: Known("upsBatteryOverVoltage", "Battery voltage too high", _W, _UPS, 507),
    507: Known(
        "upsBatteryOverVoltageCleared", "Battery voltage no longer too high", _I, _UPS
    ),
    508: Known("upsEepromFault", "EEPROM fault", _W, _UPS, 509),
    509: Known("upsEepromFaultCleared", "EEPROM fault cleared", _I, _UPS),
    516: Known("apcDeviceConfigChange", "Configuration of a device changed", _I, _CARD),
    517: Known("apcEnvSensorConnected", "Sensor connected", _I, _ENV),
    518: Known("apcEnvSensorDisconnected", "Sensor disconnected", _C, _ENV, 517),
    519: Known(
        "apcEnvMaxTempThresholdViolation", "Temperature above maximum", _C, _ENV, 520
    ),
    520: Known(
        "apcEnvMaxTempThresholdViolationCleared",
        "Temperature no longer above maximum",
        _I,
        _ENV,
    ),
    521: Known(
        "apcEnvHighTempThresholdViolation", "Temperature too high", _W, _ENV, 522
    ),
    522: Known(
        "apcEnvHighTempThresholdViolationCleared",
        "Temperature no longer too high",
        _I,
        _ENV,
    ),
    523: Known("apcEnvLowTempThresholdViolation", "Temperature too low", _W, _ENV, 524),
    524: Known(
        "apcEnvLowTempThresholdViolationCleared",
        "Temperature no longer too low",
        _I,
        _ENV,
    ),
    525: Known(
        "apcEnvMinTempThresholdViolation", "Temperature below minimum", _C, _ENV, 526
    ),
    526: Known(
        "apcEnvMinTempThresholdViolationCleared",
        "Temperature no longer below minimum",
        _I,
        _ENV,
    ),
    527: Known(
        "apcEnvSTIncTempRateViolation",
        "Temperature rises too fast, short term",
        _C,
        _ENV,
        528,
    ),
    528: Known(
        "apcEnvSTIncTempRateViolationCleared",
        "Temperature no longer rises too fast, short term",
        _I,
        _ENV,
    ),
    529: Known(
        "apcEnvSTDecTempRateViolation",
        "Temperature falls too fast, short term",
        _C,
        _ENV,
        530,
    ),
    530: Known(
        "apcEnvSTDecTempRateViolationCleared",
        "Temperature no longer falls too fast, short term",
        _I,
        _ENV,
    ),
    531: Known(
        "apcEnvLTIncTempRateViolation",
        "Temperature rises too fast, long term",
        _C,
        _ENV,
        532,
    ),
    532: Known(
        "apcEnvLTIncTempRateViolationCleared",
        "Temperature no longer rises too fast, long term",
        _I,
        _ENV,
    ),
    533: Known(
        "apcEnvLTDecTempRateViolation",
        "Temperature falls too fast, long term",
        _C,
        _ENV,
        534,
    ),
    534: Known(
        "apcEnvLTDecTempRateViolationCleared",
        "Temperature no longer falls too fast, long term",
        _I,
        _ENV,
    ),
    535: Known(
        "apcEnvMaxHumidityThresholdViolation", "Humidity above maximum", _C, _ENV, 536
    ),
    536: Known(
        "apcEnvMaxHumidityThresholdViolationCleared",
        "Humidity no longer above maximum",
        _I,
        _ENV,
    ),
    537: Known(
        "apcEnvHighHumidityThresholdViolation", "Humidity too high", _W, _ENV, 538
    ),
    538: Known(
        "apcEnvHighHumidityThresholdViolationCleared",
        "Humidity no longer too high",
        _I,
        _ENV,
    ),
    539: Known(
        "apcEnvLowHumidityThresholdViolation", "Humidity too low", _W, _ENV, 540
    ),
    540: Known(
        "apcEnvLowHumidityThresholdViolationCleared",
        "Humidity no longer too low",
        _I,
        _ENV,
    ),
    541: Known(
        "apcEnvMinHumidityThresholdViolation", "Humidity below minimum", _C, _ENV, 542
    ),
    542: Known(
        "apcEnvMinHumidityThresholdViolationCleared",
        "Humidity no longer below minimum",
        _I,
        _ENV,
    ),
    543: Known("apcBeaconConnected", "Beacon connected", _I, _ENV),
    544: Known("apcBeaconDisconnected", "Beacon disconnected", _C, _ENV, 543),
    545: Known("apcBeaconOn", "Beacon on", _I, _ENV),
    546: Known("apcBeaconOff", "Beacon off", _I, _ENV),
    547: Known(
        "apcOutletStateAbnormal", "Outlet not in its normal state", _W, _ENV, 548
    ),
    548: Known("apcOutletStateNormal", "Outlet in its normal state", _I, _ENV),
    549: Known(
        "apcOutputRelayStateAbnormal",
        "Output relay not in its normal state",
        _W,
        _ENV,
        550,
    ),
    550: Known(
        "apcOutputRelayStateNormal", "Output relay in its normal state", _I, _ENV
    ),
    551: Known("apcHardwareStateAbnormal", "Hardware abnormal", _C, _ENV, 552),
    552: Known("apcHardwareStateNormal", "Hardware normal", _I, _ENV),
    553: Known(
        "apcCriticalDiscreteInputContactStateAbnormal",
        "Critical input contact abnormal",
        _C,
        _ENV,
        554,
    ),
    554: Known(
        "apcCriticalDiscreteInputContactStateNormal",
        "Critical input contact normal",
        _I,
        _ENV,
    ),
    555: Known(
        "apcWarningDiscreteInputContactStateAbnormal",
        "Warning input contact abnormal",
        _W,
        _ENV,
        556,
    ),
    556: Known(
        "apcWarningDiscreteInputContactStateNormal",
        "Warning input contact normal",
        _I,
        _ENV,
    ),
    557: Known(
        "apcInformationalDiscreteInputContactStateAbnormal",
        "Informational input contact abnormal",
        _I,
        _ENV,
    ),
    558: Known(
        "apcInformationalDiscreteInputContactStateNormal",
        "Informational input contact normal",
        _I,
        _ENV,
    ),
    559: Known(
        "apcAnalogInputMaxThresholdViolation",
        "Analog input above maximum",
        _C,
        _ENV,
        560,
    ),
    560: Known(
        "apcAnalogInputMaxThresholdViolationCleared",
        "Analog input no longer above maximum",
        _I,
        _ENV,
    ),
    561: Known(
        "apcAnalogInputHighThresholdViolation", "Analog input too high", _W, _ENV, 562
    ),
    562: Known(
        "apcAnalogInputHighThresholdViolationCleared",
        "Analog input no longer too high",
        _I,
        _ENV,
    ),
    563: Known(
        "apcAnalogInputLowThresholdViolation", "Analog input too low", _W, _ENV, 564
    ),
    564: Known(
        "apcAnalogInputLowThresholdViolationCleared",
        "Analog input no longer too low",
        _I,
        _ENV,
    ),
    565: Known(
        "apcAnalogInputMinThresholdViolation",
        "Analog input below minimum",
        _C,
        _ENV,
        566,
    ),
    566: Known(
        "apcAnalogInputMinThresholdViolationCleared",
        "Analog input no longer below minimum",
        _I,
        _ENV,
    ),
    567: Known("apcDeviceClearLostComms", "Lost devices cleared", _I, _ENV),
    568: Known("apcDeviceConnected", "Device connected", _I, _ENV),
    569: Known("apcDeviceDisconnected", "Device disconnected", _C, _ENV, 568),
    600: Known(
        "upsBatteryTempSensorFault", "Battery temperature sensor fault", _W, _UPS, 601
    ),
    601: Known(
        "upsBatteryTempSensorFaultCleared",
        "Battery temperature sensor fault cleared",
        _I,
        _UPS,
    ),
    602: Known(
        "upsBatterySoftBusStartFault", "Battery bus soft start fault", _W, _UPS, 603
    ),
    603: Known(
        "upsBatterySoftBusStartFaultCleared",
        "Battery bus soft start fault cleared",
        _I,
        _UPS,
    ),
    604: Known("apcOutputShortCircuit", "Output short circuit", _W, _UPS, 605),
    605: Known(
        "apcOutputShortCircuitCleared", "Output short circuit cleared", _I, _UPS
    ),
    606: Known("apcOutputRelayFault", "Output relay fault", _W, _UPS, 607),
    607: Known("apcOutputRelayFaultCleared", "Output relay fault cleared", _I, _UPS),
    608: Known("upsPfcFault", "Power factor stage fault", _W, _UPS, 609),
    609: Known("upsPfcFaultCleared", "Power factor stage fault cleared", _I, _UPS),
    610: Known("apcDcBusOverVoltage", "DC bus overvoltage", _W, _UPS, 611),
    611: Known("apcDcBusOverVoltageCleared", "DC bus overvoltage cleared", _I, _UPS),
    612: Known("upsInverterFault", "Inverter fault", _W, _UPS, 613),
    613: Known("upsInverterFaultCleared", "Inverter fault cleared", _I, _UPS),
    614: Known("apcAdConverterFault", "Analog-digital converter fault", _W, _UPS, 615),
    615: Known(
        "apcAdConverterFaultCleared", "Analog-digital converter fault cleared", _I, _UPS
    ),
    616: Known("apcLogicPowerSupplyFault", "Logic power supply fault", _W, _UPS, 617),
    617: Known(
        "apcLogicPowerSupplyFaultCleared", "Logic power supply fault cleared", _I, _UPS
    ),
    618: Known(
        "apcTransformerDCImbalanceFault",
        "Transformer DC imbalance fault",
        _W,
        _UPS,
        619,
    ),
    619: Known(
        "apcTransformerDCImbalanceFaultCleared",
        "Transformer DC imbalance fault cleared",
        _I,
        _UPS,
    ),
    620: Known("upsBackfeedRelayFault", "Backfeed relay fault", _W, _UPS, 621),
    621: Known(
        "upsBackfeedRelayFaultCleared", "Backfeed relay fault cleared", _I, _UPS
    ),
    622: Known("upsBypassRelayFault", "Bypass relay fault", _W, _UPS, 623),
    623: Known("upsBypassRelayFaultCleared", "Bypass relay fault cleared", _I, _UPS),
    636: Known("apcTestTrap", "Test trap", _I, _CARD),
    637: Known("baseFanFailureCleared", "Base fan works again", _I, _UPS),
    703: Known("inputWarningError", "Input warning", _W, _UPS, 704),
    704: Known("inputOK", "Input in order", _I, _UPS),
    705: Known("bypassWarningError", "Bypass warning", _W, _UPS, 706),
    706: Known("bypassOK", "Bypass in order", _I, _UPS),
    707: Known("communicationWarningError", "Communication warning", _W, _UPS, 708),
    708: Known("communicationOK", "Communication in order", _I, _UPS),
    709: Known("powerModuleSevereError", "Power module error", _C, _UPS, 710),
    710: Known("powerModuleOK", "Power module in order", _I, _UPS),
    711: Known("outputVoltageWaveformError", "Output waveform error", _C, _UPS, 712),
    712: Known("outputVoltageWaveformOK", "Output waveform in order", _I, _UPS),
    713: Known(
        "bypassStaticSwitchOverload", "Static bypass switch overloaded", _C, _UPS, 714
    ),
    714: Known(
        "noOverloadOnBypassStaticSwitch",
        "Static bypass switch no longer overloaded",
        _I,
        _UPS,
    ),
    715: Known("batteryVoltageCollapse", "Battery voltage collapsed", _C, _UPS, 716),
    716: Known("batteryVoltageOK", "Battery voltage in order", _I, _UPS),
    717: Known("overloadOnInstallation", "Installation overloaded", _C, _UPS, 718),
    718: Known(
        "noOverloadOnInstallation", "Installation no longer overloaded", _I, _UPS
    ),
    719: Known("bypassStaticSwitchError", "Static bypass switch error", _C, _UPS, 720),
    720: Known("bypassStaticSwitchOK", "Static bypass switch in order", _I, _UPS),
    721: Known("forcedBypassSwitchActivated", "Forced bypass switch on", _C, _UPS, 722),
    722: Known("forcedBypassSwitchReleased", "Forced bypass switch off", _I, _UPS),
    723: Known("epoActivated", "Emergency power off", _C, _UPS),
    730: Known(
        "apcInternalCommunicationFault", "Internal communication fault", _C, _UPS, 731
    ),
    731: Known(
        "apcInternalCommunicationFaultCleared",
        "Internal communication fault cleared",
        _I,
        _UPS,
    ),
    732: Known("upsOutletGroupCommand", "Outlet group commanded", _W, _UPS),
    733: Known(
        "onbatterycommunicationLost", "Communication lost while on battery", _C, _UPS
    ),
    734: Known("upsCriticalCondition", "Critical condition", _C, _UPS, 735),
    735: Known("upsCriticalConditionCleared", "Critical condition cleared", _I, _UPS),
    736: Known("upsWarningCondition", "Warning condition", _W, _UPS, 737),
    737: Known("upsWarningConditionCleared", "Warning condition cleared", _I, _UPS),
    738: Known("upsInformationalCondition", "Informational condition", _I, _UPS, 739),
    739: Known(
        "upsInformationalConditionCleared", "Informational condition cleared", _I, _UPS
    ),
    758: Known(
        "upsFirmwareUpdateStarted", "UPS firmware update started", _W, _UPS, 759
    ),
    759: Known("upsFirmwareUpdateFinished", "UPS firmware update finished", _I, _UPS),
    760: Known("upsFirmwareUpdateSucceeded", "UPS firmware updated", _I, _UPS),
    761: Known("upsFirmwareUpdateFailed", "UPS firmware update failed", _I, _UPS),
    762: Known("upsHasNoValidFirmware", "No valid firmware in the UPS", _C, _UPS, 763),
    763: Known(
        "upsHasNoValidFirmwareCleared", "Firmware of the UPS valid again", _I, _UPS
    ),
    767: Known("upsLocalDisplayButtonFault", "Display button fault", _W, _UPS, 768),
    768: Known(
        "upsLocalDisplayButtonFaultCleared", "Display button fault cleared", _I, _UPS
    ),
    769: Known("upsNeedsFactorySetupFault", "Factory setup needed", _C, _UPS, 770),
    770: Known(
        "upsNeedsFactorySetupFaultCleared", "Factory setup no longer needed", _I, _UPS
    ),
    771: Known("upsEPOActive", "Emergency power off active", _C, _UPS, 772),
    772: Known("upsEPOActiveCleared", "Emergency power off no longer active", _I, _UPS),
    773: Known(
        "upsFirmwareMismatch", "Firmware of parts does not match", _C, _UPS, 774
    ),
    774: Known(
        "upsFirmwareMismatchCleared", "Firmware of parts matches again", _I, _UPS
    ),
    775: Known("upsOscillatorFailed", "Oscillator failed", _C, _UPS, 776),
    776: Known("upsOscillatorFailedCleared", "Oscillator works again", _I, _UPS),
    777: Known(
        "upsOnBatteryDueToFault", "On battery because of a fault", _C, _UPS, 778
    ),
    778: Known(
        "upsOnBatteryDueToFaultCleared",
        "No longer on battery because of a fault",
        _I,
        _UPS,
    ),
    779: Known(
        "pcnsCriticalEventActive",
        "PowerChute Network Shutdown: critical event",
        _C,
        _UPS,
        780,
    ),
    780: Known(
        "pcnsCriticalEventResolved",
        "PowerChute Network Shutdown: critical event over",
        _I,
        _UPS,
    ),
    781: Known(
        "pcnsNetworkComsLost",
        "PowerChute Network Shutdown: network lost",
        _C,
        _UPS,
        782,
    ),
    782: Known(
        "pcnsNetworkComsLostResolved",
        "PowerChute Network Shutdown: network is back",
        _I,
        _UPS,
    ),
    783: Known(
        "pcnsNMCComsLost", "PowerChute Network Shutdown: card lost", _C, _UPS, 784
    ),
    784: Known(
        "pcnsNMCComsLostResolved", "PowerChute Network Shutdown: card is back", _I, _UPS
    ),
    785: Known("pcnsTest", "PowerChute Network Shutdown: test", _I, _UPS),
    786: Known(
        "pcnsUpdateAvailable", "PowerChute Network Shutdown: update available", _I, _UPS
    ),
    787: Known("temporaryBypass", "On bypass for a while", _W, _UPS),
    790: Known(
        "pcbeCriticalEventActive",
        "PowerChute Business Edition: critical event",
        _C,
        _UPS,
        791,
    ),
    791: Known(
        "pcbeCriticalEventResolved",
        "PowerChute Business Edition: critical event over",
        _I,
        _UPS,
    ),
    792: Known(
        "pcbeComsLost", "PowerChute Business Edition: communication lost", _C, _UPS, 793
    ),
    793: Known(
        "pcbeComsLostResolved",
        "PowerChute Business Edition: communication is back",
        _I,
        _UPS,
    ),
    794: Known("pcbeTest", "PowerChute Business Edition: test", _I, _UPS),
    795: Known(
        "pcbeUpdateAvailable", "PowerChute Business Edition: update available", _I, _UPS
    ),
    802: Known(
        "upsInputContactOutputRelayFault",
        "Input contact or output relay fault",
        _C,
        _UPS,
        803,
    ),
    803: Known(
        "upsInputContactOutputRelayFaultCleared",
        "Input contact or output relay fault cleared",
        _I,
        _UPS,
    ),
    804: Known("upsAirFilterWarning", "Air filter warning", _W, _UPS, 805),
    805: Known("upsAirFilterWarningCleared", "Air filter warning cleared", _I, _UPS),
    806: Known(
        "upsBatteryPackIncompatible", "Battery pack incompatible", _C, _UPS, 807
    ),
    807: Known(
        "upsBatteryPackIncompatibleCleared", "Battery packs compatible again", _I, _UPS
    ),
    808: Known("upsInputContactAbnormal", "Input contact abnormal", _W, _UPS, 809),
    809: Known("upsInputContactAbnormalCleared", "Input contact normal", _I, _UPS),
    810: Known("upsOutputRelayAbnormal", "Output relay abnormal", _W, _UPS, 811),
    811: Known("upsOutputRelayAbnormalCleared", "Output relay normal", _I, _UPS),
    822: Known("upsBreakerQ2Open", "Breaker Q2 open", _C, _UPS, 823),
    823: Known("upsBreakerQ2Closed", "Breaker Q2 closed", _I, _UPS),
    824: Known(
        "bypassPowerSupplyFailureCleared", "Bypass power supply works again", _I, _UPS
    ),
}

CLEARING: Final = frozenset(
    known.cleared_by for known in KNOWN.values() if known.cleared_by is not None
)
"""The numbers that end what others told."""
