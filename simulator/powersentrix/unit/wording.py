"""How a UPS writes numbers and spans of time (sections 3 and 4.9)."""

from typing import Literal


def hundredths(volts: float) -> int:
    """Write volts in units of 10 mV."""
    return round(volts * 100)


def uptime(
    seconds: float, form: Literal["words", "clock", "seconds"] = "words"
) -> str | int:
    """Write a span of time."""
    minutes = int(seconds) // 60
    days, minutes = divmod(minutes, 1440)
    hours, minutes = divmod(minutes, 60)
    match form:
        case "words":
            return f"{days}d {hours:02d}h {minutes:02d}m"
        case "clock":
            return f"{days}d {hours}:{minutes:02d}:{int(seconds) % 60:02d}"
        case "seconds":
            return int(seconds)
