"""Write the folder that Home Assistant starts from."""

from collections.abc import Mapping
import json
from pathlib import Path
import shutil

from .processes import ROOT
from .timezone import time_zone

CONFIGURATION = """\
homeassistant:
  name: Rack Power
  latitude: 52.37
  longitude: 4.89
  elevation: 0
  unit_system: metric
  time_zone: {time_zone}
  country: NL
  currency: EUR
  internal_url: http://127.0.0.1:{port}
  # Whoever can open the address on this machine is signed in.
  auth_providers:
    - type: trusted_networks
      trusted_networks: [127.0.0.1]
      allow_bypass_login: true
    - type: homeassistant
# Where automations are kept that are made in the browser, those of blueprints too.
automation: !include automations.yaml
energy:
frontend:
history:
# Helpers in which blueprints remember what they did.
input_text:
logbook:
recorder:
  commit_interval: 5
logger:
  default: warning
"""

# The owner is created later; the other steps would start integrations that reach out
# to the internet.
ONBOARDING = {"done": ["core_config", "analytics", "integration"]}


def write_configuration(folder: Path, port: int) -> None:
    """Start afresh, with our integration linked: what is edited is what runs."""
    shutil.rmtree(folder, ignore_errors=True)
    storage = folder / ".storage"
    storage.mkdir(parents=True)
    folder.joinpath("custom_components").symlink_to(ROOT / "custom_components")
    # A copy, so that whoever deletes one in the browser keeps the original.
    shutil.copytree(ROOT / "blueprints", folder / "blueprints")
    folder.joinpath("automations.yaml").write_text("[]\n", encoding="utf-8")
    text = CONFIGURATION.format(port=port, time_zone=time_zone())
    folder.joinpath("configuration.yaml").write_text(text, encoding="utf-8")
    _store(storage, "onboarding", (4, 1), ONBOARDING)
    _store(storage, "http", (2, 2), _http(port))


def _http(port: int) -> dict[str, object]:
    """Tell the port here: as YAML it would be on probation for five minutes."""
    return {
        "stable": {
            "server_port": port,
            "server_host": ["127.0.0.1"],
            "cors_allowed_origins": [],
            "login_attempts_threshold": -1,
            "ip_ban_enabled": True,
            "ssl_profile": "modern",
            "use_x_frame_options": True,
            "created_at": "2026-01-01T00:00:00+00:00",
            "error": None,
            "error_message": None,
        },
        "pending": None,
        "yaml_migration_done": True,
    }


def _store(
    storage: Path, key: str, version: tuple[int, int], data: Mapping[str, object]
) -> None:
    """Write a file as Home Assistant's storage does."""
    document = {
        "version": version[0],
        "minor_version": version[1],
        "key": key,
        "data": data,
    }
    storage.joinpath(key).write_text(json.dumps(document), encoding="utf-8")
