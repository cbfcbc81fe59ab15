"""Set up a new district with its first co-planner, who then signs in by mail and invites the others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from scheduler.commands.starting import app_or_exit
from scheduler.config import Settings
from scheduler.domain.mail_address import is_mail_address
from scheduler.domain.zone_names import is_zone, zone_like
from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES
from scheduler.services.begin_district import AlreadyBegunError, Beginning, begin_district
from scheduler.services.installation import is_migrated

LONGEST_NAME = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--district", required=True, help="its name, such as 'Harbor Schools'")
    parser.add_argument("--time-zone", required=True, help="an IANA name, such as America/New_York")
    parser.add_argument("--default-language", required=True, help="a code such as en, where none is known")
    parser.add_argument("--name", required=True, help="of the first co-planner")
    parser.add_argument("--email", required=True, help="where that co-planner gets the link to sign in")
    parser.add_argument("--language", help="that the co-planner reads (the default language)")


def run(args: argparse.Namespace) -> int:
    beginning = Beginning(
        district=args.district.strip(),
        timezone=args.time_zone,
        default_language=args.default_language,
        planner=args.name.strip(),
        email=args.email.strip(),
        language=args.language or args.default_language,
    )
    wrong = list(_faults(beginning))
    if wrong:
        return _refused(*wrong)
    app = app_or_exit()
    settings: Settings = app.extensions["settings"]
    if settings.is_demo:
        return _refused("COMMONHOUR_ENV is demo, which has an invented district; expected production.")
    with app.app_context():
        if not is_migrated():
            return _refused(
                "The database does not have the newest shape; run this first: python -m scheduler migrate"
            )
        try:
            begin_district(beginning, datetime.now(UTC))
        except AlreadyBegunError:
            return _refused(
                "There is a district already, and one installation is one district. Nothing was changed."
            )
    print(  # noqa: T201
        f"{beginning.district} is set up. Once the web server and a worker run,",
        f"{beginning.planner} can sign in, with the address that you gave, at",
        f"  {settings.base_url}/account/sign-in",
        sep="\n",
    )
    return 0


def _faults(beginning: Beginning) -> Iterator[str]:
    for option, text in (("--district", beginning.district), ("--name", beginning.planner)):
        if not 0 < len(text) <= LONGEST_NAME or not text.isprintable():
            yield f"{option} is {text!r}; expected a name of 1 to {LONGEST_NAME} characters, on one line."
    if not is_zone(beginning.timezone):
        like = zone_like(beginning.timezone)
        yield f"--time-zone is {beginning.timezone!r}, no IANA time zone; expected one such as {like}."
    languages = {"--default-language": beginning.default_language, "--language": beginning.language}
    if beginning.language == beginning.default_language:
        del languages["--language"]
    offered = ", ".join(f"{code} ({LOCALES[code].english_name})" for code in offered_languages())
    for option, code in languages.items():
        if code not in offered_languages():
            yield f"{option} is {code!r}, in which the pages are not written; expected one of: {offered}."
    if not is_mail_address(beginning.email):
        yield f"--email is {beginning.email!r}; expected a whole mail address, such as name@school.org."


def _refused(*messages: str) -> int:
    print(*messages, sep="\n", file=sys.stderr)  # noqa: T201
    return 2
