"""What a dashboard says by itself, in the language of Home Assistant.

Names of devices and entities are left to the frontend, which follows what their owner
calls them. The rest is written into the dashboard when it is made, so it has to be
translated here. It stands under ``common``: the one part of the translations that is
free for texts of any use, where hassfest asks for nothing but plain keys and texts.
"""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant

from ..wording import texts_of

_CATEGORY = "common"
_PREFIX = "dashboard_"


class Words:
    """The texts, by their keys."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the translations of one language."""
        self._texts = texts

    def __call__(self, key: str, **given: str) -> str:
        """Return a text with what it speaks of."""
        return self._texts[_PREFIX + key].format(**given)


async def words_of(hass: HomeAssistant) -> Words:
    """Return the texts in the language of the house; what lacks there is English."""
    return Words(await texts_of(hass, _CATEGORY))
