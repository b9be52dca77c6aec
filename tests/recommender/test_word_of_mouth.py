"""What people show is one word for each person and product, and tells the same in columns as one by one."""

import pytest

from recommender.word_of_mouth import Bond, Word, WordOfMouth, measure_agreement

ANA = Word("tent", "ana", "Ana", 5, "tent-ana", day=3.0)


def test_stars_stand_in_place_of_a_purchase_since_the_day_of_either() -> None:
    bought = Word("tent", "ana", "Ana", None, day=1.0)
    for words in ([ANA, bought], [bought, ANA]):
        assert WordOfMouth.gather(words).words == (ANA._replace(day=1.0),)


def test_what_somebody_sent_stands_beside_their_stars() -> None:
    sent = Word("tent", "ana", "Ana", None, day=9.0, sent_id="note")
    said = WordOfMouth.gather([sent, ANA]).on("tent")
    assert said.raters == (ANA,)
    assert said.senders == (sent,)
    assert said.owners == ()


def test_the_most_stars_come_first_then_names_and_who_gave_none_last() -> None:
    words = [
        Word("tent", "aron", "Aron", None),
        Word("tent", "cem", "cem", 4),
        Word("tent", "dan", "Dan", 5),
        Word("tent", "ben", "Ben", 4),
        Word("boots", "ben", "Ben", 1),
    ]
    mouth = WordOfMouth.gather(words)
    assert [word.nickname for word in mouth.on("tent").words] == ["Dan", "Ben", "cem", "Aron"]
    assert [word.stars for word in mouth.on("boots").words] == [1]
    assert mouth.on("stove").words == ()
    assert mouth.product_ids == ("boots", "tent")


def test_support_adds_up_friends_stars_and_purchases() -> None:
    words = [ANA, Word("tent", "ben", "Ben", None), Word("tent", "cem", "Cem", 2), Word("tent", "eva", "Eva", 5)]
    words[-1] = words[-1]._replace(bond=Bond.FOLLOWED)
    mouth = WordOfMouth.gather([*words, Word("tent", "ana", "Ana", None, sent_id="note")])
    assert mouth.on("tent").support == 1.0 + 0.5 - 0.5
    assert float(mouth.support[mouth.by_friends].sum()) == mouth.on("tent").support
    assert mouth.support[mouth.sent].tolist() == [1.0]
    assert mouth.support[mouth.by_others].tolist() == [1.0]


def test_nobody_says_nothing() -> None:
    mouth = WordOfMouth()
    assert mouth.on("tent").words == ()
    assert measure_agreement(mouth, {"tent": 1.0}, {}) == {}


def test_who_likes_the_same_agrees_and_who_judges_it_otherwise_does_not() -> None:
    mouth = WordOfMouth.gather([ANA, Word("tent", "ben", "Ben", 1), Word("stove", "cem", "Cem", 5)])
    agreement = measure_agreement(mouth, {"tent": 2.0}, {})
    assert agreement["ana"] == pytest.approx(1.0)
    assert (agreement["ben"], agreement["cem"]) == (0.0, 0.0)
    halved = measure_agreement(mouth, {}, {"tent": 5, "lamp": 1})
    assert halved["ana"] == pytest.approx(0.5**0.5)


def test_who_only_gave_middling_stars_neither_agrees_nor_disagrees() -> None:
    mouth = WordOfMouth.gather([ANA._replace(stars=3)])
    assert measure_agreement(mouth, {"tent": 2.0}, {}) == {}
