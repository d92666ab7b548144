"""docs/access.md: printed from the table of operations, and no other."""

from tools import access_page


def test_the_page_is_what_the_table_says() -> None:
    """The page that is held is the one that the table gives."""
    assert access_page.PAGE.read_text("utf-8") == access_page.rendered()
