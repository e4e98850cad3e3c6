"""The desk's front page and the room of the city's own facts."""

from django.urls import path

from zebrapad.core.ui.editing.urls import pages
from zebrapad.web import desk
from zebrapad.web.city_forms import ROOM

app_name = "desk"
urlpatterns = [
    path("desk/", desk.home, name="home"),
    path("desk/city/", desk.parts, name="parts"),
    *pages("desk/city/", ROOM),
]
