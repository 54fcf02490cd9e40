"""What a release is made of."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from scripts import release

VERSION = json.loads((release.INTEGRATION / "manifest.json").read_text())["version"]


def test_a_release(tmp_path: Path) -> None:
    """The archive holds the integration alone, and HACS knows its name."""
    release.make(f"v{VERSION}", tmp_path)
    hacs = json.loads((release.ROOT / "hacs.json").read_text())
    assert hacs["zip_release"] is True
    with ZipFile(tmp_path / hacs["filename"]) as archive:
        names = set(archive.namelist())
        files = archive.infolist()
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["version"] == VERSION
    assert {"__init__.py", "translations/en.json", "quality_scale.yaml"} <= names
    assert {item.external_attr >> 16 for item in files} == {0o644}
    assert not any("__pycache__" in name or name.startswith("..") for name in names)
    assert (tmp_path / "notes.md").read_text().strip()


def test_the_same_sources_make_the_same_archive(tmp_path: Path) -> None:
    """So that anybody can check what was released."""
    release.pack(tmp_path / "one.zip")
    release.pack(tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_tag_that_does_not_fit(tmp_path: Path) -> None:
    """Nothing is made when the manifest is of another version."""
    with pytest.raises(ValueError, match="manifest"):
        release.make("v99.0.0", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_version_without_notes() -> None:
    """A release says what has changed; that of another version is not taken."""
    changes = "# Changes\n\n## 2.0.0\n\nNew.\n\n## 1.0.0\n\nOld.\n"
    assert release.notes("2.0.0", changes) == "New.\n"
    assert release.notes("1.0.0", changes) == "Old.\n"
    for missing in ("3.0.0", "1.0", "2"):
        with pytest.raises(ValueError, match="says nothing"):
            release.notes(missing, changes)
