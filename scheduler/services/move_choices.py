"""When, where and by whom a session could be held: what its form offers."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.instance import Event, Provider
from scheduler.domain.plan import Session
from scheduler.services.ask_what_if import session_ids
from scheduler.services.board_views import SupportView
from scheduler.services.laid_out_boards import opened_board
from scheduler.services.moved_session import session_of, session_rows
from scheduler.services.name_things import names_on
from scheduler.services.what_if_views import CrewChoice, MoveChoices, PlaceChoice
from scheduler.storage.instance_frame import row_id
from scheduler.whatif import Board


def move_choices(plan_id: int, session_id: int, language: str) -> MoveChoices | None:
    """Dates, starts, places and providers to choose from; None where the plan has no such session."""
    rows = session_rows(plan_id)
    ids = session_ids(rows, session_id)
    if ids is None:
        return None
    with opened_board(plan_id) as board:
        names, session = names_on(board, rows, language), session_of(board, ids)
        frame, horizon = board.frame, board.frame.instance.horizon
        event = frame.events[session.event]
        places = [frame.places[key] for key in dict.fromkeys((session.place, *event.places))]
        return MoveChoices(
            session=names.session(ids),
            place_id=row_id(session.place),
            format=frame.places[session.place].format,
            first_date=event.window[0],
            last_date=event.window[1],
            minutes=tuple(
                range(horizon.day_start, horizon.day_end - event.minutes + 1, horizon.slot_minutes)
            ),
            places=tuple(PlaceChoice(row_id(p.id), names.of(p.id), p.format) for p in places),
            crew=tuple(_crew(board, event, session)),
        )


def _crew(board: Board, event: Event, session: Session) -> Iterator[CrewChoice]:
    """The event's hosts, and everybody who is no host of another; an interpreter once for each language."""
    for provider in board.frame.instance.providers:
        if provider.kind == "host" and provider.id not in event.hosts:
            continue
        held = board.frame.hold(session)
        serves = held.language_of(provider) if provider.id in session.providers else None
        for language in _languages(provider):
            chosen = provider.id in session.providers and language in (None, serves)
            spoken = provider.languages if language is None else (language,)
            support = SupportView(provider.kind, provider.name, spoken, provider.zone)
            yield CrewChoice(row_id(provider.id), language, support, chosen)


def _languages(provider: Provider) -> tuple[str | None, ...]:
    return provider.languages if provider.kind == "interpreter" else (None,)
