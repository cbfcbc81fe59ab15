"""Run by the system's Python: takes invitations into a local calendar, as Evolution's mail does.

Each line on standard input is an iCalendar object as JSON; after each it writes a line of JSON: uid, start,
status, title and sequence of each event by now.
"""

import json
import sys

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402


def main() -> None:
    registry = EDataServer.SourceRegistry.new_sync(None)
    client = ECal.Client.connect_sync(registry.ref_builtin_calendar(), ECal.ClientSourceType.EVENTS, 1, None)
    for line in sys.stdin:
        invitation = ICalGLib.Component.new_from_string(json.loads(line))
        client.receive_objects_sync(invitation, ECal.OperationFlags.NONE, None)
        _, components = client.get_object_list_sync("#t", None)
        sys.stdout.write(json.dumps([event(each) for each in components]) + "\n")


def event(component: object) -> list[object]:
    start = component.get_dtstart()
    return [
        component.get_uid(),
        start.as_timet_with_zone(start.get_timezone()),
        component.get_status().value_name.removeprefix("I_CAL_STATUS_"),
        component.get_summary(),
        component.get_sequence(),
    ]


main()
