"""What the installation itself remembers."""

from django.db import models


class Beat(models.Model):
    """When a process that must run gave its last sign of life."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
