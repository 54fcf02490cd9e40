"""What a connection keeps, and the fields that ask for it."""

from collections.abc import Mapping
from typing import Any

import voluptuous as vol

type Data = Mapping[str, Any]
type Fields = dict[vol.Marker, Any]
