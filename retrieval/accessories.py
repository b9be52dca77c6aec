"""Words for what goes with another thing: who looks for a laptop wants no sleeve for one."""

from collections.abc import Collection

from retrieval.terms import before_purpose, split_terms

_WORDS = """
accessory adapter adaptor arm bag battery belt bracket cable cap cartridge case charger cleaner cleaning clip cord cover
cradle dock docking drum film filter holder holster hook kit lead licence license lock mount mounting pad part pouch
protector rack refill remote replacement ribbon roller shelf skin sleeve spare stand strap stylus toner tray wallet
warranty
"""
_ACCESSORIES = frozenset(split_terms(_WORDS))


def ask_for_accessories(terms: Collection[str]) -> bool:
    """Return whether one of these folded words is for what goes with another thing."""
    return not _ACCESSORIES.isdisjoint(terms)


def is_accessory(title: str) -> bool:
    """Return whether a title names what goes with another thing, before it comes to what it is for or comes with."""
    return ask_for_accessories(split_terms(before_purpose(title)))
