"""Setting and commanding a UPS: one SET each, and a look at what came of it."""

from .writer import Writer

__all__ = ["Writer"]
