"""Turn what drivers raise into what Home Assistant shows, in the user's language."""

from collections.abc import Generator
from contextlib import contextmanager

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .equipment.errors import DriverError, InvalidRequest


def refused(key: str, **placeholders: str) -> ServiceValidationError:
    """Return the error for what the user asked and must not or cannot be done."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )


def shown(err: DriverError) -> HomeAssistantError:
    """Return a driver's error as one that Home Assistant can show."""
    kind = (
        ServiceValidationError
        if isinstance(err, InvalidRequest)
        else HomeAssistantError
    )
    return kind(
        translation_domain=DOMAIN,
        translation_key=err.reason,
        translation_placeholders=dict(err.placeholders),
    )


@contextmanager
def translated() -> Generator[None]:
    """Raise what a driver raises inside as a translated error."""
    try:
        yield
    except DriverError as err:
        raise shown(err) from err
