"""Who may have a dashboard made, and what it does not give away."""

from collections.abc import Iterator, Mapping
import json

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
import yaml

from custom_components.rack_power.const import DOMAIN
from tests.fake import OUTLET, UNIT_ID, Acts, House

from .looking import device_id, headings, made, nodes

NAMES = (
    "{{ states('sun.sun') }} {x}",
    "a: b # c",
    "- 'it' \"is\"",
    "🔋⚡",
    "two\nlines",
    "!tag &anchor *alias %s %",
    "yes",
    "1e3",
    "@`|>",
)


@pytest.mark.usefixtures("units")
async def test_somebody_who_may_only_look(
    hass: HomeAssistant, hass_read_only_user: User
) -> None:
    """May have one made: it changes nothing, and what it acts on asks for rights."""
    context = Context(user_id=hass_read_only_user.id)
    answer = await hass.services.async_call(
        DOMAIN,
        "get_dashboard",
        {},
        blocking=True,
        return_response=True,
        context=context,
    )
    assert answer == await made(hass)


@pytest.mark.usefixtures("units")
async def test_it_tells_nothing_of_the_connections(hass: HomeAssistant) -> None:
    """Neither where they lead nor with which credentials."""
    told = json.dumps(await made(hass))
    kept = {
        text
        for entry in hass.config_entries.async_entries(DOMAIN)
        for key, value in {**entry.data, **entry.options}.items()
        if key != "connection"
        for text in strings(value)
    }
    assert len(kept) > 5
    assert not [text for text in kept if text in told]


def strings(value: object) -> Iterator[str]:
    """Return the texts in what an entry keeps; those of a few letters are anywhere."""
    if isinstance(value, str):
        if len(value) > 5:
            yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)


@pytest.mark.parametrize("name", NAMES)
async def test_any_name(hass: HomeAssistant, fakes: House, name: str) -> None:
    """Is on the pages as it is, survives being pasted, and leads somewhere."""
    await fakes.add(Acts())
    registry = dr.async_get(hass)
    registry.async_update_device(device_id(hass, UNIT_ID), name_by_user=name)
    registry.async_update_child_device(
        device_id(hass, UNIT_ID, OUTLET), name_by_user=name
    )
    answer = await made(hass)
    overview, page = answer["views"]
    assert page["title"] == name
    assert name in headings(overview)
    questions = [
        one["confirmation"]["text"] for one in nodes(page) if "confirmation" in one
    ]
    assert len(questions) == 2
    assert all(name in question for question in questions)
    assert page["path"].removeprefix("unit-").replace("-", "").isalnum()
    assert page["path"].isascii()
    assert yaml.safe_load(yaml.safe_dump(answer)) == answer
