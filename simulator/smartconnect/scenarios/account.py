"""The account, its plan, its sessions, and what the cloud knows of UPSs."""

from ..cloud.records import Record
from .stage import Stage

AWAY = 600.0
"""Seconds that a UPS has no way to the cloud."""
_FEW = 5  # calls
UNKNOWN_MODE, UNKNOWN_CONDITION = "sim_moonlight", "sim_dusty"


def _comm_lost(stage: Stage, record: Record) -> None:
    """The UPS has no way to the cloud for a while: what is told stands still."""
    record.ups.set_cable(plugged=False)
    stage.clock.call_later(AWAY, lambda: record.ups.set_cable(plugged=True))


def _comm_lost_in_a_power_cut(stage: Stage, record: Record) -> None:
    """The router has no UPS: the cut is not seen before it is over."""
    _comm_lost(stage, record)
    record.ups.set_mains(on=False)
    stage.clock.call_later(AWAY / 2, lambda: record.ups.set_mains(on=True))


def _unknown_mode(stage: Stage, record: Record) -> None:
    """The UPS is in a mode that nobody knows."""
    record.ups.state.mode = UNKNOWN_MODE
    record.ups.changed()


def _unknown_condition(stage: Stage, record: Record) -> None:
    """The UPS has a condition that nobody knows."""
    record.ups.state.conditions.append(UNKNOWN_CONDITION)
    record.ups.changed()


def _battery_due(stage: Stage, record: Record) -> None:
    """The battery has come to its end."""
    record.ups.state.battery_age = "exceeded"
    record.ups.state.replace_by = stage.clock.time.date()
    record.ups.changed()


def _basic_monitoring(stage: Stage, record: Record) -> None:
    """The plan has ended: no events any more."""
    record.ups.state.basic = True
    record.ups.state.subscription_end = stage.clock.time.date()


def _ups_removed(stage: Stage, record: Record) -> None:
    """The UPS is removed from the account."""
    record.listed = False


def _ups_added(stage: Stage, record: Record) -> None:
    """Another UPS comes into the account."""
    stage.add()


def _empty_account(stage: Stage, record: Record) -> None:
    """All UPSs are removed from the account."""
    for each in stage.cloud.records:
        each.listed = False


def _session_expired(stage: Stage, record: Record) -> None:
    """All sessions end."""
    stage.cloud.sessions.expire()


def _short_sessions(stage: Stage, record: Record) -> None:
    """Every session ends after a few calls."""
    stage.knobs.session_calls = _FEW


def _password_changed(stage: Stage, record: Record) -> None:
    """Somebody changes the password; all sessions end."""
    stage.cloud.account.password += "-new"
    stage.cloud.sessions.expire()


def _account_locked(stage: Stage, record: Record) -> None:
    """The account is locked; all sessions end."""
    stage.cloud.account.locked = True
    stage.cloud.sessions.expire()


def _captcha(stage: Stage, record: Record) -> None:
    """All sessions end, and who signs in has to solve a captcha."""
    stage.knobs.sign_in = "captcha"
    stage.cloud.sessions.expire()


def _mfa(stage: Stage, record: Record) -> None:
    """All sessions end, and who signs in has to tell a code."""
    stage.knobs.sign_in = "mfa"
    stage.cloud.sessions.expire()


def _sign_in_changed(stage: Stage, record: Record) -> None:
    """All sessions end, and the pages are not what they were."""
    stage.knobs.sign_in = "auth0"
    stage.cloud.sessions.expire()


SCENARIOS = {
    "comm_lost": _comm_lost,
    "comm_lost_in_a_power_cut": _comm_lost_in_a_power_cut,
    "unknown_mode": _unknown_mode,
    "unknown_condition": _unknown_condition,
    "battery_due": _battery_due,
    "basic_monitoring": _basic_monitoring,
    "ups_removed": _ups_removed,
    "ups_added": _ups_added,
    "empty_account": _empty_account,
    "session_expired": _session_expired,
    "short_sessions": _short_sessions,
    "password_changed": _password_changed,
    "account_locked": _account_locked,
    "captcha": _captcha,
    "mfa": _mfa,
    "sign_in_changed": _sign_in_changed,
}
