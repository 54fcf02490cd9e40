"""The portal and the network: scenarios 6, 8 to 10, 13 and 14."""

from ...faults import Effect, Fault
from .stage import Stage, Victim
from .switching import TOGGLE_PATH

READS = "/api/v1/ups/get.*"
DEVICE_READS = ".*fn=[12](&.*)?"
_TIMES = 3  # requests that fail in a row
_SHORT_LIFE = 60.0  # seconds of a token
_DELAYS = (1.0, 8.0, 30.0)  # seconds, taking turns
_GARBAGE = (Effect.TRUNCATED, Effect.HTML, Effect.NOT_JSON, Effect.WRONG_TYPE)


def _stale_portal(stage: Stage, victim: Victim) -> None:
    """Posts stop, and the portal goes on answering as if nothing was."""
    stage.portal.knobs.turn(portal_read="cached", on_off_line="always")
    victim.knobs.pushing = "off"


def _portal_500(stage: Stage, victim: Victim) -> None:
    """Some reads in a row end in a 500."""
    stage.portal.faults.add(Fault(Effect.STATUS, "GET", READS, times=_TIMES))


def _portal_502(stage: Stage, victim: Victim) -> None:
    """Some reads in a row end in a 502 with a page."""
    stage.portal.faults.add(
        Fault(
            Effect.STATUS,
            "GET",
            READS,
            times=_TIMES,
            status=502,
            body="<html><body>Bad Gateway</body></html>",
        )
    )


def _portal_html(stage: Stage, victim: Victim) -> None:
    """Some reads in a row end in a page with status 200."""
    stage.portal.faults.add(Fault(Effect.HTML, "GET", READS, times=_TIMES))


def _portal_500_after_toggle(stage: Stage, victim: Victim) -> None:
    """A toggle is executed, and the answer is a 500."""
    stage.portal.faults.add(Fault(Effect.STATUS, "GET", TOGGLE_PATH, executed=True))


def _expired_token(stage: Stage, victim: Victim) -> None:
    """All tokens end now, and new ones live for a minute."""
    stage.portal.tokens.revoke()
    stage.portal.knobs.jwt_lifetime = _SHORT_LIFE


def _token_in_the_past(stage: Stage, victim: Victim) -> None:
    """All tokens end now, and new ones have expired when they are made."""
    stage.portal.tokens.revoke()
    stage.portal.knobs.jwt_lifetime = -_SHORT_LIFE


def _password_changed(stage: Stage, victim: Victim) -> None:
    """Somebody changes the password; all tokens end."""
    stage.portal.accounts[0].password += "-new"
    stage.portal.tokens.revoke()


def _unreachable_ups(stage: Stage, victim: Victim) -> None:
    """The UPS is off the network: refused by itself, not reached by the portal."""
    victim.leave()


def _slow(stage: Stage, victim: Victim) -> None:
    """Reads take 1, 8 and 30 seconds in turn."""
    for faults, path, query in (
        (stage.portal.faults, READS, ".*"),
        (victim.faults, ".*", DEVICE_READS),
    ):
        for position, seconds in enumerate(_DELAYS):
            faults.add(
                Fault(
                    Effect.DELAY,
                    path=path,
                    query=query,
                    times=None,
                    skip=position,
                    every=len(_DELAYS),
                    seconds=seconds,
                )
            )


def _malformed(stage: Stage, victim: Victim) -> None:
    """Every answer about a UPS is malformed, each in another way."""
    victim.knobs.shape = "cycle"
    for faults, path, query in (
        (stage.portal.faults, READS, ".*"),
        (victim.faults, ".*", DEVICE_READS),
    ):
        for position, effect in enumerate(_GARBAGE, start=1):
            faults.add(
                Fault(
                    effect,
                    path=path,
                    query=query,
                    times=None,
                    skip=3 * position - 1,
                    every=3 * len(_GARBAGE),
                )
            )


SCENARIOS = {
    "stale_portal": _stale_portal,
    "portal_500": _portal_500,
    "portal_502": _portal_502,
    "portal_html": _portal_html,
    "portal_500_after_toggle": _portal_500_after_toggle,
    "expired_token": _expired_token,
    "token_in_the_past": _token_in_the_past,
    "password_changed": _password_changed,
    "unreachable_ups": _unreachable_ups,
    "slow": _slow,
    "malformed": _malformed,
}
