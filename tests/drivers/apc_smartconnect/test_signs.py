"""By what a page is known that asks for more than a password."""

import pytest

from custom_components.rack_power.drivers.apc_smartconnect.markup import read_markup
from custom_components.rack_power.drivers.apc_smartconnect.signs import (
    asks_for_captcha,
    asks_for_code,
)

URL = "https://secureidentity.schneider-electric.com/identity/x"


@pytest.mark.parametrize(
    "text",
    [
        "Two-Factor Authentication",
        "Enter the verification code",
        "one-time password",
        "OTP",
        "your authenticator app",
        "MFA is needed",
        "Verify your identity",
        "Zwei-Faktor-Authentifizierung",
        "Geben Sie den Bestätigungscode ein",
        "Authentification à deux facteurs",
        "Saisissez le code de vérification",
        "Entrez le code d'authentification",
        "Autenticación de dos factores",
        "Introduzca el código de verificación",
        "Dvojfaktorové overenie",
        "Zadajte overovací kód",
        '<input name="mfaCode">',
        "<input id='two_factor_answer'>",
    ],
)
def test_signs_of_a_code(text: str) -> None:
    """In words, or in names of fields."""
    assert asks_for_code(read_markup(text), URL)
    assert not asks_for_captcha(read_markup(text), URL)


@pytest.mark.parametrize(
    "path",
    ["/u/mfa-otp-challenge", "/2FA", "/TwoFactor/a", "/_ui/identity/verification/x"],
)
def test_signs_in_the_path(path: str) -> None:
    """Its segments count, its query does not."""
    nothing = read_markup("")
    assert asks_for_code(nothing, f"https://h{path}")
    assert not asks_for_code(nothing, f"https://h/a?b={path}")
    assert asks_for_captcha(nothing, "https://h/captcha")


@pytest.mark.parametrize(
    "text",
    [
        "<script>'captcha.error MFA'</script>",
        "<style>.captcha {}</style>",
        "<noscript>Scripts are needed to enter a security code</noscript>",
        '<input name="a" value="MFA captcha">',
        '<a href="/%2Fapex/2FA">photopaper</a>',
        "<!-- captcha, verification code -->",
        "A factory of two motors in Potpourri",
        "Der Benutzername oder das Passwort ist falsch. Postleitzahl, Barcode",
        "Le nom d'utilisateur ou le mot de passe est incorrect. Code postal",
        "El usuario o la contraseña no es correcto. Código postal de la ciudad",
        "Meno alebo heslo nie je správne. Kód produktu, bezpečnostný list",
    ],
)
def test_no_signs(text: str) -> None:
    """Nor in scripts, values, addresses and comments."""
    markup = read_markup(text)
    assert not asks_for_code(markup, f"{URL}/%2Fapex?MFA=captcha")
    assert not asks_for_captcha(markup, f"{URL}/%2Fapex?MFA=captcha")
