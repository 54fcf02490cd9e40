"""A command that did not come true: the owner looks, and says so."""

from .seen import SeenFlow


class UnsettledFlow(SeenFlow):
    """Says what was wished and what is seen; it is not done again from here."""
