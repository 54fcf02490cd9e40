"""Make what a release consists of: the archive that HACS installs, and its notes.

    python3 scripts/release.py v0.1.0 DIRECTORY

Writes rack_power.zip and notes.md into the directory. Fails if the tag, the manifest
and the change log do not name the same version.
"""

import json
from pathlib import Path
import re
import sys
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).resolve().parent.parent
INTEGRATION = ROOT / "custom_components/rack_power"
_NEVER = {"__pycache__"}
_READABLE = 0o644
"""By everybody: whoever unpacks it need not be who runs Home Assistant."""
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
"""Of all files, so that the same sources make the same archive."""


def notes(version: str, changes: str) -> str:
    """Return what the change log says of a version. ValueError: nothing."""
    found = re.search(
        rf"^## {re.escape(version)}\n(.*?)(?=^## |\Z)",
        changes,
        re.DOTALL | re.MULTILINE,
    )
    if found is None or not (text := found[1].strip()):
        raise ValueError(f"CHANGELOG.md says nothing of {version}")
    return f"{text}\n"


def check_manifest(version: str) -> None:
    """ValueError: the manifest names another version."""
    manifest = json.loads((INTEGRATION / "manifest.json").read_text(encoding="utf-8"))
    if manifest["version"] != version:
        raise ValueError(f"the manifest is of {manifest['version']}, not {version}")


def pack(archive: Path) -> None:
    """Put the integration into an archive as HACS unpacks it: without its folder."""
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for path in sorted(INTEGRATION.rglob("*")):
            if path.is_file() and not _NEVER & set(path.parts):
                name = ZipInfo(path.relative_to(INTEGRATION).as_posix(), _SAME_TIME)
                name.compress_type = ZIP_DEFLATED
                name.external_attr = _READABLE << 16
                packed.writestr(name, path.read_bytes())


def make(tag: str, directory: Path) -> None:
    """Make the release of a tag. ValueError: it does not fit together."""
    version = tag.removeprefix("v")
    check_manifest(version)
    text = notes(version, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    directory.mkdir(parents=True, exist_ok=True)
    pack(directory / "rack_power.zip")
    (directory / "notes.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    try:
        _, tag, directory = sys.argv
    except ValueError:
        sys.exit(__doc__)
    try:
        make(tag, Path(directory))
    except ValueError as err:
        sys.exit(f"scripts/release.py: {err}")
