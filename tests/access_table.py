"""Who may see what: a line for every address of the project, from which the test is made.

A line says what the address gives to whom. Where a grant is named, `core/people/access.py`
says which roles have it; someone from another city gets the same answer as for a page
that does not exist, and who is not signed in is sent to sign in.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`path` is the address, with what the test's city has; `found` what those who may get."""

    path: str
    grant: str | None = None  # None: the same for everyone
    found: int = 200
    method: str = "get"


CITY = "/nl/here"
DESK = f"{CITY}/desk"
API = "/api/v1/cities/here"


def rows(base: str, part: str, number: str, grant: str, reads: str) -> dict[str, Line]:
    """The pages with which one kind of row is written."""
    here = f"{DESK}/{base}/{part}"
    return {
        "sheet": Line(f"{here}.csv", reads),
        "rows": Line(f"{here}/", reads),
        "add": Line(f"{here}/add/", grant),
        "removed": Line(f"{here}/removed/", reads),
        "put-back": Line(f"{here}/put-back/1/", grant, 404, "post"),
        "edit": Line(f"{here}/{number}/", grant),
        "remove": Line(f"{here}/{number}/remove/", grant),
        "history": Line(f"{here}/{number}/history/", reads),
    }


EXPECTED: dict[str, Line] = {
    # --- Open to everyone -------------------------------------------------------------
    "choose": Line("/", found=302),
    "alive": Line("/healthz"),
    "ready": Line("/readyz"),
    "cities": Line("/nl/"),
    "city:home": Line(f"{CITY}/"),
    "city:figures": Line(f"{CITY}/figures/"),
    "city:take-part": Line(f"{CITY}/take-part/"),
    "city:search": Line(f"{CITY}/search/?q=a"),
    "city:accessibility": Line(f"{CITY}/accessibility/"),
    "city:privacy": Line(f"{CITY}/privacy/"),
    "city:help": Line(f"{CITY}/help/"),
    "reports:talk": Line(f"{CITY}/talk/"),
    "plan:plan": Line(f"{CITY}/plan/"),
    "plan:action": Line(f"{CITY}/plan/actions/a/"),
    "plan:indicator": Line(f"{CITY}/plan/indicators/a/"),
    "plan:indicator-csv": Line(f"{CITY}/plan/indicators/a.csv"),
    "plan:indicator-json": Line(f"{CITY}/plan/indicators/a.json"),
    "plan:evidence": Line(f"{CITY}/plan/evidence/"),
    "plan:evidence-item": Line(f"{CITY}/plan/evidence/a/"),
    "plan:timeline": Line(f"{CITY}/plan/timeline/"),
    "plan:versions": Line(f"{CITY}/plan/versions/"),
    "plan:version": Line(f"{CITY}/plan/versions/1/"),
    "plan:compare": Line(f"{CITY}/plan/versions/1/compare/1/"),
    "plan:pdf": Line(f"{CITY}/plan.pdf"),
    "plan:feed": Line(f"{CITY}/news.atom"),
    "api:index": Line("/api/v1/"),
    "api:openapi": Line("/api/v1/openapi.json"),
    "api:cities": Line("/api/v1/cities/"),
    "api:city": Line(f"{API}/"),
    "api:districts": Line(f"{API}/districts/"),
    "api:organisations": Line(f"{API}/organisations/"),
    "api:evidence": Line(f"{API}/evidence/"),
    "api:figures": Line(f"{API}/figures/"),
    "api:happenings": Line(f"{API}/happenings/"),
    "api:plan": Line(f"{API}/plan/"),
    "api:actions": Line(f"{API}/plan/actions/"),
    "api:action": Line(f"{API}/plan/actions/a/"),
    "api:indicators": Line(f"{API}/plan/indicators/"),
    "api:indicator": Line(f"{API}/plan/indicators/a/"),
    "api:measurements": Line(f"{API}/plan/indicators/a/measurements/"),
    "api:versions": Line(f"{API}/plan/versions/"),
    "api:version": Line(f"{API}/plan/versions/1/"),
    "api:version-frozen": Line(f"{API}/plan/versions/1/frozen/"),
    # --- The desk of a city -----------------------------------------------------------
    "desk:home": Line(f"{DESK}/", "desk.open"),
    "desk:parts": Line(f"{DESK}/city/", "city.write"),
    **{
        f"desk:{name}": line
        for name, line in rows(
            "city", "districts", "{district}", "city.write", "city.write"
        ).items()
    },
    "plan:parts": Line(f"{DESK}/plan/", "plan.read_draft"),
    "plan:changes": Line(f"{DESK}/plan/changes/", "plan.read_draft"),
    "plan:preview": Line(f"{DESK}/plan/preview/", "plan.read_draft"),
    "plan:preview-action": Line(f"{DESK}/plan/preview/actions/a/", "plan.read_draft"),
    "plan:preview-indicator": Line(f"{DESK}/plan/preview/indicators/a/", "plan.read_draft"),
    "plan:publish": Line(f"{DESK}/plan/publish/", "plan.publish"),
    "plan:measurements": Line(f"{DESK}/plan/measurements.csv", "plan.read_draft"),
    "plan:import": Line(f"{DESK}/plan/import/", "measurements.write"),
    **{
        f"plan:{name}": line
        for name, line in rows(
            "plan", "actions", "{action}", "plan.write", "plan.read_draft"
        ).items()
    },
    "people:people": Line(f"{DESK}/people/", "seats.manage"),
    "people:invite": Line(f"{DESK}/people/invite/", "seats.manage"),
    "people:resend": Line(
        f"{DESK}/people/invitations/{{invitation}}/resend/", "seats.manage", 302, "post"
    ),
    "people:withdraw": Line(
        f"{DESK}/people/invitations/{{invitation}}/withdraw/", "seats.manage", 302, "post"
    ),
    "people:seat": Line(f"{DESK}/people/seats/{{seat}}/", "seats.manage"),
    "people:end": Line(f"{DESK}/people/seats/{{seat}}/end/", "seats.manage"),
    "people:trail": Line(f"{DESK}/trail/", "trail.read"),
    "people:trail-csv": Line(f"{DESK}/trail.csv", "trail.read"),
}
# Sign-in, one's own account, the installation: tested by role where they stand,
# in `web/people/tests` and `core/people/tests`; they belong to no city.
UNDER_TEST_ELSEWHERE = r"house:|account_|mfa_|socialaccount_|openid_connect_|usersessions_|view$"
