"""From the facts of a case to the volumes and letters that dossier prints; writes nothing."""

from workflows.papers.letters import letter_document
from workflows.papers.volumes import volume_of

__all__ = ["letter_document", "volume_of"]
