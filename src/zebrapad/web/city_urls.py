"""The pages of a city that belong to no single capability."""

from django.urls import path

from zebrapad.web import city_views as views

app_name = "city"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("take-part/", views.take_part, name="take-part"),
    path("search/", views.search, name="search"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/", views.help_page, name="help"),
]
