"""A letter row as the document the bureau hands out."""

from __future__ import annotations

import dossier
from workflows.model.facts import Letter
from workflows.model.parameters import Parameters


def letter_document(letter: Letter, parameters: Parameters) -> bytes:
    """The DOCX of a letter in 信函 layout (domain 8.1)."""
    return dossier.letter(
        dossier.Letter(
            kind=letter.kind,
            title=letter.title,
            number=letter.number or "",
            addressee=letter.addressee,
            paragraphs=tuple(letter.paragraphs),
            items=tuple(letter.items),
            remedies=letter.remedies or "",
            office=str(parameters["office.name"]),
            dated_on=letter.dated_on,
        )
    )
