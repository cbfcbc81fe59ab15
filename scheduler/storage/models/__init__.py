"""All tables, by aggregate."""

from scheduler.storage.models.answer import (
    Answer,
    AnswerChange,
    AnswerDate,
    AnswerGroup,
    AnswerHours,
    AnswerNeed,
    AnswerTyped,
    Offer,
)
from scheduler.storage.models.attendance import SessionCount
from scheduler.storage.models.audit import AuditEntry
from scheduler.storage.models.board import BoardStep
from scheduler.storage.models.board_talk import BoardComment, BoardVote
from scheduler.storage.models.board_wish import BoardWish
from scheduler.storage.models.clip import Clip
from scheduler.storage.models.co_leading import EventCoLead, EventPlanner, EventProposal
from scheduler.storage.models.contact import ContactTry
from scheduler.storage.models.district import Audience, District, Partner
from scheduler.storage.models.event import Event, EventClosure
from scheduler.storage.models.family import Caregiver, Caseload, Family, Participation, Student
from scheduler.storage.models.group import Membership, PriorityGroup
from scheduler.storage.models.invitation import Invitation, MailedInvitation, ReceivedMail, Rsvp
from scheduler.storage.models.job import Job
from scheduler.storage.models.link import LinkToken
from scheduler.storage.models.message import Message
from scheduler.storage.models.motion import Motion, MotionVote
from scheduler.storage.models.place import Place, PlaceOpening
from scheduler.storage.models.plan import Plan, PlanLevel, PlanRate, PlanSession, PlanSessionProvider
from scheduler.storage.models.plan_alternative import PlanAlternative
from scheduler.storage.models.poster import JoinedFamily, Poster, TryCount
from scheduler.storage.models.presence import BoardPresence
from scheduler.storage.models.provider import Provider, ProviderAbsence, ProviderHours
from scheduler.storage.models.release import Release, ReleaseSession
from scheduler.storage.models.roster import RosterKey
from scheduler.storage.models.season import Season, SeasonClosure, SeasonFloor, SeasonTeam
from scheduler.storage.models.snapshot import Snapshot, SnapshotFamily
from scheduler.storage.models.translation import Translation
from scheduler.storage.models.user import SignInToken, User
from scheduler.storage.models.wording import WordingSuggestion

__all__ = [
    "Answer",
    "AnswerChange",
    "AnswerDate",
    "AnswerGroup",
    "AnswerHours",
    "AnswerNeed",
    "AnswerTyped",
    "Audience",
    "AuditEntry",
    "BoardComment",
    "BoardPresence",
    "BoardStep",
    "BoardVote",
    "BoardWish",
    "Caregiver",
    "Caseload",
    "Clip",
    "ContactTry",
    "District",
    "Event",
    "EventClosure",
    "EventCoLead",
    "EventPlanner",
    "EventProposal",
    "Family",
    "Invitation",
    "Job",
    "JoinedFamily",
    "LinkToken",
    "MailedInvitation",
    "Membership",
    "Message",
    "Motion",
    "MotionVote",
    "Offer",
    "Participation",
    "Partner",
    "Place",
    "PlaceOpening",
    "Plan",
    "PlanAlternative",
    "PlanLevel",
    "PlanRate",
    "PlanSession",
    "PlanSessionProvider",
    "Poster",
    "PriorityGroup",
    "Provider",
    "ProviderAbsence",
    "ProviderHours",
    "ReceivedMail",
    "Release",
    "ReleaseSession",
    "RosterKey",
    "Rsvp",
    "Season",
    "SeasonClosure",
    "SeasonFloor",
    "SeasonTeam",
    "SessionCount",
    "SignInToken",
    "Snapshot",
    "SnapshotFamily",
    "Student",
    "Translation",
    "TryCount",
    "User",
    "WordingSuggestion",
]
