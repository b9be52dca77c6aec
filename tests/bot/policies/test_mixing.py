"""Stories shown after one another: their own words and actions stay, the state before them is the other's."""

from bot.policies.mixing import mix_stories
from language.next_action import WINDOW, Decision, Step


def step(what: str, *, flow: str = "none", shown: str = "none", signed_in: str = "true") -> Step:
    return Step((what, f"flow={flow}", "focus=false", "mood=neutral", f"shown={shown}", f"signed_in={signed_in}"))


def tell(*steps: Step) -> list[Decision]:
    """Return the story of these steps: after each of the shopper's comes the assistant's."""
    return [Decision(steps[: n + 1], steps[n + 1].tokens[0].partition(":")[2]) for n in range(0, len(steps) - 1, 2)]


SEARCH = tell(step("intent:search_product"), step("action:search", shown="products"))
SEARCH.append(Decision((*SEARCH[0].history, step("action:search", shown="products")), "listen"))
REVIEW = tell(step("intent:write_review"), step("action:write_review"))
RETURN = [Decision((step("intent:return_order", flow="return_order"),), "return_order")]


def test_a_story_is_also_told_after_the_end_of_others() -> None:
    mixed = mix_stories([SEARCH, REVIEW], copies=5, seed=1)
    after = [one for one in mixed if one.action == "write_review" and len(one.history) > 1]
    searched = next(one for one in after if one.history[0] == SEARCH[0].history[0])
    assert len(after) == 2
    assert "shown=products" in searched.history[-1].tokens  # what the search showed is still there


def test_what_a_story_shows_itself_replaces_what_was_left() -> None:
    mixed = mix_stories([REVIEW, SEARCH], copies=5, seed=1)
    after = next(one for one in mixed if one.action == "listen" and one.history[0] == REVIEW[0].history[0])
    assert "shown=none" in after.history[-2].tokens
    assert "shown=products" in after.history[-1].tokens


def test_nothing_begins_while_something_is_under_way() -> None:
    mixed = mix_stories([RETURN, REVIEW], copies=5, seed=1)
    assert not [one for one in mixed if one.action == "write_review" and "flow=return_order" in one.history[0].tokens]


def test_a_guest_does_not_become_a_customer_between_two_stories() -> None:
    guest = tell(step("intent:search_product", signed_in="false"), step("action:search", signed_in="false"))
    assert len(mix_stories([guest, REVIEW], copies=5, seed=1)) == 4  # each only after itself


def test_unclear_words_follow_only_the_state_in_which_they_were_said() -> None:
    orders = tell(step("intent:inform", shown="orders"), step("action:track_order", shown="orders"))
    products = tell(step("intent:inform", shown="products"), step("action:search", shown="products"))
    mixed = mix_stories([SEARCH, orders, products], copies=5, seed=1)
    before = {one.history[0].tokens[0] for one in mixed if one.action == "track_order" and len(one.history) > 1}
    assert before == {"intent:inform"}


def test_no_history_is_longer_than_what_the_model_reads() -> None:
    long = [Decision(tuple(step(f"intent:{n}") for n in range(WINDOW)), "listen")]
    assert {len(one.history) for one in mix_stories([long, long], copies=1, seed=1)} == {WINDOW}


def test_equal_seeds_mix_equally() -> None:
    stories = [SEARCH, REVIEW, RETURN]
    assert mix_stories(stories, copies=2, seed=3) == mix_stories(stories, copies=2, seed=3)
