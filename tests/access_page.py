"""docs/access.md, made from the table in `core/people/access.py`: `python -m tests.access_page`."""

import os
from pathlib import Path

from django.utils import translation

PAGE = Path(__file__).resolve().parents[1] / "docs/access.md"
HEAD = """# Who may do what

Made from `src/zebrapad/core/people/access.py` by `python -m tests.access_page`; the same table
decides in the code, explains on the help page, and is walked by the tests. A person has one or more
roles in a city; the administrator's is of the installation, and holds in every city.
"""
TAIL = """
Nobody gives a role that may do more than they may themselves; the administrator may give any role
of a city. The administrator's own role is no role of a city: administrators name one another, the
first is named by `zebrapad administrator add`. A city that has a coordinator keeps one: the last
can't end their own role; only an administrator can, for whoever has lost their account.

What someone without a role in a city asks of its desk answers “not found”, as if it were not there;
someone with a role that does not carry the grant is told so; someone who is not signed in is asked
to sign in.
"""


def markdown() -> str:
    from zebrapad.core.people.access import GRANTS, SECOND_FACTOR, SENTENCES, Role

    with translation.override("en"):
        grants = [
            "| grant | what it allows | who has it |\n|---|---|---|",
            *(
                f"| `{grant}` | {sentence} | "
                f"{', '.join(str(role.label) for role in Role if grant in GRANTS[role])} |"
                for grant, sentence in SENTENCES.items()
            ),
        ]
        roles = [
            "| role | grants | second factor |\n|---|---|---|",
            *(
                f"| {role.label} | {', '.join(f'`{g}`' for g in SENTENCES if g in GRANTS[role])} | "
                f"{'required' if role in SECOND_FACTOR else 'offered'} |"
                for role in Role
            ),
        ]
    return "\n".join([HEAD, "## Grants", "", *grants, "", "## Roles", "", *roles, TAIL])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zebrapad.web.settings")
    django.setup()
    PAGE.write_text(markdown(), encoding="utf-8")
