"""Secrets that a form holds, stored or typed before: told of by a mask, never shown."""

from collections.abc import Container, Mapping
from typing import Any, Final

from homeassistant.data_entry_flow import section
import voluptuous as vol

from .data import Data, Fields

_DOT: Final = "•"
MASK: Final = 8 * _DOT
"""Stands in the field of a secret that is held; it is neither stored nor sent."""


def typed(filled_in: Data, secrets: Container[str]) -> dict[str, Any]:
    """Return what was filled in, without secrets that were left at their mask.

    Who types beside the mask, or deletes a part of it, means what was typed.
    """
    found = {
        key: value.strip(_DOT) if key in secrets else value
        for key, value in filled_in.items()
    }
    return {key: value for key, value in found.items() if value != ""}


def settled(
    known: Data, given: Data, rivals: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """Return what is known with what is given now, which may replace other things."""
    merged = {**known, **given}
    winner = next((key for key in rivals if given.get(key, "").strip()), None)
    replaced = rivals[winner] if winner is not None else frozenset()
    return {key: value for key, value in merged.items() if key not in replaced}


def as_shown(fields: Fields, untouched: Fields, held: Container[str]) -> Fields:
    """Return a form that tells which secrets are held: those may be left as they are.

    The section of rare fields is open if it is not as in a form that nobody touched.
    """
    shown: Fields = {}
    for marker, one in fields.items():
        if isinstance(one, section):
            before = untouched[marker].schema.schema
            inside = as_shown(one.schema.schema, before, held)
            is_plain = _contents(inside) == _contents(before)
            shown[marker] = section(vol.Schema(inside), {"collapsed": is_plain})
        elif str(marker.schema) in held:
            masked = vol.Optional(
                str(marker.schema), description={"suggested_value": MASK}
            )
            shown[masked] = one
        else:
            shown[marker] = one
    return shown


def _contents(fields: Fields) -> dict[str, object]:
    """Return what stands in the fields of a form."""
    return {
        str(marker.schema): marker.description or _default(marker) for marker in fields
    }


def _default(marker: vol.Marker) -> object:
    default = getattr(marker, "default", vol.UNDEFINED)
    return default() if callable(default) else None
