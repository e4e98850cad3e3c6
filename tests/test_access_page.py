from tests.access_page import PAGE, markdown
from zebrapad.core.people.access import GRANTS, SENTENCES


def test_the_page_about_access_says_what_the_table_says():
    assert PAGE.read_text("utf-8") == markdown(), "write it anew: python -m tests.access_page"


def test_every_grant_has_a_sentence_and_every_sentence_a_role():
    assert set().union(*GRANTS.values()) == set(SENTENCES)
