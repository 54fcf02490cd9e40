"""Strings of flags: what each character means (4).

A string is an object whose value is 0 and 1 as text. The left-most character has the
least number, which is 1 with some and 0 with others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ....equipment.model import Meaning, Variable
from ....equipment.variables import (
    BATTERY_LOW,
    BATTERY_REPLACE,
    UPS_ONBATTERY,
    UPS_OVERLOAD,
    UPS_PROBLEM,
)
from ..oid import Oid, ups
from .battery_codes import HEALTH, HEALTH_PROBLEM
from .declare import PRIMARY, flag
from .row import Pace


@dataclass(frozen=True, slots=True)
class FlagString:
    """A string of the unit: its flags, and the problem that they add up to.

    ``harmless`` flags are no problem when they are set, ``wanted`` ones are when they
    are not.
    """

    oid: Oid
    problem: Variable
    names: Mapping[int, str]
    pace: Pace = Pace.NORMAL
    harmless: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()


STATE_FLAGS: Final[Mapping[int, str]] = {
    1: "abnormal_condition",
    2: "on_battery",
    3: "low_battery",
    4: "on_line",
    5: "replace_battery",
    6: "communication_established",
    7: "avr_boost_active",
    8: "avr_trim_active",
    9: "overload",
    10: "runtime_calibration",
    11: "batteries_discharged",
    12: "manual_bypass",
    13: "software_bypass",
    14: "bypass_internal_fault",
    15: "bypass_supply_failure",
    16: "bypass_fan_failure",
    17: "sleeping_timer",
    18: "sleeping_until_utility",
    19: "on",
    20: "rebooting",
    21: "battery_communication_lost",
    22: "graceful_shutdown_initiated",
    23: "boost_trim_fault",
    24: "bad_output_voltage",
    25: "battery_charger_failure",
    26: "high_battery_temperature",
    27: "warning_battery_temperature",
    28: "critical_battery_temperature",
    29: "self_test_in_progress",
    30: "low_battery_on_battery",
    31: "shutdown_by_upstream",
    32: "shutdown_by_downstream",
    33: "no_batteries_attached",
    34: "sync_command",
    35: "sync_sleeping",
    36: "sync_rebooting",
    37: "inverter_dc_imbalance",
    38: "transfer_relay_failure",
    39: "shutdown_or_unable_to_transfer",
    40: "low_battery_shutdown",
    41: "electronic_unit_fan_failure",
    42: "main_relay_failure",
    43: "bypass_relay_failure",
    44: "temporary_bypass",
    45: "high_internal_temperature",
    46: "battery_temperature_sensor_fault",
    47: "input_out_of_range_for_bypass",
    48: "dc_bus_overvoltage",
    49: "pfc_failure",
    50: "critical_hardware_fault",
    51: "green_or_eco_mode",
    52: "hot_standby",
    53: "emergency_power_off",
    54: "load_alarm_violation",
    55: "bypass_phase_fault",
    56: "ups_internal_communication_failure",
    57: "efficiency_booster_mode",
    58: "off",
    59: "standby",
    60: "minor_or_environment_alarm",
}
HARMLESS: Final = frozenset(
    {2, 4, 6, 7, 8, 10, 17, 18, 19, 20, 22, 29, 31, 32, 34, 35, 36, 51, 52, 57, 58, 59}
)
"""Flags of the state that tell what the unit does, not what is wrong."""
_ABNORMAL: Final[Mapping[int, str]] = {
    1: "power_module_failure",
    2: "main_intelligence_module_failure",
    3: "redundant_intelligence_module_failure",
    4: "battery_failure",
    5: "load_above_alarm_threshold",
    6: "redundancy_lost",
    7: "redundancy_below_alarm_threshold",
    8: "bypass_out_of_range",
    9: "bypass_contactor_stuck_in_bypass",
    10: "bypass_contactor_stuck_on_line",
    11: "bypass_internal_fault",
    12: "bypass_overload",
    13: "maintenance_bypass",
    14: "input_breaker_tripped",
    15: "system_level_fan_failure",
    16: "redundant_module_in_control",
    17: "inter_module_communication",
    18: "no_working_power_module",
    19: "load_dropped_from_bypass_input_frequency",
    20: "runtime_below_alarm_threshold",
    21: "extended_run_frame_fault",
    22: "output_voltage_out_of_range",
    23: "ups_not_synchronized",
    24: "no_batteries_installed",
    25: "battery_voltage_high",
    26: "ups_specific_fault_detected",
    27: "site_wiring_fault",
    28: "backfeed_protection_relay_opened",
    29: "emergency_power_off",
    30: "surveillance_fault",
    31: "overload_or_short_circuit",
    32: "ambient_temperature",
}
_SYMMETRA_3_PHASE: Final[Mapping[int, str]] = {
    1: "external_switch_gear_failure",
    2: "external_transformer_over_temperature",
    3: "external_dc_circuit_breaker_tripped",
    4: "system_power_supply_failure",
    5: "battery_monitor_card_failure",
    6: "battery_monitor_card_removed",
    7: "xr_communication_card_failure",
    8: "xr_communication_card_removed",
    9: "external_switch_gear_monitoring_card_failure",
    10: "external_switch_gear_monitoring_card_removed",
    11: "internal_dc_circuit_breaker_tripped",
    12: "static_bypass_switch_failure",
    13: "system_eeprom_removed",
    14: "system_eeprom_failure",
    15: "ups_in_forced_bypass",
    16: "static_bypass_switch_module_removed",
    17: "system_start_up_configuration_fault",
    18: "battery_charger_shutdown_externally",
}
_SILCON: Final[Mapping[int, str]] = {
    1: "peak_current_limiter_active",
    2: "bypass_power_supply_fault",
    3: "delta_current_limiter_active",
    4: "fan_fault",
    5: "high_dc_warning",
    6: "inverter_voltage_error",
    7: "parallel_synchronization_error",
    8: "second_power_supply_fault",
    9: "internal_power_supply_fault",
    14: "bypass_static_switch_high_temperature",
    15: "high_battery_temperature",
    16: "battery_weak",
    18: "system_locked_in_operation_mode",
    19: "ram1_memory_write_error",
    20: "memory_write_error",
    21: "communication_to_vq_bypass_lost",
    22: "communication_to_vq_output_lost",
    23: "communication_to_dmu_lost",
    24: "communication_to_controller_lost",
    25: "communication_to_parallel_if_lost",
    26: "external_shutdown_accepted",
    27: "dc_capacitor_charge_error",
    28: "communication_to_vq_mains_lost",
    29: "bypass_synchronization_error",
    30: "charge_error",
    31: "sii_aux_input_activated",
    33: "blown_inverter_fuse",
    34: "blown_rectifier_fuse",
    35: "auxiliary_1_fault",
    46: "high_temperature_charger_magnetic",
    48: "battery_monitor_warning",
    49: "battery_monitor_alarm",
    53: "tsm_1_2_3_temperature_shutdown",
    54: "charger_0_30_temperature_warning",
    55: "charger_0_30_temperature_shutdown",
    56: "high_output_voltage",
    57: "ssw_temperature_over_90",
    59: "low_current_failure_in_ac_capacitors",
    61: "advanced_battery_management_not_installed",
}
_SYMMETRA: Final[Mapping[int, str]] = {
    1: "system_fault",
    2: "bypass_relay_fault",
    3: "power_module_turn_off_failure",
    4: "frame_identification_fault",
}
_SMART_UPS: Final[Mapping[int, str]] = {
    1: "epo_switch_activated",
    2: "static_bypass_switch_fault",
    3: "system_configuration_fault",
    4: "power_supply_unit_fault",
    5: "weak_battery",
    6: "high_battery_temperature",
    7: "internal_mechanical_bypass",
    8: "loss_of_parallel_redundancy",
    9: "parallel_bus_communication_fault_on_cable_1",
    10: "parallel_bus_communication_fault_on_cable_2",
    11: "auxiliary_bus_communication_fault",
    12: "parallel_bus_termination_fault_on_cable_1",
    13: "parallel_bus_termination_fault_on_cable_2",
    14: "auxiliary_bus_termination_fault",
    15: "no_master_present_in_the_parallel_system",
    16: "overload_on_a_parallel_unit",
    17: "parallel_configuration_fault",
}
_LIFE_CYCLE: Final[Mapping[int, str]] = {
    1: "end_of_warranty_soon",
    2: "battery_check_recommended",
    3: "service_period_on_wearing_parts_expired",
    4: "secure_start_up_recommended",
    5: "fan_life_expired",
    6: "dc_capacitor_life_expired",
    7: "ac_capacitor_life_expired",
    8: "supply_service_life_expired",
    9: "ups_out_of_limits_warning",
    10: "air_filter_life_expired",
}
_GALAXY_V: Final[Mapping[int, str]] = {
    1: "input_voltage_tolerance",
    2: "input_frequency_tolerance",
    3: "external_sync_frequency_tolerance",
    4: "output_frequency_tolerance",
    5: "static_switch_needs_check",
    6: "static_switch_inoperable",
    7: "parallel_bus_cable_1",
    8: "parallel_bus_cable_2",
    9: "parallel_configuration",
    10: "unit_controller_fault",
    11: "power_module_surveillance",
    12: "system_controller_fault",
    13: "static_switch_missing",
    14: "power_modules_missing",
    15: "controller_box_disabled",
    16: "display_comm_lost",
    17: "battery_temperature_shutdown",
    18: "battery_cabinet_fuse",
    19: "battery_module_temp_sensor",
    20: "battery_discharge_current_shutdown",
    21: "ground_fault",
    22: "external_storage_minor",
    23: "external_storage_major",
    24: "transformer_overtemperature",
    25: "parallel_breaker_inconsistent",
    26: "unit_controller_comm_lost",
    27: "power_module_comm_lost",
    28: "management_card_comm_lost",
    29: "battery_monitor_comm_lost",
}
OUTLET_GROUP_FLAGS: Final[Mapping[int, str]] = {
    1: "on",
    2: "off",
    3: "reboot_in_progress",
    4: "shutdown_in_progress",
    5: "sleep_in_progress",
    8: "pending_load_shed",
    9: "pending_on_delay",
    10: "pending_off_delay",
    11: "pending_ac_presence",
    12: "pending_on_minimum_runtime",
    13: "member_group_process_1",
    14: "member_group_process_2",
    15: "runtime_below_turn_on_setting",
}
PACK_FLAGS: Final[Mapping[int, str]] = {
    0: "disconnected",
    1: "overvoltage",
    2: "needs_replacement",
    3: "overtemperature_critical",
    4: "charger",
    5: "temperature_sensor",
    6: "bus_soft_start",
    7: "overtemperature_warning",
    8: "general_error",
    9: "communication",
    10: "disconnected_frame",
    11: "firmware_mismatch",
    12: "voltage_sense_error",
    13: "incompatible_pack",
}
HEALTH_FLAGS: Final[Mapping[int, str]] = {
    0: "lifetime_ok",
    1: "near_end",
    2: "exceeded",
    3: "near_end_acknowledged",
    4: "exceeded_acknowledged",
    5: "measured_near_end",
    6: "measured_near_end_acknowledged",
}

HEALTHY: Final = 0
"""The flag of a battery's health that is set while all is well."""


def _faults(name: str, *, everyday: bool = True) -> Variable:
    return flag(f"ups.{name}.problem", Meaning.PROBLEM, everyday=everyday)


_ABNORMAL_PROBLEM: Final = _faults("abnormal", everyday=False)
"""What the flag ``abnormal_condition`` of the state stands for, so a problem anyway."""


STATE: Final = FlagString(ups("11.1.1"), UPS_PROBLEM, STATE_FLAGS, Pace.FAST, HARMLESS)
STRINGS: Final[tuple[FlagString, ...]] = (
    STATE,
    FlagString(ups("11.2.1"), _ABNORMAL_PROBLEM, _ABNORMAL, Pace.FAST),
    FlagString(ups("11.2.2"), _faults("symmetra.three"), _SYMMETRA_3_PHASE),
    FlagString(ups("11.2.3"), _faults("silcon"), _SILCON),
    FlagString(ups("11.2.4"), _faults("symmetra"), _SYMMETRA),
    FlagString(ups("11.2.5"), _faults("specific"), _SMART_UPS),
    FlagString(ups("11.2.14"), _faults("lifecycle"), _LIFE_CYCLE),
    FlagString(ups("11.2.15"), _faults("galaxy"), _GALAXY_V),
    FlagString(ups("11.2.16"), _faults("gutor"), {}),
    FlagString(HEALTH, HEALTH_PROBLEM, HEALTH_FLAGS, wanted=frozenset({HEALTHY})),
)
SELF_TEST: Final = 29
CALIBRATION: Final = 10
FLAG_ON_BATTERY: Final = 2
FLAG_LOW: Final = 3
FLAG_REPLACE: Final = 5
FLAG_OVERLOAD: Final = 9
OUTPUT_IS_ON: Final = 19

TESTING: Final = flag("ups.test", Meaning.RUNNING, category=PRIMARY, everyday=True)
EVERYDAY: Final[Mapping[int, Variable]] = {
    FLAG_ON_BATTERY: UPS_ONBATTERY,
    FLAG_LOW: BATTERY_LOW,
    FLAG_REPLACE: BATTERY_REPLACE,
    FLAG_OVERLOAD: UPS_OVERLOAD,
    SELF_TEST: TESTING,
}
"""Flags of the state that everybody wants to see."""
SINGLE_FLAGS: Final[Mapping[int, Variable]] = {
    number: flag(
        f"ups.flag.{name}",
        Meaning.RUNNING if number in HARMLESS else Meaning.PROBLEM,
    )
    for number, name in STATE_FLAGS.items()
    if number not in EVERYDAY
}
"""The other flags of the state, for those who look for one of them."""
