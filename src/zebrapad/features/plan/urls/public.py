from django.urls import path

from zebrapad.features.plan.views import public as views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/actions/<slug:key>/", views.action, name="action"),
    path("plan/indicators/<slug:key>/", views.indicator, name="indicator"),
    path("plan/evidence/", views.evidence, name="evidence"),
    path("plan/evidence/<slug:key>/", views.evidence_item, name="evidence-item"),
    path("plan/timeline/", views.timeline, name="timeline"),
    path("plan/versions/", views.versions, name="versions"),
    path("plan/versions/<int:number>/", views.version, name="version"),
    path("plan/versions/<int:older>/compare/<int:newer>/", views.comparison, name="compare"),
]
