"""Puts a card together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...clock import Clock
from ...smartconnect.unit.ups import Ups
from ..agent.objects import Objects
from ..agent.tree import Tree
from ..knobs import CardKnobs
from ..unit.power_unit import PowerUnit
from ..unit.readings import Readings
from .commands import Commands
from .control import card_control
from .identity import engine, system
from .models import MODELS
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Body:
    """What the card is, besides what its model says."""

    clock: Clock
    engine_id: bytes
    mac: bytes
    booted: Callable[[], float]
    restart: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Furnished:
    """A card with all that is in it."""

    knobs: CardKnobs
    tree: Tree
    unit: PowerUnit
    see: Readings
    settings: Settings


def furnish(
    name: str, body: Body, ups: Ups | None, told: Mapping[str, Any]
) -> Furnished:
    """Make a card of a model; `told` are the knobs."""
    if name not in MODELS:
        raise ValueError(f"unknown model: {name}")
    model = MODELS[name]
    knobs = CardKnobs()
    knobs.turn(**{**dict(model.knobs), **told})
    unit = PowerUnit(ups or Ups(model.state, body.clock))
    model.furnish(unit)
    see = Readings(unit, knobs, model.nominal)
    see.battery_factor = model.battery_factor
    commands = Commands(knobs)
    settings = model.settings()
    tree = Tree(
        {
            **model.objects(see, commands, settings),
            **system(model.card, knobs, body.clock, body.booted, body.mac),
            **card_control(commands, body.restart),
        }
    )
    if knobs.v3:
        tree.add(engine(body.engine_id))
    return Furnished(knobs, tree, unit, see, settings)


def bare(objects: Objects, clock: Clock, told: Mapping[str, Any]) -> Furnished:
    """Make a card that only plays what was recorded."""
    knobs = CardKnobs()
    knobs.turn(**told)
    unit = PowerUnit(Ups(MODELS["smart_ups"].state, clock))
    return Furnished(knobs, Tree(objects), unit, Readings(unit, knobs), Settings({}))
