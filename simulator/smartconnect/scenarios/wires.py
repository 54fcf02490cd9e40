"""The portal in trouble, once or for a whole day."""

from ...faults import Effect, Fault
from ..cloud.records import Record
from .stage import Stage

DAY = 86400.0
_API, _SIGN_IN = "/api/.*", "/(auth|identity)/.*"
_TIMES = 3  # requests that fail in a row
_PATIENCE = "120"  # seconds that a throttled client is to wait
_DELAYS = (1.0, 8.0, 30.0)  # seconds, taking turns
_GARBAGE = (Effect.TRUNCATED, Effect.NOT_JSON, Effect.WRONG_TYPE, Effect.EMPTY)
_SORRY = "<html><body>We will be back soon</body></html>"


def _for_a_day(stage: Stage, fault: Fault) -> None:
    """Let something go wrong for 24 hours."""
    fault.times = None
    stage.faults.add(fault)

    def end() -> None:
        if fault in stage.faults.rules:
            stage.faults.rules.remove(fault)

    stage.clock.call_later(DAY, end)


def _portal_down(stage: Stage, record: Record) -> None:
    """Everything answers 503, for a day."""
    _for_a_day(stage, Fault(Effect.STATUS, status=503, body=_SORRY))


def _sign_in_down(stage: Stage, record: Record) -> None:
    """All sessions end, and the way in answers 503 for a day."""
    stage.cloud.sessions.expire()
    _for_a_day(stage, Fault(Effect.STATUS, path=_SIGN_IN, status=503, body=_SORRY))


def _sessions_refused(stage: Stage, record: Record) -> None:
    """Whoever signs in comes in, and is refused everything for a day."""
    body = '{"error": "Unauthorized"}'
    _for_a_day(stage, Fault(Effect.STATUS, path=_API, status=401, body=body))


def _html_for_json(stage: Stage, record: Record) -> None:
    """Every call is answered by a page, for a day."""
    _for_a_day(stage, Fault(Effect.HTML, path=_API))


def _throttled(stage: Stage, record: Record) -> None:
    """Some calls in a row are too many."""
    stage.faults.add(
        Fault(
            Effect.STATUS,
            path=_API,
            times=_TIMES,
            status=429,
            headers={"Retry-After": _PATIENCE},
        )
    )


def _server_errors(stage: Stage, record: Record) -> None:
    """Some calls in a row end in a 500, and some in a 502 with a page."""
    stage.faults.add(Fault(Effect.STATUS, path=_API, times=_TIMES))
    stage.faults.add(
        Fault(Effect.STATUS, path=_API, times=_TIMES, status=502, body=_SORRY)
    )


def _html_once(stage: Stage, record: Record) -> None:
    """One call is answered by a page."""
    stage.faults.add(Fault(Effect.HTML, path=_API))


def _slow(stage: Stage, record: Record) -> None:
    """Calls take 1, 8 and 30 seconds in turn."""
    for position, seconds in enumerate(_DELAYS):
        stage.faults.add(
            Fault(
                Effect.DELAY,
                path=_API,
                times=None,
                skip=position,
                every=len(_DELAYS),
                seconds=seconds,
            )
        )


def _garbage(stage: Stage, record: Record) -> None:
    """Calls are answered by nonsense, each time by another."""
    for position, effect in enumerate(_GARBAGE):
        stage.faults.add(
            Fault(effect, path=_API, times=None, skip=position, every=len(_GARBAGE))
        )


SCENARIOS = {
    "portal_down": _portal_down,
    "sign_in_down": _sign_in_down,
    "sessions_refused": _sessions_refused,
    "html_for_json": _html_for_json,
    "throttled": _throttled,
    "server_errors": _server_errors,
    "html_once": _html_once,
    "slow": _slow,
    "garbage": _garbage,
}
