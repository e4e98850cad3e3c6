"""The worker: jobs as they come, and the periodic duties."""

import logging
import threading

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

from zebrapad.web import heartbeat, sweep

BEAT_SECONDS = 60
ROUNDS_BETWEEN_SWEEPS = 5
log = logging.getLogger(__name__)


def work() -> None:
    """Claim and run jobs until the process is stopped; beside them, sweep for what is due."""
    ended = threading.Event()
    sweeping = threading.Thread(target=_sweep_until, args=(ended,), daemon=True)
    sweeping.start()
    try:
        call_command("db_worker", verbosity=0, reload=False)
    finally:
        ended.set()
        sweeping.join(5)


def _sweep_until(ended: threading.Event) -> None:
    rounds = 0
    while not ended.is_set():
        try:
            heartbeat.beat()
            if rounds % ROUNDS_BETWEEN_SWEEPS == 0:
                sweep.run(timezone.now())
        except Exception:  # one bad round must not end all later ones
            log.exception("A sweep failed; the next one tries again.")
        finally:
            close_old_connections()
        rounds += 1
        ended.wait(BEAT_SECONDS)
