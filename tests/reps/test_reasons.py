"""Every reason that is given has one place."""

from formcheck.reps import rejection
from formcheck.reps.reasons import Reason


def test_every_check_gives_a_known_reason() -> None:
    assert {reason for reason, _ in rejection.CHECKS} <= set(Reason)
    assert len({reason.value for reason in Reason}) == len(Reason.__members__)
