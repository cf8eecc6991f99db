"""Who may do what, and who sees what. A refusal carries the sentence that the page shows.

Every list, count, export, history and chart starts from one of the `visible_…` selects: the unit of seeing is
the revision, and of its assessments and comments each has a select of its own.
"""

from toolkit.access.history import visible_events
from toolkit.access.rules import (
    ALLOWED,
    MEASURE_RULES,
    STEERING_RULES,
    Action,
    Actor,
    Grant,
    OfMeasure,
    OfMunicipality,
    OfPerson,
    OfProgramme,
    Part,
    Rule,
    Verdict,
    may,
)
from toolkit.access.seeing import (
    identity_of,
    in_conflict,
    visible_answers,
    visible_assessments,
    visible_assignments,
    visible_comments,
    visible_conflicts,
    visible_letters,
    visible_municipalities,
    visible_programmes,
    visible_recommendations,
    visible_replies,
    visible_results,
    visible_revisions,
    visible_rounds,
)
from toolkit.access.steering import (
    visible_decisions,
    visible_meetings,
    visible_stakeholder_groups,
    visible_weight_sets,
)

__all__ = [
    "ALLOWED",
    "MEASURE_RULES",
    "STEERING_RULES",
    "Action",
    "Actor",
    "Grant",
    "OfMeasure",
    "OfMunicipality",
    "OfPerson",
    "OfProgramme",
    "Part",
    "Rule",
    "Verdict",
    "identity_of",
    "in_conflict",
    "may",
    "visible_answers",
    "visible_assessments",
    "visible_assignments",
    "visible_comments",
    "visible_conflicts",
    "visible_decisions",
    "visible_events",
    "visible_letters",
    "visible_meetings",
    "visible_municipalities",
    "visible_programmes",
    "visible_recommendations",
    "visible_replies",
    "visible_results",
    "visible_revisions",
    "visible_rounds",
    "visible_stakeholder_groups",
    "visible_weight_sets",
]
