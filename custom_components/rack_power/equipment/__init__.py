"""The vendor-neutral language of power equipment.

Everything above (Home Assistant) and below (the vendors' wires) speaks it. Nothing in
here knows either: only the standard library is imported.
"""
