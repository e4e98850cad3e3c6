from django.urls import path

from zebrapad.features.plan.views import data as views

urlpatterns = [
    path("plan/indicators/<slug:key>.csv", views.indicator_csv, name="indicator-csv"),
    path("plan/indicators/<slug:key>.json", views.indicator_json, name="indicator-json"),
    path("plan.pdf", views.pdf, name="pdf"),
    path("news.atom", views.feed, name="feed"),
]
