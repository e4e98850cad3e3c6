"""Who works on the city's plan: roles and invitations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zebrapad.core.people.access import SECOND_FACTOR, Role, may_give
from zebrapad.core.people.actors import Request
from zebrapad.core.people.invitations import expired
from zebrapad.web.people import actions, queries
from zebrapad.web.people.forms import InviteForm, SeatForm


@require_safe
def people(request: Request) -> HttpResponse:
    actor = request.actor
    seats = [
        {
            "seat": seat,
            "needs_factor": seat.role in SECOND_FACTOR and not seat.person.example,
            "mine": may_give(actor.grants, Role(seat.role)),
        }
        for seat in queries.seats(actor)
    ]
    waiting = [
        {"invitation": invitation, "expired": expired(invitation)}
        for invitation in queries.invitations(actor)
    ]
    return render(request, "people/seats.html", {"seats": seats, "waiting": waiting})


@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    request.actor.require("seats.manage")
    form = InviteForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        invitation = actions.invite(request.actor, **form.cleaned_data)
        messages.success(request, _("The invitation to %s is on its way.") % invitation.email)
        return redirect("people:people", request.actor.city.slug)
    return render(request, "people/invite.html", {"form": form})


@require_POST
def resend(request: Request, number: int) -> HttpResponse:
    invitation = queries.invitation_or_404(request.actor, number)
    actions.resend(request.actor, invitation)
    messages.success(request, _("A new invitation to %s is on its way.") % invitation.email)
    return redirect("people:people", request.actor.city.slug)


@require_POST
def withdraw(request: Request, number: int) -> HttpResponse:
    invitation = queries.invitation_or_404(request.actor, number)
    actions.withdraw(request.actor, invitation)
    messages.success(request, _("The invitation to %s is withdrawn.") % invitation.email)
    return redirect("people:people", request.actor.city.slug)


@require_http_methods(["GET", "POST"])
def change(request: Request, number: int) -> HttpResponse:
    seat = queries.seat_or_404(request.actor, number)
    form = SeatForm(request.POST or None, actor=request.actor, seat=seat)
    if form.is_valid():
        actions.change_seat(request.actor, seat, **form.cleaned_data)
        messages.success(request, _("The role of %s is changed.") % seat.person)
        return redirect("people:people", request.actor.city.slug)
    return render(request, "people/seat.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "POST"])
def end(request: Request, number: int) -> HttpResponse:
    seat = queries.seat_or_404(request.actor, number)
    if request.method == "POST":
        actions.end_seat(request.actor, seat)
        messages.success(request, _("The role of %s is ended.") % seat.person)
        return redirect("people:people", request.actor.city.slug)
    return render(request, "people/end_seat.html", {"seat": seat})
