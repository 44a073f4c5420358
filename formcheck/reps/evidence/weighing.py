"""How much each feature of a swing speaks against its being a repetition.

Every swing begins with the same trust; each criterion takes some of it away,
none gives any.  A swing whose trust stays above zero is a repetition; if it is
not, the reason that took most is the one that is given.  `table` holds
the criteria, fitted by `python -m benchmarks.fit_evidence`.
"""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.reps.evidence.table import CRITERIA
from formcheck.reps.reasons import Reason

TRUST = 2.5  # of a swing against which nothing speaks, in nats: odds of twelve to one
# A leg does not get behind the other when both move, or when it moves too little.
CAUSES = {Reason.NOT_BEHIND: (Reason.BOTH_LEGS, Reason.TOO_SMALL)}
NAMED = 0.4  # of trust: a cause that takes less is not named
Evidence = Mapping[Reason, float]  # what each reason takes away: 0 or less


def weigh(features: Mapping[str, float]) -> dict[Reason, float]:
    """The evidence against a swing, by reason."""
    evidence: dict[Reason, float] = {}
    for criterion in CRITERIA:
        evidence[criterion.reason] = evidence.get(criterion.reason, 0.0) + criterion.weigh(features)
    return evidence


def trust(evidence: Evidence) -> float:
    """What is left of the trust: above zero, a repetition."""
    return TRUST + sum(evidence.values())


def heaviest(evidence: Evidence) -> Reason:
    """The reason that weighs most against, or its cause if that weighs too."""
    most = min(evidence, key=lambda reason: evidence[reason])
    causes = [cause for cause in CAUSES.get(most, ()) if evidence.get(cause, 0.0) < -NAMED]
    return min(causes, key=lambda reason: evidence[reason], default=most)
