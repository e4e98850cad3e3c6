"""Where signing in elsewhere begins; the name is allauth's, so that its templates find it.

The way back is in `web.urls`, without a language in it: a provider wants to know one address.
"""

from django.urls import path

from zebrapad.core.people.oidc import views

urlpatterns = [
    path("oidc/<str:provider_id>/login/", views.login, name="openid_connect_login"),
]
