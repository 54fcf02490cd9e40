"""The other side of every wire, for development and tests.

Nothing here is shipped, and nothing here is shared with the integration: a simulator
that used the client's own code would prove nothing.
"""
