"""Every form is drawn in the same accessible way, allauth's too."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Named by `FORM_RENDERER`; error summary first, then label, hint, error, field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
