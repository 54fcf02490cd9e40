"""Knobs: where the real thing is unknown, or may turn nasty, what is played."""

from typing import Any, Literal, get_args, get_origin, get_type_hints, override

_FLAGS = {"on": True, "true": True, "off": False, "false": False}


def _checked(kind: type[Knobs], name: str, value: Any) -> Any:
    """Read a value, which may be told as text; refuse what the knob has not."""
    hints = get_type_hints(kind)
    if name not in hints:
        raise KeyError(name)
    hint = hints[name]
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{name} is one of {', '.join(get_args(hint))}")
        return value
    if hint is bool and isinstance(value, str):
        if value not in _FLAGS:
            raise ValueError(f"{name} is on or off")
        return _FLAGS[value]
    return hint(value)


class Knobs:
    """Settings that refuse values which they do not have."""

    @override
    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, _checked(type(self), name, value))

    def reset(self) -> None:
        """Turn all to where they were."""
        self.__dict__.update(vars(type(self)()))

    @classmethod
    def names(cls) -> frozenset[str]:
        """Tell which knobs there are."""
        return frozenset(get_type_hints(cls))

    def turn(self, **values: Any) -> None:
        """Set several at once: all, or none if one makes no sense."""
        checked = {key: _checked(type(self), key, values[key]) for key in values}
        for name, value in checked.items():
            setattr(self, name, value)

    def as_json(self) -> dict[str, Any]:
        """Tell how the knobs stand."""
        return {name: getattr(self, name) for name in get_type_hints(type(self))}
