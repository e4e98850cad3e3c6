"""The names are allauth's, so that its templates and adapters find them."""

from django.urls import path

from zebrapad.core.people.oidc import views

urlpatterns = [
    path("oidc/<str:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
