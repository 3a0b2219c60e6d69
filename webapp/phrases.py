"""The house's words as pages say them: steps, states of a case, acts in a history; knows no table and no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _

from forms import FORMS
from webapp.words import DEFAULT, in_words, language
from workflows.model.parameters import KNOWN
from workflows.model.vocabulary import N_

OTHER_STEPS: Mapping[str, str] = MappingProxyType(
    {
        "prepare_application": N_("Prepare the application"),
        "application_started": N_("Application begun"),
        "record_withdrawal": N_("Record the withdrawal"),
        "record_lapse": N_("Record that the term lapsed"),
        "file_application": N_("Number the application and check the materials"),
        "request_corrections": N_("Send the list of corrections"),
        "check_panel": N_("Check the panel"),
        "compute_scores": N_("Add up the scores"),
        "register_base": N_("Enter the base into the register"),
        "publish_result": N_("Publish the result"),
        "write_refusal": N_("Write the letter of refusal"),
        "notice_expiry": N_("End of the public notice"),
        "objection_received": N_("Objection received"),
        "withdrawal_requested": N_("Withdrawal requested"),
        "preparation_deadline": N_("End of the preparation"),
    }
)
"""English names of the drawn steps that no human answers; the Chinese ones stand in the drawing."""


@dataclass(frozen=True)
class State:
    """A state in at most five words, with its tone (now, wait, done, bad)."""

    word: str
    tone: str


OUTCOMES: Mapping[str, State] = MappingProxyType(
    {
        "accredited": State(N_("Accredited"), "done"),
        "refused": State(N_("Not accredited"), "bad"),
        "withdrawn": State(N_("Withdrawn"), ""),
        "lapsed": State(N_("Lapsed"), ""),
    }
)
STANDING: Mapping[str, State] = MappingProxyType(
    {
        "sign_application": State(N_("Waits for signature"), "wait"),
        "recommend_application": State(N_("Waits for recommendation"), "now"),
        "endorse_application": State(N_("Waits for the county"), "now"),
        "accept_application": State(N_("Waits for acceptance"), "now"),
        "hand_in_volume": State(N_("Waits for the volume"), "now"),
        "review_preliminarily": State(N_("In preliminary review"), "now"),
        "check_preliminary_review": State(N_("In second check"), "now"),
        "draw_experts": State(N_("Experts being drawn"), "now"),
        "declare_no_conflict": State(N_("Experts declare"), "now"),
        "visit_site": State(N_("On-site visit"), "now"),
        "score_application": State(N_("Experts score"), "now"),
        "discuss_scores": State(N_("Panel discusses"), "now"),
        "conclude_panel": State(N_("Panel concludes"), "now"),
        "decide_in_meeting": State(N_("Waits for the meeting"), "now"),
        "publish_notice": State(N_("Waits for publication"), "now"),
        "verify_objection": State(N_("Objection being verified"), "wait"),
        "approve_accreditation": State(N_("Waits for approval"), "now"),
        "award_plaque": State(N_("Waits for the plaque"), "now"),
    }
)
DRAFT = State(N_("Draft · not submitted"), "wait")
CORRECTING = State(N_("Being corrected"), "wait")
ON_NOTICE = State(N_("On public notice"), "now")

SECTION_STATES: Mapping[str, State] = MappingProxyType(
    {
        "untouched": State(N_("Not begun"), "now"),
        "begun": State(N_("Being filled in"), "now"),
        "filled": State(N_("Filled in"), ""),
        "to_correct": State(N_("To correct"), "wait"),
        "locked": State(N_("Not yet possible"), ""),
    }
)

ACTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "opened": (N_("opened the case"), "done"),
        "completed": (N_("finished"), "done"),
        "amended": (N_("changed"), ""),
        "claimed": (N_("took the task"), ""),
        "released": (N_("put the task back"), ""),
        "handed_over": (N_("handed the task over"), ""),
        "replaced": (N_("gave the expert's seat"), "wait"),
        "withdrawn": (N_("withdrew the application"), "bad"),
        "objected": (N_("An objection was received"), "wait"),
        "fired": (N_("A term ended"), "wait"),
        "reminded": (N_("A reminder was sent"), ""),
        "escalated": (N_("The head was told of the delay"), "bad"),
    }
)


def step(element: str, drawn: str = "") -> str:
    """The name of an element: as drawn in Chinese, the form's title or the glossary's name in other languages."""
    if drawn and language() == DEFAULT:
        return drawn
    form = FORMS.get(element)
    return in_words(form.title if form else OTHER_STEPS.get(element, drawn or element))


def term_note(term: str | None) -> str:
    """Where a term comes from, when the notice does not say it: a parameter that the bureau sets; empty otherwise."""
    known = KNOWN.get(term or "")
    if known is None or known.provenance.startswith("S"):
        return ""
    meaning = in_words(known.meaning)
    return str(
        _(
            "%(meaning)s: the notice gives no such term; the bureau has set it (%(key)s, assumption %(origin)s)",
            meaning=meaning,
            key=term,
            origin=known.provenance,
        )
    )


def case_state(outcome: str | None, is_filed: bool, standing: Sequence[str], round_: int = 1) -> State:
    """Where a case stands, derived from its rows: end, draft, step, or the notice period when nobody has a turn."""
    if outcome:
        return _translated(OUTCOMES.get(outcome, State(outcome, "")))
    for element in standing:
        if element in STANDING:
            return _translated(STANDING[element])
    if not standing:
        return _translated(ON_NOTICE)
    return _translated(CORRECTING if is_filed or round_ > 1 else DRAFT)


def section_state(state: str, corrections: int = 0) -> State:
    """State of a section in the task list, with the number of corrections."""
    found = _translated(SECTION_STATES[state])
    return State(f"{found.word} ({corrections})", found.tone) if corrections else found


def act(verb: str, body: Mapping[str, Any]) -> State:
    """What somebody did, and its tone; a returning or refusing verdict colours it."""
    word, tone = ACTS.get(verb, (verb, ""))
    verdict = str(body.get("verdict", ""))
    if verdict in ("returned", "sent_back", "rectify", "declined"):
        tone = "wait"
    elif verdict in ("refused", "rejected", "disagreed"):
        tone = "bad"
    said = in_words(word)
    return State(_("%(act)s to %(who)s", act=said, who=body["to"]) if body.get("to") else said, tone)


def verdict_word(element: str, code: str) -> str:
    """The word of a verdict as the form of that step offers it."""
    form = FORMS.get(element)
    field = getattr(form, "verdict", None) if form else None
    words = _offered(field)
    return in_words(words.get(code, code))


def _offered(field: Any) -> dict[str, str]:
    """An unbound field keeps what it was declared with."""
    args: tuple[Any, ...] = getattr(field, "args", ())
    return {word.code: word.label for word in args[1]} if len(args) > 1 else {}


def _translated(state: State) -> State:
    return State(in_words(state.word), state.tone)
