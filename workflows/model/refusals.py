"""The words in which the house says no; a door translates each once, with what to do instead."""

from __future__ import annotations

from datetime import datetime


class Refusal(Exception):
    """Nothing was written. `code` is stable for programs; the door words it for people."""

    code = "refused"


class Absent(Refusal):
    """Not there, or not yours to see: the two are never told apart."""

    code = "not_found"


class NotYours(Refusal):
    """You may see it, but this act belongs to somebody else now."""

    code = "not_yours"

    def __init__(self, holder: str | None = None) -> None:
        super().__init__(holder)
        self.holder = holder


class TaskClosed(Refusal):
    """Somebody was first: who, when, and whether they finished it or it fell away."""

    code = "already_done"

    def __init__(self, element: str, who: str | None, at: datetime, how: str) -> None:
        super().__init__(element, who, at, how)
        self.element, self.who, self.at, self.how = element, who, at, how


class ChangedMeanwhile(Refusal):
    """The task was changed after the version that was seen."""

    code = "changed_meanwhile"

    def __init__(self, seen: int, current: int) -> None:
        super().__init__(seen, current)
        self.seen, self.current = seen, current


class NotNow(Refusal):
    """The case does not stand where this act belongs; names where it stands."""

    code = "not_now"

    def __init__(self, stands_at: tuple[str, ...] = ()) -> None:
        super().__init__(stands_at)
        self.stands_at = stands_at


class CaseEnded(NotNow):
    """The case has ended; nothing more can happen to it."""

    code = "case_ended"

    def __init__(self, outcome: str) -> None:
        super().__init__()
        self.outcome = outcome


class SeparationOfDuties(Refusal):
    """Submit, review and approve are three persons (domain 5.1, R-114)."""

    code = "separation_of_duties"

    def __init__(self, element: str) -> None:
        super().__init__(element)
        self.element = element


class ReturnLimit(Refusal):
    """The case has been returned as often as the parameter allows."""

    code = "return_limit"

    def __init__(self, rounds: int) -> None:
        super().__init__(rounds)
        self.rounds = rounds


class KeyReused(Refusal):
    """The idempotency key was used for another act."""

    code = "key_reused"


class AlreadyOpen(Refusal):
    """The organisation has an open application already; its public id is in `public_id`."""

    code = "already_open"

    def __init__(self, public_id: str) -> None:
        super().__init__(public_id)
        self.public_id = public_id


class WindowClosed(Refusal):
    """The batch is not open for applications at this instant."""

    code = "window_closed"


class NotEnoughExperts(Refusal):
    """Fewer experts without an interest in the applicant than seats to fill."""

    code = "not_enough_experts"

    def __init__(self, needed: int, available: int) -> None:
        super().__init__(needed, available)
        self.needed, self.available = needed, available
