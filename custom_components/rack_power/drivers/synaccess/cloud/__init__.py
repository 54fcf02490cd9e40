"""The Synaccess Cloud: all PDUs of an account (section 6). Experimental.

Its interface is documented in pieces only, so everything that is not certain can be
chosen, is tried in the documented order, or is left out.
"""

from .driver import CloudDriver

__all__ = ["CloudDriver"]
