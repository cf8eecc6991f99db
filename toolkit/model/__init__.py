"""Tables, the words they may hold, and the models of what people enter."""

from toolkit.model.assessments import Answer, Assessment, EarlierAnswer
from toolkit.model.columns import UtcDateTime, id_of, metadata, now
from toolkit.model.enums import (
    AssessmentKind,
    CheckKind,
    CheckState,
    DependencyKind,
    EvidenceKind,
    FieldOfAction,
    FundingState,
    MeasureState,
    MunicipalityKind,
    ProgrammeKind,
    Role,
    SettlementType,
    TaskKind,
    TypeSource,
)
from toolkit.model.measures import (
    Dependency,
    Evidence,
    Indicator,
    Measure,
    PreliminaryCheck,
    Revision,
    RevisionPartner,
)
from toolkit.model.people import Membership, Municipality, MunicipalityKey, MunicipalityMember, Person
from toolkit.model.programmes import CatalogueVersion, Programme, ProgrammeMunicipality, programme_title
from toolkit.model.records import Event, Import

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentKind",
    "CatalogueVersion",
    "CheckKind",
    "CheckState",
    "Dependency",
    "DependencyKind",
    "EarlierAnswer",
    "Event",
    "Evidence",
    "EvidenceKind",
    "FieldOfAction",
    "FundingState",
    "Import",
    "Indicator",
    "Measure",
    "MeasureState",
    "Membership",
    "Municipality",
    "MunicipalityKey",
    "MunicipalityKind",
    "MunicipalityMember",
    "Person",
    "PreliminaryCheck",
    "Programme",
    "ProgrammeKind",
    "ProgrammeMunicipality",
    "Revision",
    "RevisionPartner",
    "Role",
    "SettlementType",
    "TaskKind",
    "TypeSource",
    "UtcDateTime",
    "id_of",
    "metadata",
    "now",
    "programme_title",
]
