"""Run by the system's Python: fetches the feed of the source `feed`.

For each line on standard input, writes a line of JSON: start, end, status and title of each event by now.
"""

import json
import sys

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer  # noqa: E402

STATUS = {"I_CAL_STATUS_CONFIRMED": "CONFIRMED", "I_CAL_STATUS_CANCELLED": "CANCELLED"}


def main() -> None:
    registry = EDataServer.SourceRegistry.new_sync(None)
    client = ECal.Client.connect_sync(registry.ref_source("feed"), ECal.ClientSourceType.EVENTS, 1, None)
    client.refresh_sync(None)
    for _ in sys.stdin:
        _, components = client.get_object_list_sync("#t", None)
        sys.stdout.write(json.dumps([event(each) for each in components]) + "\n")
        sys.stdout.flush()


def event(component: object) -> list[object]:
    start, end = component.get_dtstart(), component.get_dtend()
    times = [at.as_timet_with_zone(at.get_timezone()) for at in (start, end)]
    return [*times, STATUS[component.get_status().value_name], component.get_summary()]


main()
