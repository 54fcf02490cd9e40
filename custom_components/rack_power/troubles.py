"""Tell what a person should mend about a connection, until it is mended."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .equipment.errors import DriverError, SignInBlocked

SIGN_IN = "sign_in"
"""What signing in that needs a person is about."""


@callback
def tell_trouble(
    hass: HomeAssistant, entry: ConfigEntry, about: str, error: DriverError | None
) -> None:
    """Raise an issue, or take it away where there is no error any more.

    The error's reason names the text; it says what to do.
    """
    if error is None:
        ir.async_delete_issue(hass, DOMAIN, _issue(entry, about))
        return
    stops = isinstance(error, SignInBlocked)
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue(entry, about),
        data={"entry_id": entry.entry_id},
        is_fixable=False,
        is_persistent=False,
        severity=ir.IssueSeverity.ERROR if stops else ir.IssueSeverity.WARNING,
        translation_key=error.reason,
        translation_placeholders={"name": entry.title, **error.placeholders},
    )


@callback
def end_troubles(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take all issues of an entry away, since it is there no more."""
    issues = ir.async_get(hass)
    for domain, key in list(issues.issues):
        if domain == DOMAIN and key.startswith(_issue(entry, "")):
            ir.async_delete_issue(hass, domain, key)


def _issue(entry: ConfigEntry, about: str) -> str:
    return f"{entry.entry_id}_{about}"
