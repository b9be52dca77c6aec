"""Products that are equal but for their ids come by their ids, wherever in the index they stand."""

from random import Random

from retrieval.documents import Document
from retrieval.ranking import Ranking
from tests.fakes.encoder import WordEncoder

OTHERS = ("Rain jumper", "Red kettle", "Trail shoe", "Running belt", "Waterproof lamp", "Shoe tree", "Road bike")


def test_equals_come_by_their_ids_in_whatever_order_they_were_taken_in() -> None:
    for seed in range(40):
        chance = Random(seed)
        ids = [f"p{number:02}" for number in range(9)]
        equals = [Document(id, "Cloud", type="running shoe", description="For rain, red.") for id in ids]
        others = [Document(f"q{at}", chance.choice(OTHERS)) for at in range(chance.randrange(30))]
        ranking = Ranking(WordEncoder())
        ranking.put(chance.sample([*equals, *others], len(equals) + len(others)))
        found = [id for id, _ in ranking.rank("red waterproof running shoes", 50)]
        assert [id for id in found if id in ids] == ids


def test_what_a_product_says_it_has_not_is_no_word_of_it() -> None:
    ranking = Ranking(WordEncoder())
    stated = {"with": {"touchscreen": "yes"}, "without": {"touchscreen": "no"}, "nothing": {"touchscreen": "False"}}
    ranking.put([Document(id, "Tablet", attributes=attributes) for id, attributes in stated.items()])
    words = ranking.find(ranking.ask("touchscreen")).words
    assert [ranking.id(row) for row in range(3) if words[row] > 0] == ["with"]
