"""A certificate that we sign ourselves, for UPSs that post by https only (2.3)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
import ssl
from tempfile import TemporaryDirectory
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_BITS: Final = 2048
"""RSA, as the cipher suites of every embedded client have it."""
_NAME: Final = "Home Assistant"
_EARLIER: Final = timedelta(days=3650)
_LATER: Final = timedelta(days=3650)
"""A UPS whose clock was never set may ask for the date."""


def server_context() -> ssl.SSLContext:
    """Make a certificate and what serves with it; this blocks.

    It is made anew at each opening, and its key is kept nowhere: nobody can tell a UPS
    to trust just this one, so nothing is won by keeping it.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + _LATER)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    password = token_hex(32).encode()
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:  # what loads it takes nothing but files
        path = Path(folder) / "certificate.pem"
        path.write_bytes(pem)
        context.load_cert_chain(path, password=password)
    return context
