"""What is written down of a request that failed: that it did and why, never its address."""

import logging


class WithoutAddress(logging.Filter):
    """Takes the address out of Django's lines on requests: it says who reads what."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = record.getMessage().partition(":")[0], ()
        return True
