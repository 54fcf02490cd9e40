"""How a UPS writes numbers and spans of time (sections 3 and 4.9)."""


def hundredths(volts: float) -> int:
    """Write volts in units of 10 mV."""
    return round(volts * 100)


def uptime(seconds: float) -> str:
    """Write a span, as `5d 02h 11m`."""
    minutes = int(seconds) // 60
    days, minutes = divmod(minutes, 1440)
    hours, minutes = divmod(minutes, 60)
    return f"{days}d {hours:02d}h {minutes:02d}m"
