"""UPSs that post to a port of its own, beside Home Assistant's."""

from collections.abc import Iterator
import socket

from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.rack_power.const import DOMAIN
from simulator.powersentrix import PowerSentrixSimulator

from .house import state
from .powersentrix import COMPANY, OUTLET, PUSH, SECRET, Ways


@pytest.fixture
def held(socket_enabled: None) -> Iterator[socket.socket]:
    """A port that another program has, until it is closed."""
    with socket.socket() as one:
        one.bind(("0.0.0.0", 0))  # noqa: S104 - as we do
        one.listen()
        yield one


def is_open(port: int) -> bool:
    """Tell whether anybody listens to a port."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


async def test_a_ups_posts_to_a_port_of_its_own(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    held: socket.socket,
) -> None:
    """By https; the port is closed with the entry, and opened with it again."""
    port = held.getsockname()[1]
    held.close()
    entry = await ways.add(site, PUSH, own_port=True, post_port=port, post_tls=True)
    site.ups.push_to(f"https://127.0.0.1:{port}/{SECRET}", COMPANY, boot=False)
    site.ups.pusher.register()
    await ways.delivered(site)
    assert site.ups.pusher.deliveries[-1].status == 200
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON
    assert not ir.async_get(hass).issues
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert is_open(port)
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not is_open(port)


async def test_a_port_that_another_program_has(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    held: socket.socket,
) -> None:
    """The form says so; an entry tells it and takes what comes to Home Assistant."""
    port = held.getsockname()[1]
    advanced = {"own_port": True, "post_port": port, "post_tls": False}
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": "user"}, data=None
    )
    form = await hass.config_entries.flow.async_configure(
        form["flow_id"], {"next_step_id": PUSH}
    )
    result = await hass.config_entries.flow.async_configure(
        form["flow_id"], {"company_id": COMPANY, "advanced": advanced}
    )
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": "post_port_taken"}
    assert result["description_placeholders"] == {"port": str(port)}
    await ways.add(site, PUSH, **advanced)
    assert state(hass, "binary_sensor", OUTLET) == STATE_ON
    (issue,) = ir.async_get(hass).issues.values()
    assert issue.translation_key == "post_port_taken"
    assert issue.translation_placeholders == {"name": PUSH, "port": str(port)}


@pytest.mark.parametrize("tls", [False, True])
async def test_its_own_port_is_not_in_the_way(
    hass: HomeAssistant,
    site: PowerSentrixSimulator,
    ways: Ways,
    held: socket.socket,
    tls: bool,
) -> None:
    """When the connection is changed, and keeps its port, with TLS or without."""
    port = held.getsockname()[1]
    held.close()
    advanced = {"own_port": True, "post_port": port, "post_tls": False}
    entry = await ways.add(site, PUSH, **advanced)
    form = await entry.start_reconfigure_flow(hass)
    result = await hass.config_entries.flow.async_configure(
        form["flow_id"],
        {"company_id": "another", "advanced": {**advanced, "post_tls": tls}},
    )
    assert result["step_id"] == "address"
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert f":{port}/" in placeholders["url"]
    await hass.config_entries.flow.async_configure(result["flow_id"], {})
    await hass.async_block_till_done(wait_background_tasks=True)
    assert is_open(port)
    assert not ir.async_get(hass).issues
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not is_open(port)
