"""The case comes in: recommendation, opinion of the county, filing, acceptance, the bound volume (rows 4-7)."""

from __future__ import annotations

from sqlalchemy import func, select

from workflows import jobs
from workflows.model.accreditation import Batch, TrainingBase
from workflows.model.clock import today
from workflows.model.facts import DossierEdition
from workflows.model.numbers import next_number
from workflows.rules import decide
from workflows.steps import Move, Variables, step
from workflows.steps.base_application.completeness import completeness_facts, section_at_fault
from workflows.steps.base_application.corrections import ask, sent_back
from workflows.steps.base_application.letters import write_letter
from workflows.steps.base_application.preparation import PROCESS


@step(PROCESS)
def recommend_application(move: Move) -> Variables:
    """Material 1 and OP-2: the supervising department reports and recommends, returns or declines (S5.2.1)."""
    verdict = move.answers["verdict"]
    return {"recommendation": verdict, **(sent_back(move) if verdict == "returned" else {})}


@step(PROCESS)
def endorse_application(move: Move) -> Variables:
    """OP-3: the county office gives its opinion on a unit of its own."""
    verdict = move.answers["verdict"]
    return {"endorsement": verdict, **(sent_back(move) if verdict == "returned" else {})}


@step(PROCESS)
def file_application(move: Move) -> Variables:
    """Number, time of filing, the completeness table DT-6, and the edition that is handed in.

    The first complete filing is the one that counts for time; a later one keeps number and stamp.
    """
    case = move.case
    outcome = decide(move.tables["application_completeness"], completeness_facts(move, _is_duplicate(move)))
    verdict = str(outcome.only["outcome"])
    if verdict == "incomplete":
        fault = {"section": section_at_fault(outcome.only["reason"]), "kind": "MISSING"}
        return {"completeness": verdict, **ask(move, [{**fault, "text": outcome.only["text"]}])}
    if verdict == "complete":
        case.number = case.number or _application_number(move)
        case.filed_at = case.filed_at or move.at
        bind_edition(move, "filing")
    return {"completeness": verdict}


@step(PROCESS)
def accept_application(move: Move) -> Variables:
    """The desk accepts (D-01), asks once for everything that is missing, or refuses (R-101, DT-6)."""
    verdict = move.answers["verdict"]
    if verdict == "accepted":
        write_letter(move, "D-01")
    return {"acceptance": verdict, **(sent_back(move) if verdict == "returned" else {})}


@step(PROCESS)
def hand_in_volume(move: Move) -> Variables:
    """The bound volume is received and compared with the edition on file (S5.2 note, R-071)."""
    verdict = move.answers["verdict"]
    return {"hand_in": verdict, **(sent_back(move) if verdict == "returned" else {})}


def bind_edition(move: Move, occasion: str) -> None:
    """Ask for the next edition of the volume; a job binds it after the commit."""
    query = select(func.max(DossierEdition.edition)).where(DossierEdition.case_id == move.case.id)
    edition = DossierEdition(
        case_id=move.case.id,
        edition=(move.session.scalar(query) or 0) + 1,
        occasion=occasion,
        asked_at=move.at,
    )
    move.session.add(edition)
    move.session.flush()
    jobs.enqueue(move.session, "bind_dossier", [edition.id], key=f"bind_dossier:{edition.id}")


def _application_number(move: Move) -> str:
    batch = move.session.get(Batch, move.case.batch_id)
    year = batch.year if batch else today(move.at).year
    return next_number(move.session, f"HHHT-JD-{year}", digits=4)


def _is_duplicate(move: Move) -> bool:
    """An organisation whose base is active on that day applies for renewal or not at all (DT-6 row 8)."""
    active = select(TrainingBase.id).where(
        TrainingBase.org_id == move.case.org_id,
        TrainingBase.status == "ACTIVE",
        TrainingBase.valid_to >= today(move.at),
    )
    renewal = move.latest("fill_unit_profile").get("application_kind") == "RENEWAL"
    return move.session.scalar(active) is not None and not renewal
