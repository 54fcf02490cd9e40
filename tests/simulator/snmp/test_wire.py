"""BER and keys, by examples of others and by chance."""

from contextlib import suppress

from hypothesis import given, strategies as st
import pytest

from simulator.snmp import SnmpSimulator
from simulator.snmp.wire import ber
from simulator.snmp.wire.ber import Kind, MalformedMessageError, Value
from simulator.snmp.wire.keys import signing_key
from simulator.snmp.wire.pdu import Pdu, Type, VarBind, read, whole, write

ENGINE = bytes(11) + b"\x02"


@pytest.mark.parametrize(
    ("protocol", "key"),
    [
        ("MD5", "526f5eed9fcce26f8964c2930787d82b"),
        ("SHA1", "6695febc9288e36282235fc7151f128497b38f3f"),
    ],
)
def test_keys(protocol: str, key: str) -> None:
    """RFC 3414, A.3: the passphrase is `maplesyrup`."""
    assert signing_key(protocol, b"maplesyrup", ENGINE).hex() == key


@given(st.integers(-(2**31), 2**31 - 1))
def test_numbers(number: int) -> None:
    """A number comes back, in as few bytes as hold it."""
    data = ber.integer(number)
    where = ber.piece(data, 0, len(data))
    assert ber.number(data, where) == number
    assert len(data) == 2 + max(
        1, ((number if number >= 0 else ~number).bit_length()) // 8 + 1
    )


OIDS = st.lists(st.integers(0, 2**32 - 1), max_size=20).map(lambda rest: (1, 3, *rest))
VALUES = st.one_of(
    st.integers(-(2**31), 2**31 - 1).map(lambda n: Value(Kind.INTEGER, n)),
    st.integers(0, 2**32 - 1).map(lambda n: Value(Kind.TICKS, n)),
    st.binary(max_size=300).map(lambda text: Value(Kind.OCTETS, text)),
    OIDS.map(lambda oid: Value(Kind.OID, oid)),
)


@given(st.lists(st.builds(VarBind, OIDS, VALUES), max_size=5))
def test_bodies(varbinds: list[VarBind]) -> None:
    """A body comes back."""
    pdu = Pdu(Type.GET, 2**31 - 1, tuple(varbinds))
    data = write(pdu)
    assert read(data, ber.piece(data, 0, len(data))) == pdu


@given(st.binary(max_size=200))
def test_junk(data: bytes) -> None:
    """Nothing but our own error is raised."""
    with suppress(MalformedMessageError):
        read(data, whole(data))


@given(st.data())
def test_damaged(data: st.DataObject) -> None:
    """A message that was damaged on the way is answered, or it is not."""
    card = SnmpSimulator()
    good = bytes.fromhex(
        "302602010104067075626c6963a01902044f1e2a3b020100020100300b300906052b060102010500"
    )
    at = data.draw(st.integers(0, len(good) - 1))
    byte = data.draw(st.integers(0, 255))
    card._received(good[:at] + bytes([byte]) + good[at + 1 :], ("127.0.0.1", 9))
    card.ups.stop()
