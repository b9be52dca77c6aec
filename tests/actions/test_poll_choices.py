"""A poll that is put together is changed in words: its question, its choices; who sees votes is said."""

import pytest

from shop.questions.polls import polls_of
from tests.actions.social_shop import maya
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, str]]


def ask(talk: Talk, text: str, entities: Entities = []) -> Answered:  # noqa: B006
    return talk.hear("action_ask_friends", text, intent="ask_friends", entities=entities)


def drafted() -> Talk:
    talk = maya()
    ask(talk, "ask ana: cloudline or tempo", [("product", "cloudline"), ("product", "tempo"), ("person", "ana")])
    return talk


def choices(answered: Answered) -> str:
    return str(answered.facts("shall_i_ask_friends")["values"]["choices"])


def test_another_question_leaves_the_choices_and_the_people() -> None:
    talk = drafted()
    before = choices(ask(talk, "make it 2 days"))
    said = ask(talk, "change the question to: which swan for kofi?", [("product", "Swan"), ("person", "kofi")])
    values = said.facts("shall_i_ask_friends")["values"]
    assert (values["question"], values["people"]) == ("which swan for kofi?", "Ana")
    assert choices(said) == before


@pytest.mark.parametrize(
    ("text", "entities"),
    [("add the swan too", [("product", "swan")]), ("add the swan as third", [("ordinal", "third")])],
)
def test_a_choice_comes_to_the_others(text: str, entities: Entities) -> None:
    said = choices(ask(drafted(), text, entities)).split(" / ")
    assert len(said) == 3
    assert "Swan" in said[2]


def test_a_choice_goes_by_name_or_place_until_one_is_left() -> None:
    talk = drafted()
    ask(talk, "add the swan too", [("product", "swan")])
    first, _, third = choices(ask(talk, "for 2 days")).split(" / ")
    assert choices(ask(talk, "remove the second one", [("ordinal", "second")])) == f"{first} / {third}"
    assert choices(ask(talk, "take the swan out", [("product", "swan")])) == "Yes / No"
    assert ask(talk, "and take the cloudline out", [("product", "cloudline")]).responses[0] == "cannot_do"


def test_what_is_not_there_is_said_and_changes_nothing() -> None:
    talk = drafted()
    for text in ("take the unicorn out", "add the unicorn too"):
        said = ask(talk, text, [("product", "unicorn")])
        assert said.responses == ["cannot_do", "shall_i_ask_friends"]
        assert len(choices(said).split(" / ")) == 2


def test_friends_come_and_go_as_before() -> None:
    talk = drafted()
    assert ask(talk, "and kofi too", [("person", "kofi")]).said[-1].values["people"] == "Ana and Kofi"
    assert ask(talk, "not ana", [("person", "ana")]).said[-1].values["people"] == "Kofi"


def test_that_no_poll_is_anonymous_is_said_and_nothing_else_changes() -> None:
    talk = drafted()
    assert ask(talk, "make it anonymous").responses == ["poll_not_anonymous", "shall_i_ask_friends"]
    talk.hear("action_confirm", "yes", intent="affirm")
    assert len(polls_of(talk.store, "maya")) == 1
    assert talk.hear("action_poll_status", "make it anonymous", intent="poll_status").responses == [
        "poll_not_anonymous"
    ]


SHOES: Entities = [("product", "cloudline"), ("product", "tempo")]


def test_a_choice_is_swapped_for_what_goes_furthest_in_the_list_shown() -> None:
    talk = maya()
    talk.hear("action_search", "running shoes", intent="search_product", entities=[("product_type", "shoe")])
    ask(talk, "ask ana: cloudline or tempo", [*SHOES, ("person", "ana")])
    said = choices(ask(talk, "swap the second for the cheapest one", [("ordinal", "second")]))
    assert said == "Strida Cloudline 2 road running shoe / Okanto Daily One running shoe"


def test_without_a_list_it_is_looked_for_among_all_of_the_kind() -> None:
    said = choices(ask(drafted(), "replace the dearest with the cheapest", [("product_type", "cheapest")]))
    assert said == "Strida Cloudline 2 road running shoe / Okanto Daily One running shoe"


def test_what_is_a_choice_already_or_what_nothing_tells_is_said() -> None:
    talk = drafted()
    for text, told in (
        ("swap the first for the dearest", "among the choices already"),
        ("swap the second for the quietest", "does not tell which"),
    ):
        said = ask(talk, text, [("ordinal", text.split()[2])])
        assert said.responses == ["cannot_do", "shall_i_ask_friends"]
        assert told in said.text
        assert "Cloudline" in choices(said)
        assert "Tempo" in choices(said)


def test_another_of_the_kind_is_meant_by_a_word_of_its_title() -> None:
    talk = maya()
    ask(talk, "ask ana: the cloudline", [("product", "cloudline"), ("person", "ana")])
    said = ask(talk, "add the race one")
    assert choices(said) == "Strida Cloudline 2 road running shoe / Strida Tempo R carbon race shoe"
    assert ask(talk, "add the wooden one").responses[0] == "cannot_do"
