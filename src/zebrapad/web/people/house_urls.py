"""Accounts and the installation: pages that belong to no city."""

from django.urls import path

from zebrapad.web.people.views import accounts, installation

app_name = "house"
urlpatterns = [
    path("accounts/start/", accounts.start, name="start"),
    path("accounts/me/", accounts.profile, name="profile"),
    path("accounts/me/end/", accounts.end, name="end"),
    path("invitations/<str:token>/", accounts.invitation, name="invitation"),
    path("installation/", installation.overview, name="installation"),
    path("installation/cities/add/", installation.add_city, name="add-city"),
    path("installation/cities/<slug:slug>/", installation.hosts, name="hosts"),
    path(
        "installation/administrators/add/",
        installation.add_administrator,
        name="add-administrator",
    ),
    path(
        "installation/administrators/<int:number>/end/",
        installation.end_administrator,
        name="end-administrator",
    ),
    path("installation/mail/", installation.test_mail, name="test-mail"),
    path("outbox/", installation.mails, name="outbox"),
]
