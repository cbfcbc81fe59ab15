"""`python -m scheduler COMMAND`: each command is a module, loaded only when it is asked for."""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module

COMMANDS = {
    "solve": "plan a season that is given as a file",
    "why": "say why a plan is as it is, with what is proven about it",
    "robustness": "say how a plan holds up when people fall ill, change their minds or stay away",
    "run": "try the demo: database, invented district, web server and worker in one",
    "serve": "start the web server",
    "worker": "start a worker",
    "take_reply": "take one mail that came back to an invitation, on standard input",
    "migrate": "bring the database to the newest shape",
    "begin": "set up a new district with its first co-planner",
    "import-roster": "add the families of the school district's list",
    "delete_again": "after a backup was brought back: delete again what was deleted since",
    "demo": "load the demo district and print its links",
}


def main(argv: list[str]) -> int:
    started = time.monotonic()
    parser = argparse.ArgumentParser(
        prog="python -m scheduler",
        description="Commonhour plans events with families.",
        epilog="\n".join(f"  {name:12} {what}" for name, what in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    name = parser.parse_args(argv[:1]).command
    command = import_module(f"scheduler.commands.{name.replace('-', '_')}")
    own = argparse.ArgumentParser(prog=f"python -m scheduler {name}", description=COMMANDS[name])
    command.add_arguments(own)
    return int(command.run(own.parse_args(argv[1:], argparse.Namespace(started=started))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
