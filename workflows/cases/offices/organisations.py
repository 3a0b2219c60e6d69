"""An organisation enters the list: unit, department, county office or bureau (domain 5.1)."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum.cn import uscc as credit_code
from stdnum.exceptions import ValidationError

from workflows.cases.offices.actors import officer
from workflows.cases.offices.trail import Deed, note
from workflows.model.accounts import Organisation
from workflows.model.offices import OfficeRefused
from workflows.model.refusals import Absent
from workflows.model.transaction import transaction
from workflows.model.vocabulary import District, OrgType, Role

_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


def add_organisation(
    *,
    name: str,
    kind: str,
    uscc: str | None = None,
    org_type: OrgType | None = None,
    district: District | None = None,
    phone: str | None = None,
    supervising: str | None = None,
    by: int,
    at: datetime,
) -> str:
    """The system administrator adds an organisation; `supervising` is the public id of its department.

    Raises NotYours, Absent, OfficeRefused (name_taken, code_taken, code_wrong, district_needed). Returns the public id.
    """
    with transaction() as session:
        actor = officer(session, by, Role.SYS_ADMIN)
        if kind == "COUNTY" and district in (None, District.MUNICIPAL):
            raise OfficeRefused("district_needed", "district")
        organisation = Organisation(
            name=_free_name(session, name),
            kind=kind,
            uscc=_free_code(session, uscc),
            org_type=org_type,
            district_code=district,
            phone=phone,
            supervising_id=_department_id(session, supervising),
            created_at=at,
        )
        session.add(organisation)
        session.flush()
        note(session, Deed("added", "organisation", organisation.public_id, name, body={"kind": kind}), actor, at)
        return organisation.public_id


def _free_name(session: Session, name: str) -> str:
    if session.scalar(select(Organisation.id).where(Organisation.name == name)) is not None:
        raise OfficeRefused("name_taken", "name")
    return name


def _free_code(session: Session, code: str | None) -> str | None:
    if not code:
        return None
    code = code.strip().upper()
    if not _fits(code):
        raise OfficeRefused("code_wrong", "uscc")
    if session.scalar(select(Organisation.id).where(Organisation.uscc == code)) is not None:
        raise OfficeRefused("code_taken", "uscc")
    return code


def _fits(code: str) -> bool:
    """GB 32100: shape, and the last character computed from the others."""
    try:
        return _SHAPE.fullmatch(code) is not None and credit_code.calc_check_digit(code[:17]) == code[17]
    except (ValidationError, ValueError):
        return False


def _department_id(session: Session, public_id: str | None) -> int | None:
    if not public_id:
        return None
    query = select(Organisation.id).where(
        Organisation.public_id == public_id, Organisation.kind.in_(("DEPARTMENT", "COUNTY"))
    )
    found = session.scalar(query)
    if found is None:
        raise Absent
    return found
