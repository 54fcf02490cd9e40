"""The languages besides English: whole, with the same placeholders, and their own."""

from collections import defaultdict
import json
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.rack_power.const import DOMAIN

from .test_translations import EN, PACKAGE, texts

LANGUAGES = ("de", "es", "fr", "sk")
ENGLISH = dict(texts(EN))
_PLACEHOLDER = re.compile(r"\{\w+\}")
_LONG = 40
"""Characters of a text that no two languages can have in common by chance."""
_NAMES = re.compile(r"/entity/(\w+)/([a-z]+)_\w+/name")


def read(language: str) -> dict[str, Any]:
    """Return a translation."""
    path = PACKAGE / "translations" / f"{language}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_which_languages_there_are() -> None:
    """None is left out of these tests."""
    found = {path.stem for path in (PACKAGE / "translations").glob("*.json")}
    assert found == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys(language: str) -> None:
    """Every text has its translation, and none is left over."""
    assert dict(texts(read(language))).keys() == ENGLISH.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_marks(language: str) -> None:
    """What is filled in is the same; so are code, emphasis and paragraphs."""
    for path, text in texts(read(language)):
        english = ENGLISH[path]
        assert set(_PLACEHOLDER.findall(text)) == set(_PLACEHOLDER.findall(english)), (
            path
        )
        for mark in ("*", "`", "\n\n"):
            assert text.count(mark) == english.count(mark), (path, mark)
        assert text == text.strip(), path
        assert not re.search(r"<\w|https?://|'\{", text), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_translated(language: str) -> None:
    """No sentence is English still."""
    left = [
        path
        for path, text in texts(read(language))
        if len(text) >= _LONG and text == ENGLISH[path]
    ]
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_different_names_stay_different(language: str) -> None:
    """What can be told apart on a device in English can be in every language."""
    english, translated = names(ENGLISH), names(dict(texts(read(language))))
    for place, known in english.items():
        for key, name in known.items():
            same = {
                other
                for other, one in translated[place].items()
                if one == translated[place][key]
            }
            assert all(known[other] == name for other in same), (place, same)


def names(found: dict[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    """Return the names of entities by platform and kind of part."""
    grouped: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for path, text in found.items():
        if match := _NAMES.fullmatch(path):
            grouped[match[1], match[2]][path] = text
    return grouped


@pytest.mark.parametrize("language", LANGUAGES)
async def test_home_assistant_reads_it(
    hass: HomeAssistant, custom_integrations: None, language: str
) -> None:
    """By the way of the frontend: what it shows is not English."""
    title = f"component.{DOMAIN}.config.step.reconfigure.title"
    told = await async_get_translations(hass, language, "config", {DOMAIN})
    assert told[title] == read(language)["config"]["step"]["reconfigure"]["title"]
    assert told[title] != EN["config"]["step"]["reconfigure"]["title"]
