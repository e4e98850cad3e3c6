from datetime import date

import pytest
from django.utils.translation import override

from zebrapad.core.ui.wording import dated

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@pytest.mark.parametrize("language", MONTHS)
def test_a_month_keeps_its_name(language):
    """A catalogue that translates the verb “May” takes the month along; so no text is just that."""
    with override(language):
        said = [dated(date(2021, month, 2), "month") for month in range(1, 13)]

    assert said == [f"{name} 2021" for name in MONTHS[language].split()]
