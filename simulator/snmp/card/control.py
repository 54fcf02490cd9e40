"""Commands and tests."""

from ..agent.objects import Object, integer, text
from ..oids import CARD, UPS
from ..unit.readings import Readings
from .commands import Act, Commands
from .settings import Settings

_CONTROL = f"{UPS}6.2."
_TEST = f"{UPS}7.2."


def control(see: Readings, commands: Commands, settings: Settings) -> dict[str, Object]:
    """Make what switches and tests; 4 and more are for the synchronized group."""
    unit = see.unit
    output, state = unit.output, unit.base.state

    def output_on() -> bool:
        return state.output

    def output_off() -> bool:
        return not state.output

    def off() -> None:
        unit.set_output(on=False)

    made = {
        f"{UPS}6.1.1.0": commands.command(
            {2: output.save_battery}, lambda: unit.on_battery
        ),
        f"{_CONTROL}1.0": commands.command(
            {
                2: off,
                3: output.off_gracefully,
                4: off,
                5: output.off_gracefully,
                6: off,
            },
            output_on,
        ),
        f"{_CONTROL}2.0": commands.command(
            {
                2: output.reboot,
                3: lambda: output.reboot(graceful=True),
                4: output.reboot,
                5: lambda: output.reboot(graceful=True),
            },
            output_on,
        ),
        f"{_CONTROL}3.0": commands.command(
            {
                2: output.sleep,
                3: lambda: output.sleep(graceful=True),
                4: output.sleep,
                5: lambda: output.sleep(graceful=True),
            },
            output_on,
        ),
        f"{_CONTROL}5.0": commands.command(
            {
                2: lambda: None,
                3: lambda: None,
                4: lambda: setattr(unit, "beeping", True),
                5: lambda: setattr(unit, "beeping", False),
            }
        ),
        f"{_CONTROL}6.0": commands.command(
            {
                2: output.turn_on,
                3: output.turn_on,
                4: lambda: output.turn_on(delayed=True),
            },
            output_off,
        ),
        f"{_CONTROL}7.0": commands.command(
            {
                2: lambda: unit.switch_bypass(on=True),
                3: lambda: unit.switch_bypass(on=False),
            },
            output_on,
        ),
        f"{_CONTROL}8.0": commands.command(
            {2: output.reboot, 3: lambda: output.reboot(graceful=True)}, output_on
        ),
        f"{UPS}5.2.12.0": commands.command({2: settings.reset}),
    }
    return made | {f"{_CONTROL}4.0": _simulated_failure(see, commands)}


def _simulated_failure(see: Readings, commands: Commands) -> Object:
    """Newer cards do not have it; it lasts as long as a self-test."""
    return commands.command(
        {2: see.unit.self_test},
        read=lambda: 1 if see.knobs.simulate_power_failure else None,
    )


def tests(see: Readings, commands: Commands) -> dict[str, Object]:
    """Make the self-test and the calibration."""
    unit = see.unit

    def online() -> bool:
        return unit.base.state.mains and unit.base.state.output

    return {
        f"{_TEST}2.0": commands.command({2: unit.self_test}, online),
        f"{_TEST}3.0": integer(lambda: unit.test_result),
        f"{_TEST}4.0": text(lambda: see.day(unit.tested)),
        f"{_TEST}5.0": commands.command(
            {2: unit.calibrate, 3: unit.cancel_calibration}
        ),
        f"{_TEST}6.0": integer(lambda: unit.calibration_result),
        f"{_TEST}7.0": text(lambda: see.day(unit.calibrated)),
    }


def card_control(commands: Commands, restart: Act) -> dict[str, Object]:
    """Make what restarts the card; resetting its network is not played."""
    return {f"{CARD}2.1.0": commands.command({1: restart}, read=lambda: 2)}
