"""The outlet groups together: one is the main one, and each takes its load with it."""

from collections.abc import Callable

from ...smartconnect.unit.ups import Ups
from .groups import OutletGroup


class Outlets:
    """Lets what groups do have its effect on the UPS."""

    def __init__(self, base: Ups) -> None:
        """Know the UPS that feeds them."""
        self.groups: list[OutletGroup] = []
        self.on_group: list[Callable[[OutletGroup, bool], None]] = []
        """Told that a group has switched."""
        self._base = base
        self._held: dict[int, float] = {}
        """What groups that are off have taken from the load, by their numbers."""

    def switched(self, group: OutletGroup) -> None:
        """A group has switched, or waits for something."""
        if group.main:
            self._switch_main(group)
        else:
            self._switch_group(group)

    def follow(self, *, on: bool) -> None:
        """The output has been switched as a whole: all groups go with it."""
        for group in self.groups:
            if group.on == on:
                continue
            group.on = on
            if group.main:
                self._tell(group)
            else:
                self._switch_group(group)

    def shed(self, seconds: float) -> None:
        """Switch off what is to go off to save the battery, so long on battery."""
        physics, state = self._base.physics, self._base.state
        overloaded = physics.carries and state.watts > state.rated_watts
        for group in self.groups:
            if group.sheds(seconds, physics.runtime, overloaded=overloaded):
                group.shed_load()

    def mains_returned(self) -> None:
        """Go on with what waited for the mains."""
        for group in self.groups:
            group.mains_returned()

    def stop(self) -> None:
        """Take all timers off the clock."""
        for group in self.groups:
            group.stop()

    def _switch_main(self, group: OutletGroup) -> None:
        if self._base.state.output == group.on:
            return
        self._base.set_output(on=group.on)
        if not group.on:
            for other in self.groups:
                if not other.main and other.on:
                    other.on = False
                    self._switch_group(other)
        self._tell(group)

    def _switch_group(self, group: OutletGroup) -> None:
        """Take its load away, or bring it back; on, it needs the main group on."""
        main = next((each for each in self.groups if each.main), None)
        if group.on and main is not None and not main.on:
            main.on = True
            self._switch_main(main)
        if group.on == (group.number not in self._held):
            return
        state = self._base.state
        self._base.physics.settle()
        if group.on:
            state.watts += self._held.pop(group.number)
        else:
            self._held[group.number] = state.watts * group.share
            state.watts -= self._held[group.number]
        self._base.changed()
        self._tell(group)

    def _tell(self, group: OutletGroup) -> None:
        for listener in list(self.on_group):
            listener(group, group.on)
