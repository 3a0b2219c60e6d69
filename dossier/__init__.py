"""Facts in, .docx bytes out: the bound volume of an application and the bureau's letters. Knows no database, no web."""

from dossier.binder import bind
from dossier.letters import Letter, letter
from dossier.volume import Attachment, IndicatorRow, Opinion, PartRefused, Report, Volume, VolumeTooLarge

__all__ = [
    "Attachment",
    "IndicatorRow",
    "Letter",
    "Opinion",
    "PartRefused",
    "Report",
    "Volume",
    "VolumeTooLarge",
    "bind",
    "letter",
]
