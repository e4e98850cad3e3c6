"""What exists, at which address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from zebrapad.core.people.oidc import views as oidc
from zebrapad.web import views

IN_A_CITY = [
    path("", include("zebrapad.web.city_urls")),
    path("", include("zebrapad.web.desk_urls")),
    path("", include("zebrapad.web.people.urls")),
    path("", include("zebrapad.features.plan.urls")),
    path("", include("zebrapad.features.reports.urls")),
]

urlpatterns = [
    path("", views.choose, name="choose"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("api/v1/", include("zebrapad.web.api.urls")),
    path(
        "accounts/oidc/<str:provider_id>/callback/",
        oidc.callback,
        name="openid_connect_callback",
    ),
    *i18n_patterns(
        path("", views.cities, name="cities"),
        path("", include("zebrapad.web.people.house_urls")),
        path("accounts/", include("allauth.urls")),
        path("<slug:city>/", include(IN_A_CITY)),
    ),
]

handler404 = "zebrapad.web.faults.not_found"
handler403 = "zebrapad.web.views.not_allowed"
handler500 = "zebrapad.web.faults.broken"
