"""Why one product may be looked at in place of another."""

from recommender.similar import name_another


def test_a_kind_that_is_told_in_the_plural_is_no_another() -> None:
    assert name_another("kettle") == "Another kettle"
    assert name_another("dress") == "Another dress"
    assert name_another("over-ear headphones") == "Also over-ear headphones"
