"""The addresses below a desk's room, the same in every capability that has parts."""

from django.urls import URLPattern, path

from zebrapad.core.ui.editing import views
from zebrapad.core.ui.editing.parts import Room


def pages(below: str, room: Room) -> list[URLPattern]:
    """`below` is a folder, such as desk/plan/; what stands there already comes before these."""
    of, row = f"{below}<slug:part>", f"{below}<slug:part>/<int:number>"
    given = {"room": room}
    return [
        path(f"{of}.csv", views.sheet, given, name="sheet"),
        path(f"{of}/", views.rows, given, name="rows"),
        path(f"{of}/add/", views.add, given, name="add"),
        path(f"{of}/removed/", views.removed, given, name="removed"),
        path(f"{of}/put-back/<int:line>/", views.restore, given, name="put-back"),
        path(f"{row}/", views.edit, given, name="edit"),
        path(f"{row}/remove/", views.remove, given, name="remove"),
        path(f"{row}/history/", views.history, given, name="history"),
    ]
