"""What the plan offers: to read, to fetch as data, and to write at the desk."""

from zebrapad.features.plan.urls import data, desk, public

app_name = "plan"
urlpatterns = [*public.urlpatterns, *data.urlpatterns, *desk.urlpatterns]
