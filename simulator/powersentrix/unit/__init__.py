"""The physical UPS: supplies, batteries, ports, log; no network.

Whatever way a wish comes by, it ends here, so that toggles are counted once.
"""
