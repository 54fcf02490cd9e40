"""What can be plugged into a unit: I/O hub, temperature sensor, relay outputs."""

from .state import Record


def hub() -> Record:
    """Build the hub with six relays and six inputs (SPA-0140), at port A."""
    return {
        "sensorPort": "A",
        "sensorName": "Smart IO Hub",
        "sensorType": "dio_hub",
        "sensorId": "140001",
        "outputRelays": [
            {
                "outputRelayName": f"Output Relay {index}",
                "outputRelayDescription": f"Output Relay {index}",
                "rebootStatus": "none",
                "state": "OPEN",
                "index": index,
            }
            for index in range(1, 7)
        ],
        "digitalInputs": [
            {
                "digitalInputName": f"Digital Input {index}",
                "digitalInputDescription": f"Digital Input {index}",
                "state": "HI" if index == 1 else "LO",
                "index": index,
            }
            for index in range(1, 7)
        ],
        "vdcOutputState": True,
        "userSwitchState": True,
    }


def temperature_sensor() -> Record:
    """Build the sensor for temperature and humidity (SPA-0010), at port B."""
    return {
        "sensorPort": "B",
        "sensorName": "Temperature & Humidity Sensor",
        "sensorType": "temp_hum",
        "sensorId": "2",
        "sensorTempInC": 22.90574836730957,
        "sensorTempInF": 73.2303466796875,
        "sensorHumidity": 39.50677490234375,
    }


def relay_outputs(serial: int) -> list[Record]:
    """Build the two relay outputs that select models have."""
    return [
        {
            "id": f"R{index}-{serial}",
            "relayName": f"Relay {index}",
            "state": "ON" if index == 1 else "OFF",
            "relayIndex": index,
            "customRebootTimeEnabled": False,
            "customRebootTime": 5,
        }
        for index in (1, 2)
    ]
