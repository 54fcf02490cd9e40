"""What the demo prints for the person who started it."""

from collections.abc import Iterator

from .automations import NAME
from .dashboard import PATH
from .simulated import Parts


def announcement(
    url: str, user: tuple[str, str], control: str, watched: str, parts: Parts
) -> str:
    """Tell where to look, what to try and what to connect to.

    The user is a name and a password; the watched unit has a name, and a control that
    ends with a slash.
    """
    name, password = user
    return "\n".join(
        (
            f"Open {url}/{PATH}",
            "That is the dashboard, with which this Home Assistant begins.",
            f"User {name}, password {password}; a browser here is signed in.",
            f'Pull the plug of "{watched}", and see the automation "{NAME}" at work:',
            f"  curl -d '{{\"on\": false}}' {control}mains",
            "The power comes back with:",
            f"  curl -d '{{\"on\": true}}' {control}mains",
            "Simulated, and connected already; to be connected once more by hand, or",
            "moved by what lies below control:",
            *simulated(parts),
            "Ctrl-C ends it.",
        )
    )


def simulated(parts: Parts) -> Iterator[str]:
    """Tell how to reach each part: its name, and a line for each value."""
    for part, values in parts.items():
        yield f"  {part}"
        width = max(map(len, values))
        for key, value in values.items():
            yield f"    {key:<{width}}  {value}"
