"""Engines of SNMP, whose MIB modules are read in a thread, never on the loop."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.importlib import async_import_module
from pysnmp.entity.engine import SnmpEngine
from pysnmp.smi.rfc1902 import ObjectIdentity, ObjectType
from pysnmp.smi.view import MibViewController

_ANY_OBJECT = "1.3.6.1.2.1.1.3.0"


class SnmpEngines:
    """Lends engines to drivers.

    Core's own engine is shared wherever that is possible; it is not made for others,
    so that one of our own takes its place should it ever be gone.
    """

    def __init__(self, hass: HomeAssistant, *, shared: bool) -> None:
        """Share core's engine, or make one for each who asks."""
        self._hass = hass
        self._shared = shared
        self._own: list[SnmpEngine] = []

    async def engine(self) -> SnmpEngine:
        """Return an engine that is ready."""
        if self._shared and (engine := await _core_engine(self._hass)) is not None:
            await self._hass.async_add_executor_job(_warm_up, engine)
            return engine
        made = await self._hass.async_add_executor_job(_made_engine)
        self._own.append(made)
        return made

    def release(self, engine: SnmpEngine) -> None:
        """Close an engine of our own."""
        if engine in self._own:
            self._own.remove(engine)
            engine.close_dispatcher()


async def _core_engine(hass: HomeAssistant) -> SnmpEngine | None:
    """Return the engine of core's integration, None where it has none to share."""
    try:
        snmp = await async_import_module(hass, "homeassistant.components.snmp")
        return await snmp.async_get_snmp_engine(hass)
    except ImportError, AttributeError, TypeError:
        return None


def _made_engine() -> SnmpEngine:
    """Make an engine and read all that it would read later."""
    engine = SnmpEngine()
    modules = engine.message_dispatcher.mib_instrum_controller.get_mib_builder()
    controller = MibViewController(modules)
    engine.cache["mibViewController"] = controller
    controller.mibBuilder.load_modules()
    _warm_up(engine)
    return engine


def _warm_up(engine: SnmpEngine) -> None:
    """Look one name up: the first time an index of all modules is made for it."""
    controller = engine.cache["mibViewController"]
    ObjectType(ObjectIdentity(_ANY_OBJECT)).resolve_with_mib(controller, False)
