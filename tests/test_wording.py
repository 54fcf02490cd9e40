"""How the other languages are written: their own signs, one word for one thing."""

from collections import defaultdict
import re

import pytest

from .test_languages import ENGLISH, LANGUAGES, read
from .test_translations import texts

FOREIGN_SIGNS = {
    "de": r'["«»]|„[^“]*$|\s[;:?!,.](\s|$)',
    "es": r'["„“”]|\s[;:?!,.](\s|$)|^[^¿]*\?|^[^¡]*!',
    "fr": r'["„“”]|[^\u00a0][;?!»%](?!\w)|[^\u00a0]:(\s|$)|«[^\u00a0]',
    "sk": r'["«»]|„[^“]*$|\s[;:?!,.](\s|$)',
}
"""What a text does not have: quotes and spaces of another language."""
CODE = re.compile(r"`[^`]*`|\([^)]*=[^)]*\)")
"""What is written as machines want it."""
WORDS = {
    "fr": {
        "UPSs?": "onduleur",
        "breakers?": "disjoncteur",
        "credentials": "identifiants",
        "inlets?": "arrivée",
        "log": "journal",
        "mains": "secteur",
        "outlets?": "prise",
        "own reboot time": "spécifique",
        "runtime": "autonomie",
        "self-test": "autotest",
        "transfer voltage": "tension de transfert",
    },
    "es": {
        "UPSs?": r"\bSAI\b",
        "breakers?": "disyuntor",
        "credentials": "credenciales",
        "inlets?": "acometida",
        "log": "registro",
        # "Red" alone is the network.
        "mains": r"red (eléctrica|simple|doble)|(lado|tensión|VQ) de red|suministro",
        "outlets?": r"\btomas?\b",
        "runtime": "autonomía",
        "self-test": "autodiagnóstico",
        "transfer voltage": r"tensión de transf(erencia|\.)",
    },
}
"""What a thing is called wherever it is spoken of."""
PRODUCT = re.compile("Smart-UPS")


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs(language: str) -> None:
    """Quotes, and spaces before a sign, are those of the language."""
    foreign = re.compile(FOREIGN_SIGNS[language])
    wrong = {
        path: text
        for path, text in texts(read(language))
        if foreign.search(CODE.sub("x", text)) or re.search(r"[ \u00a0]{2}", text)
    }
    assert not wrong


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_marks_where_none_are_drawn(language: str) -> None:
    """Home Assistant shows the errors of forms as they are, asterisks included."""
    told = dict(texts(read(language)))
    errors = {path: text for path, text in told.items() if "/error/" in path}
    assert errors
    assert not {path for path, text in errors.items() if re.search("[*`]", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_are_called_what_they_are_called(language: str) -> None:
    """A text that names a field, button or entry of ours names what is shown."""
    shown = dict(texts(read(language)))
    called = defaultdict(set)
    for path, text in ENGLISH.items():
        called[text].add(shown[path])
    for path, text in ENGLISH.items():
        for sign, quoted in re.findall(r"([*“])([^*”]+)[*”]", text):
            mark = sign.replace("“", "")
            if names := called.get(quoted):
                assert any(f"{mark}{one}{mark}" in shown[path] for one in names), path


@pytest.mark.parametrize("language", WORDS)
def test_one_word_for_one_thing(language: str) -> None:
    """Wherever English uses a word of the trade, the translation uses its own."""
    shown = dict(texts(read(language)))
    for word, own in WORDS[language].items():
        spoken = re.compile(rf"\b({word})\b", re.IGNORECASE)
        strays = {
            path: shown[path]
            for path, text in ENGLISH.items()
            if spoken.search(PRODUCT.sub("", text))
            and not re.search(own, shown[path], re.IGNORECASE)
        }
        assert not strays, word
