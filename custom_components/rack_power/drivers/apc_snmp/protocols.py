"""The protocols of SNMPv3 by the names that a form offers."""

from typing import Final

from pysnmp.entity import config

NONE: Final = "none"
AUTH_PROTOCOLS: Final = {
    "md5": config.USM_AUTH_HMAC96_MD5,
    "sha1": config.USM_AUTH_HMAC96_SHA,
    "sha224": config.USM_AUTH_HMAC128_SHA224,
    "sha256": config.USM_AUTH_HMAC192_SHA256,
    "sha384": config.USM_AUTH_HMAC256_SHA384,
    "sha512": config.USM_AUTH_HMAC384_SHA512,
}
PRIV_PROTOCOLS: Final = {
    "des": config.USM_PRIV_CBC56_DES,
    "aes128": config.USM_PRIV_CFB128_AES,
    "aes192": config.USM_PRIV_CFB192_AES,
    "aes256": config.USM_PRIV_CFB256_AES,
    "aes192_blumenthal": config.USM_PRIV_CFB192_AES_BLUMENTHAL,
    "aes256_blumenthal": config.USM_PRIV_CFB256_AES_BLUMENTHAL,
}
"""The longer keys of AES are made from the passphrase in two ways; most makers use the
first."""
