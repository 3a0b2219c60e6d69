"""What happens without a human: due timers, bound volumes, mail; called alike by the service and by tests."""

from workflows.worker.duties import announce_base, bind_dossier, send_mail
from workflows.worker.loop import GRACE, next_due, run_due, work
from workflows.worker.tools import Tools, equip

__all__ = ["GRACE", "Tools", "announce_base", "bind_dossier", "equip", "next_due", "run_due", "send_mail", "work"]
