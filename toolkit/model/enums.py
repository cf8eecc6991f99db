"""The words that rows may hold."""

from __future__ import annotations

from enum import StrEnum


class MunicipalityKind(StrEnum):
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    COOPERATION = "cooperation"


class SettlementType(StrEnum):
    """City types of the federal building institute (BBSR)."""

    LARGE_CITY = "large_city"
    MEDIUM_TOWN = "medium_town"
    SMALL_TOWN = "small_town"
    RURAL = "rural"


class TypeSource(StrEnum):
    """Where the type comes from: population alone is not enough, since centrality counts."""

    OFFICIAL = "official"
    FROM_POPULATION = "from_population"
    OWN_STATEMENT = "own_statement"


class Role(StrEnum):
    PLANNING = "planning"
    ADVICE = "advice"
    COORDINATION = "coordination"
    STEERING = "steering"
    CHAIR = "chair"
    ADMINISTRATION = "administration"


class ProgrammeKind(StrEnum):
    ADVICE = "advice"
    SELECTION = "selection"


class MeasureState(StrEnum):
    """Where a measure stands in the workflow."""

    DRAFT = "draft"
    RELEASED = "released"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    RESUBMITTED = "resubmitted"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    IN_IMPLEMENTATION = "in_implementation"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    PASSED_ON = "passed_on"
    MERGED = "merged"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class FieldOfAction(StrEnum):
    MOBILITY = "mobility"
    ENVIRONMENT = "environment"
    ENERGY = "energy"
    HEALTH = "health"
    PARTICIPATION = "participation"
    EDUCATION = "education"
    ECONOMY = "economy"
    TOURISM = "tourism"
    ADMINISTRATION = "administration"
    PLANNING = "planning"
    SAFETY = "safety"
    DATA = "data"


class FundingState(StrEnum):
    PLANNED = "planned"
    APPLIED = "applied"
    GRANTED = "granted"


class TaskKind(StrEnum):
    VOLUNTARY = "voluntary"
    MANDATORY = "mandatory"


class DependencyKind(StrEnum):
    REQUIRES = "requires"
    EXCLUDES = "excludes"
    SUPPORTS = "supports"


class CheckKind(StrEnum):
    DATA_PROTECTION = "data_protection"
    IT_SECURITY = "it_security"
    ACCESSIBILITY = "accessibility"
    PROCUREMENT = "procurement"
    LAW = "law"
    TREASURY = "treasury"
    STAFF_COUNCIL = "staff_council"
    CLIMATE = "climate"


class CheckState(StrEnum):
    OPEN = "open"
    REQUESTED = "requested"
    PASSED = "passed"
    WITH_CONDITIONS = "with_conditions"
    NOT_NEEDED = "not_needed"


class AssessmentKind(StrEnum):
    SELF = "self"
    REVIEW = "review"


class EvidenceKind(StrEnum):
    LINK = "link"
    DOCUMENT = "document"
    FILE = "file"


class Decides(StrEnum):
    """What a steering group says: most recommend to a council; some bodies decide themselves."""

    RECOMMENDS = "recommends"
    DECIDES = "decides"


class RevealRule(StrEnum):
    """When an advisor sees the self-assessment: after all own levels, or of each question after its own."""

    AFTER_ALL = "after_all"
    AFTER_EACH = "after_each"


class Audience(StrEnum):
    """Who reads a comment: the municipality, or only the colleagues in advice and coordination."""

    MUNICIPALITY = "municipality"
    COLLEAGUES = "colleagues"


class RecommendationKind(StrEnum):
    """What one advisor recommends at the end of a review."""

    CONTINUE = "continue"
    CONTINUE_WITH_CHANGES = "continue_with_changes"
    REWORK = "rework"
    NOT_NOW = "not_now"
    ADOPT_FROM_OTHERS = "adopt_from_others"


class RoundKind(StrEnum):
    """Why a submitted revision went back to its municipality."""

    CHANGES = "changes"
    INCOMPLETE = "incomplete"


class Stance(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


class ReleaseKind(StrEnum):
    """What a municipality shows to others: two separate releases, both off at first."""

    FACT_SHEET = "fact_sheet"
    RESULT = "result"


class NoticeKind(StrEnum):
    """What people are told by a message."""

    ASSIGNED = "assigned"
    SUBMITTED = "submitted"
    RETURNED_INCOMPLETE = "returned_incomplete"
    CHANGES_REQUESTED = "changes_requested"
    RESUBMITTED = "resubmitted"
    DEADLINE = "deadline"
    FEEDBACK_READY = "feedback_ready"
    HANDED_OVER = "handed_over"


class WeightingMethod(StrEnum):
    """How weights are entered: the first two stand in front, the others behind."""

    LEVELS = "levels"
    ORDER = "order"
    SWING = "swing"
    PAIRS = "pairs"
    NUMBERS = "numbers"


class MeetingState(StrEnum):
    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"


class AgendaKind(StrEnum):
    MEASURE = "measure"
    TOPIC = "topic"


class AttendanceRole(StrEnum):
    CHAIR = "chair"
    MEMBER = "member"
    GUEST = "guest"
    MINUTES = "minutes"


class RecusalManner(StrEnum):
    LEFT_TABLE = "left_table"
    LEFT_ROOM = "left_room"


class BallotKind(StrEnum):
    SENSE = "sense"
    VOTE = "vote"


class Outcome(StrEnum):
    """What a meeting says about a measure."""

    IMPLEMENT = "implement"
    IMPLEMENT_WITH_CONDITION = "implement_with_condition"
    REWORK = "rework"
    DEFER = "defer"
    ADJOURN = "adjourn"
    REFER = "refer"
    NOTE = "note"
    MERGE = "merge"
    REJECT = "reject"
    PASS_ON = "pass_on"  # noqa: S105  # an outcome, no password
    END = "end"


class ConditionState(StrEnum):
    OPEN = "open"
    MET = "met"
    LAPSED = "lapsed"
