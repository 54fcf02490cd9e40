"""The configuration of a unit out of the box, in the order in which it tells it."""

from typing import Any

EXTRA_KEYS = frozenset(
    {"cloudEnabled", "secondaryHostName", "autopingInterval", "autopingTimeout"}
)
"""Keys that can be set although the configuration does not list them."""

NESTING = "network"
"""Where some firmware puts the whole configuration."""


def factory_conf() -> dict[str, Any]:
    """Build the configuration of a new unit."""
    return {
        "hostName": "SynLink",
        "macAddr": "0C:73:EB:BE:00:27",
        **_ports(),
        "ipAssign": "static",
        "globalRebootTime": 5,
        **_network(),
        **_access(),
        "deviceSequentialPowerUpDelay": 3,
        "webApiPasswordEnabled": False,
        **_messages(),
        "deviceName": "SynLink PDU",
        **_panel(),
        "daylightsavings": True,
        "timezone": "GMT+8",
        "customSslCertExists": False,
        "customSslKeyExists": False,
    }


def _ports() -> dict[str, Any]:
    return {"webPort": 80, "webSslPort": 443, "telnetPort": 23, "sshPort": 22}


def _network() -> dict[str, Any]:
    return {
        "webEnabled": True,
        "webSslEnabled": False,
        "webRedirectHttp": False,
        "customSslCertEnabled": False,
        "telnetEnabled": True,
        "sshEnabled": True,
        "subnetMask": "255.255.255.0",
        "gatewayIp": "192.168.1.1",
        "staticIp": "192.168.1.100",
        "primaryDns": "8.8.8.8",
        "secondaryDns": "8.8.4.4",
        "ntpEnabled": True,
        "ntpHost": "pool.ntp.org",
    }


def _access() -> dict[str, Any]:
    return {
        "disableSshPassLogin": False,
        "disableSshKeyLogin": False,
        "usbFwupdateControlEnabled": False,
        "sshIdleTimeout": 0,
        "webIdleTimeout": 0,
        "webMaxUsers": 0,
    }


def _messages() -> dict[str, Any]:
    return {
        "smtpServer": "",
        "smtpPort": 0,
        "smtpTlsEnabled": 0,
        "smtpAuthRequired": 0,
        "smtpUsername": "",
        "syslogServerIp": "",
        "enableRemoteTcpEncryptedLogging": False,
        "enableRemoteUserLogging": False,
        "enableRemoteEventLogging": False,
        "smtpPassword": "",
        "snmpv12Enabled": True,
        "snmpv12ReadString": "public",
        "snmpv12WriteString": "private",
        "snmp3AuthPass": "examplepassword",
        "snmp3PrivacyPass": "exampleprivacypass",
        "snmp3TrapAuthProtocol": "SHA",
        "snmp3TrapPrivacyProtocol": "AES",
        "snmp3TrapSecurity": "authPriv",
    }


def _panel() -> dict[str, Any]:
    return {
        "lcdOrientation": 90,
        "lcdScreensaverTimeout": 60,
        "lcdBacklightBrightness": 2,
        "lcdScreensaverType": "power_info",
        "lcdBackgroundColor": "black",
        "lcdOutletControlEnabled": True,
        "lcdNetworkControlEnabled": True,
        "lcdRebootControlEnabled": False,
        "lcdFlushControlEnabled": False,
        "portAMode": "sensor",
        "portAComBaud": 115200,
        "portAModemBaud": 115200,
        "usbComBaud": 115200,
        "usbModemBaud": 115200,
    }
