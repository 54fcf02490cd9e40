"""The interface behind the sign-in: which UPSs there are, and what is no call."""

import pytest

from simulator.smartconnect import SmartConnectSimulator

from .browser import Browser

FIRST, SECOND = "100000000001", "100000000002"


async def test_list(browser: Browser) -> None:
    """Every UPS of the account."""
    told = await browser.get("gateways")
    assert told == {
        "gateways": [
            {
                "deviceId": FIRST,
                "name": "Rack UPS",
                "model": "Smart-UPS 1500",
                "serialNumber": "AS0000000001",
            },
            {
                "deviceId": SECOND,
                "name": "Office UPS",
                "model": "Smart-UPS 750",
                "serialNumber": "AS0000000002",
            },
        ]
    }


async def test_list_of_2022(site: SmartConnectSimulator, browser: Browser) -> None:
    """Ids alone; and an account may be empty in both shapes."""
    site.knobs.list_form = "ids"
    assert await browser.get("gateways") == [FIRST, SECOND]
    site.play("empty_account")
    assert await browser.get("gateways") == []
    site.knobs.list_form = "objects"
    assert await browser.get("gateways") == {"gateways": []}


async def test_one_ups(browser: Browser) -> None:
    """Identity and status."""
    assert await browser.gateway() == {
        "deviceId": FIRST,
        "name": "Rack UPS",
        "description": "",
        "model": "Smart-UPS 1500",
        "partNumber": "SMT1500IC",
        "serialNumber": "AS0000000001",
        "batteryRbcSku": "APCRBC159",
        "firmware": {"version": ["UPS 04.1"]},
        "ulVersion": ["SIM01"],
        "status": {
            "pluginStatus": "comm_est",
            "upsOperatingMode": "online",
            "upsFWStatus": "fw_up_to_date",
            "upsCondition": [],
            "reducedReportingEnabled": False,
            "monitoringEnabled": True,
            "batteryEolDate": "2028-06-01T00:00:00.000Z",
            "subscription": {"endDate": "2027-03-31T00:00:00.000Z"},
        },
    }


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("gateways/999", 404, "Not Found"),
        ("nowhere", 404, "Not Found"),
        ("dictionaries/tlh", 404, "Not Found"),
        ("gateways/events/all", 400, "Bad Request"),
        ("gateways/events/all?from=yesterday", 400, "Bad Request"),
        ("gateways/events/all?from=2025-01-02T03:04:05Z", 400, "Bad Request"),
        ("gateways/events/all?from=2025-01-02T03:04:05.678901Z", 400, "Bad Request"),
        ("gateways/events/all?from=2025-01-02T03:04:05.678", 400, "Bad Request"),
        ("documentation/ups/documents", 400, "Bad Request"),
    ],
)
async def test_no_answer(browser: Browser, path: str, status: int, error: str) -> None:
    """What there is not, and what makes no sense."""
    answer = await browser.ask(path)
    assert (answer.status, answer.json) == (status, {"error": error})


async def test_nothing_can_be_written(
    site: SmartConnectSimulator, browser: Browser
) -> None:
    """There is no call that changes anything."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        url = f"{site.url}/api/v1/gateways/{FIRST}"
        assert (await browser.open(url, method=method)).status == 405


async def test_removed(site: SmartConnectSimulator, browser: Browser) -> None:
    """A UPS that is removed is nowhere, nor is what happened to it."""
    site.note("overload")
    site.remove()
    assert (await browser.ask(f"gateways/{FIRST}")).status == 404
    assert len((await browser.get("gateways"))["gateways"]) == 1
    assert await browser.events() == []
    site.restore()
    assert (await browser.ask(f"gateways/{FIRST}")).status == 200


async def test_added(site: SmartConnectSimulator, browser: Browser) -> None:
    """A UPS more is a UPS like the others."""
    site.add()
    ident = (await browser.get("gateways"))["gateways"][2]["deviceId"]
    told = await browser.gateway(ident)
    assert (told["serialNumber"], told["name"]) == ("AS0000000003", "UPS 3")


async def test_documents(browser: Browser) -> None:
    """Asked for with the model; what is answered nobody knows."""
    assert await browser.get("documentation/ups/documents?sku=SMT1500IC") == []
