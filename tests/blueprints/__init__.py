"""The blueprints, run in Home Assistant."""
