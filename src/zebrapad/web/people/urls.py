"""People of a city, below its desk."""

from django.urls import path

from zebrapad.web.people.views import seats, trail

app_name = "people"
urlpatterns = [
    path("desk/people/", seats.people, name="people"),
    path("desk/people/invite/", seats.invite, name="invite"),
    path("desk/people/invitations/<int:number>/resend/", seats.resend, name="resend"),
    path("desk/people/invitations/<int:number>/withdraw/", seats.withdraw, name="withdraw"),
    path("desk/people/seats/<int:number>/", seats.change, name="seat"),
    path("desk/people/seats/<int:number>/end/", seats.end, name="end"),
    path("desk/trail/", trail.page, name="trail"),
    path("desk/trail.csv", trail.as_csv, name="trail-csv"),
]
