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
    SUBMITTED = "submitted"
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
