"""What is put to the vote, in words."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import format_decimal, gettext, ngettext

from scheduler.language.dates import format_datetime
from scheduler.services.group_names import question_name
from scheduler.services.trade_rule import UNKNOWN
from scheduler.services.view_rules import MotionView, RulesView
from scheduler.services.view_talk import VoteView
from scheduler.web.presenters.board_talk import choice_names
from scheduler.web.presenters.board_words import named_set
from scheduler.web.presenters.small_numbers import shown_percent


@dataclass(frozen=True, slots=True)
class MotionLine:
    """A motion in a sentence, and what came of it; `votes` pairs each vote with its name.

    `stays` says why what was carried cannot be taken back.
    """

    id: int
    text: str
    reason: str
    about: str
    outcome: str
    votes: tuple[tuple[VoteView, str], ...]
    mine: bool
    my_choice: str
    may_go_back: bool
    stays: str


def motion_lines(view: RulesView, motions: tuple[MotionView, ...], language: str) -> list[MotionLine]:
    """Each motion of a list, in its order."""
    zone, names = ZoneInfo(view.timezone), dict(choice_names())
    lines = []
    for motion in motions:
        when = format_datetime((motion.decided_utc or motion.at_utc).astimezone(zone), language)
        lines.append(
            MotionLine(
                id=motion.id,
                text=motion_text(motion, language),
                reason=motion.reason,
                about=gettext("%(when)s, %(name)s", when=when, name=motion.by) if motion.by else when,
                outcome=_outcome(motion.outcome),
                votes=tuple((vote, names[vote.choice]) for vote in motion.votes),
                mine=motion.mine,
                my_choice=next((vote.choice for vote in motion.votes if vote.mine), ""),
                may_go_back=motion.may_go_back,
                stays=stays_text(motion.rests) if motion.rests else "",
            )
        )
    return lines


def motion_text(motion: MotionView, language: str) -> str:
    """What would change."""
    values = motion.values
    match motion.kind:
        case "floor":
            group = named_set(values["set_key"], motion.subject)
            if values["rate"] is None:
                return gettext("%(group)s: no floor of its own", group=group)
            return gettext("%(group)s: floor %(percent)s", group=group, percent=_percent(values["rate"]))
        case "weight":
            weight = format_decimal(values["weight"])
            return gettext("%(event)s counts %(weight)s times", event=motion.subject or "–", weight=weight)
        case "step":
            return gettext("Groups are compared in steps of %(step)s", step=_percent(values["resolution"]))
        case "rule":
            return rule_text(values["approvals"], family=values["family"])
        case "remove_group":
            return gettext("No more priority group: %(name)s", name=values["name"])
        case "add_group":
            return gettext("A new priority group: %(name)s", name=_new_group(motion, language))
        case _:
            return _trade_text(values["level"], allowed=values.get("allowed", True))


def nobody_text() -> str:
    """Why a rule that asks for a representative of families is not put to the vote."""
    return gettext(
        "Nobody here represents families yet, so this rule could never be met or changed again. "
        "First a representative of families has to join you."
    )


def unheard_text() -> str:
    """What follows where a rule asks for a representative of families and the last one goes."""
    return gettext(
        "Nobody here would represent families then. "
        "Until somebody does, no plan can be released and no rule can change."
    )


def stays_text(release: int) -> str:
    """Why a trade that was allowed cannot be taken back."""
    return gettext("Release %(number)s rests on this vote, so it stays.", number=format_decimal(release))


def rule_text(approvals: int, *, family: bool) -> str:
    """What a release asks for."""
    if not approvals and not family:
        return gettext("A release needs no approvals")
    text = ngettext(
        "A release needs %(shown)s approval",
        "A release needs %(shown)s approvals",
        max(approvals, 1),
        shown=format_decimal(max(approvals, 1)),
    )
    if not family:
        return text
    return gettext("%(rule)s, one of them by a representative of families", rule=text)


def _trade_text(level: str, *, allowed: bool) -> str:
    if level == UNKNOWN:
        if allowed:
            return gettext("A release without knowing what the steps trade")
        return gettext("No release without knowing what the steps trade")
    number = format_decimal(int(level.split()[1]))
    if allowed:
        return gettext("Step %(number)s may take more than ten families for one", number=number)
    return gettext("Step %(number)s may not take more than ten families for one any more", number=number)


def _new_group(motion: MotionView, language: str) -> str:
    names, question = motion.values["names"], motion.values["question"]
    if names:
        return str(names.get(language) or next(iter(names.values())))
    return question_name(question, language) or question


def _percent(rate: float) -> str:
    return shown_percent(round(100 * rate))


def _outcome(outcome: str | None) -> str:
    return {
        None: "",
        "carried": gettext("Carried"),
        "lost": gettext("Not carried"),
        "withdrawn": gettext("Taken back"),
        "void": gettext("Carried too late: it could not be done any more"),
    }[outcome]
