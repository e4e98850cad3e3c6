from django.urls import path

from zebrapad.features.reports import views

app_name = "reports"
urlpatterns = [path("talk/", views.talk, name="talk")]
