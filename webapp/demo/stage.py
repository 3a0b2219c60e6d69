"""Where the cases of the demonstration stand: one at every element of the drawing, and eight bases of earlier days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from forms import FORMS
from webapp.demo.city import City
from webapp.demo.drive import Driver, Overrides
from workflows import cases
from workflows.filestore import FileStore
from workflows.model import db
from workflows.model.accreditation import PublicNotice

Progress = Callable[[str], None]
Twist = Callable[[Driver, str], None]

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Scene:
    """One case: the place of its unit, where it comes to stand, how many days ago it began, what differs."""

    unit: int
    until: str | None
    days: float
    answers: Overrides = field(default_factory=dict)
    twist: Twist | None = None


def _return(driver: Driver, case_id: str) -> None:
    """The desk asks once for everything that is missing."""
    corrections = [
        {
            "section": "fill_faculty",
            "item": "3.08 师资名册",
            "kind": "MISSING",
            "text": "请补充外聘教师的聘任起止时间。",
        },
        {
            "section": "list_rules",
            "item": "⑤ 培训经费管理",
            "kind": "OUTDATED",
            "text": "请上传现行有效的经费管理制度。",
        },
        {"section": "attach_qualification", "item": None, "kind": "WRONG", "text": "批复文号与申报表不一致，请核对。"},
    ]
    words = {"verdict": "returned", "reason": "材料需要一次性补正。", "corrections": corrections}
    driver.complete(driver.standing(driver.case(case_id))[0], words)


def _low_sheet(driver: Driver, case_id: str) -> None:
    """The first expert scores far below the others, so that the panel has to discuss."""
    task = driver.standing(driver.case(case_id))[0]
    rows = FORMS["score_application"].example()["indicators"]
    low = [
        {**row, "points": str(min(Decimal(3), Decimal(row["points"]))), "deduction_note": "支撑不足。"} for row in rows
    ]
    driver.complete(task, {"indicators": low, "total": str(sum(Decimal(row["points"]) for row in low))})
    driver.advance(case_id, "discuss_scores")


def _object(driver: Driver, case_id: str) -> None:
    """Somebody objects by real name while the notice runs."""
    case = driver.case(case_id)
    notice = db.session.scalars(select(PublicNotice).where(PublicNotice.case_id == case.id)).one()
    driver.at = max(driver.at, notice.starts_at) + HOUR
    evidence = ["现场照片三张，已交受理窗口。"]
    text = "申报表所列实训场所面积与现场情况不符，请予核实。"
    cases.object_to(notice.id, name="云小川", contact="14000009001", text=text, evidence=evidence, at=driver.at)


def _withdraw(driver: Driver, case_id: str) -> None:
    case = driver.case(case_id)
    cases.withdraw(case.id, "单位职能调整，申请撤回。", by=case.opened_by_id, at=driver.at)


NO_VISIT: Overrides = {"draw_experts": {"visit_needed": False}}
RENEWAL: Overrides = {"fill_unit_profile": {"application_kind": "RENEWAL"}}
COUNTY: Overrides = {"fill_unit_profile": {"authority_level": "COUNTY"}}
REFUSED: Overrides = {
    "review_preliminarily": {"verdict": "refused", "reason": "不具备满足网络培训所需的教学设备和基础设施。"},
}

UNITS: Sequence[Scene] = (
    Scene(0, "fill_unit_profile", 1),
    Scene(1, "check_and_submit", 2),
    Scene(2, "sign_application", 2),
    Scene(3, "recommend_application", 3),
    Scene(4, "accept_application", 16),  # left lying until it is overdue
    Scene(5, "endorse_application", 3, COUNTY),
    Scene(6, "accept_application", 4, twist=_return),
    Scene(7, "hand_in_volume", 3),
    Scene(8, "review_preliminarily", 4),
    Scene(9, "check_preliminary_review", 3),
    Scene(10, "draw_experts", 4),
    Scene(11, "declare_no_conflict", 3),
    Scene(12, "visit_site", 4),
    Scene(13, "score_application", 5, NO_VISIT),
)
BASES: Sequence[Scene] = (
    Scene(0, "score_application", 4, NO_VISIT, _low_sheet),
    Scene(1, "conclude_panel", 3, NO_VISIT),
    Scene(2, "decide_in_meeting", 4, NO_VISIT),
    Scene(3, "publish_notice", 3, NO_VISIT),
    Scene(4, "objection", 4, NO_VISIT),
    Scene(5, "objection", 4, NO_VISIT, _object),
    Scene(6, "approve_accreditation", 21, NO_VISIT),
)


def stage_cases(city: City, store: FileStore, at: datetime, progress: Progress = lambda _: None) -> None:
    """Play every scene so that it ends before `at`; says what it plays."""
    for number, org_id in enumerate(city.bases):
        last = number == len(city.bases) - 1  # the newest base still waits for its plaque
        progress(f"基地 {number + 1}/{len(city.bases)}")
        until, days = ("award_plaque", 22) if last else (None, 140 - 8 * number)
        _play(city, org_id, store, at, Scene(number, until, days, NO_VISIT))
    progress("已结束的申报")
    _play(city, city.units[14], store, at, Scene(14, None, 60, REFUSED))
    _play(city, city.units[14], store, at, Scene(14, "accept_application", 30, twist=_withdraw))
    for scene in UNITS:
        progress(f"在办：{scene.until}")
        _play(city, city.units[scene.unit], store, at, scene)
    for scene in BASES:
        progress(f"在办：{scene.until}")
        _play(city, city.bases[scene.unit], store, at, scene, RENEWAL)


def _play(city: City, org_id: int, store: FileStore, at: datetime, scene: Scene, more: Overrides | None = None) -> None:
    driver = Driver(store, at - timedelta(days=scene.days), HOUR)
    case_id = driver.open(org_id, city.batch_id)
    driver.advance(case_id, scene.until, {**scene.answers, **(more or {})})
    if scene.twist:
        scene.twist(driver, case_id)
    driver.bind_editions(driver.case(case_id).id)
