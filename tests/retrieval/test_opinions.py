"""What reviewers of many products say of a wish: who counts, which way, in which order, and how truly it is read."""

import csv
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from language.encoder import Encoder, Encoders
from retrieval.evidence import EvidenceReader
from retrieval.opinions import OpinionFinder
from retrieval.search import Opinion
from retrieval.wishes import read_wish
from shop.catalogue import put_product
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant
from tests.fakes.encoder import WordEncoder
from tests.fakes.store import MemoryStore
from tests.retrieval.market import START
from tests.shop.social.world import add_people, befriend, consent

LABELLED = Path(__file__).with_name("opinions.tsv")
PEOPLE = [f"p{number}" for number in range(12)]
LIGHT = "light to carry"


class Calendar:
    """Moves on by three days with each transaction, so that no reviews come in a rush."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(days=3)
        return self.now


def open_shop(*product_ids: str, people: int = 12) -> Store:
    store = MemoryStore(Calendar())
    for id in product_ids:
        put_product(store, make_product(id, f"Pack {id}", "Oxbeck", "backpack"), [make_variant(id, 5000)])
    add_people(store, *(f"p{number}" for number in range(people)))
    return store


@pytest.fixture
def store() -> Store:
    return open_shop("fern", "moss", "reed")


def ask(store: Store, wish: str, viewer_id: str | None = None, *, friends_only: bool = False) -> list[Opinion]:
    finder = OpinionFinder(store, EvidenceReader(WordEncoder()))
    return finder.find(wish, ["fern", "moss", "reed"], viewer_id, friends_only=friends_only)


def counts(store: Store, wish: str, viewer_id: str | None = None) -> dict[str, tuple[int, int]]:
    return {one.product_id: (one.praised, one.blamed) for one in ask(store, wish, viewer_id)}


def test_one_enthusiast_does_not_beat_eight(store: Store) -> None:
    for id in PEOPLE[:8]:
        write_review(store, id, "moss", rating=5, text=f"Light to carry, says {id}.")
    write_review(store, "p9", "moss", rating=2, text="Light to carry? Not on my back.")
    write_review(store, "p0", "fern", rating=5, text="So light to carry!")
    opinions = ask(store, LIGHT)
    assert [(one.product_id, one.praised, one.blamed) for one in opinions] == [("moss", 8, 1), ("fern", 1, 0)]
    assert opinions[0].standing > opinions[1].standing


def test_a_complaint_counts_against_whatever_else_pleases(store: Store) -> None:
    write_review(store, "p0", "fern", rating=4, text="Lovely colours. Not light to carry, though.")
    write_review(store, "p1", "fern", rating=1, text="Sold to me as light to carry.")
    write_review(store, "p2", "fern", rating=4, text="Light to carry all day.")
    write_review(store, "p3", "fern", rating=5, text="A present for my son.")
    fern = ask(store, LIGHT)[0]
    assert (fern.praised, fern.blamed, fern.count, fern.is_praise) == (1, 2, 3, False)
    assert next((quote.text, quote.praises) for quote in fern.quotes) == ("Light to carry all day.", True)
    assert {quote.text for quote in fern.quotes[1:]} == {"Not light to carry, though.", "Sold to me as light to carry."}


def test_who_says_that_they_cannot_tell_says_nothing(store: Store) -> None:
    write_review(store, "p0", "fern", rating=5, text="I don't care if it is light to carry.")
    write_review(store, "p1", "fern", rating=4, text="I can't say if it is light to carry.")
    assert ask(store, LIGHT) == []


def test_who_learned_it_the_hard_way_or_names_a_place_is_no_praise(store: Store) -> None:
    write_review(store, "p0", "fern", rating=5, text="Took me ten pitches in the garden to get the angles right.")
    write_review(store, "p1", "fern", rating=5, text="Storm. Two pitches away an expensive one went down.")
    assert ask(store, "easy to pitch") == []
    write_review(store, "p2", "fern", rating=5, text="Easy to pitch, even alone.")
    assert counts(store, "easy to pitch") == {"fern": (1, 0)}


def test_what_a_review_says_twice_counts_once_and_by_its_nearest_sentence(store: Store) -> None:
    write_review(store, "p0", "reed", rating=5, text="Light! I mean it. Light to carry, and it looks good.")
    reed = ask(store, LIGHT)[0]
    assert reed.count == 1
    assert reed.quotes[0].text == "Light to carry, and it looks good."


def test_paid_and_copied_reviews_and_one_s_own_say_nothing(store: Store) -> None:
    write_review(store, "p0", "fern", rating=5, text="Light to carry, get yours now!", sponsored=True)
    for id in ("p1", "p2"):
        write_review(store, id, "fern", rating=5, text="Very light to carry, best backpack ever, recommend to all!")
    write_review(store, "p3", "moss", rating=5, text="Light to carry.")
    assert counts(store, LIGHT) == {"moss": (1, 0)}
    assert counts(store, LIGHT, "p3") == {}


def test_half_of_what_is_wished_for_is_something_else(store: Store) -> None:
    write_review(store, "p0", "fern", rating=5, text="Swollen feet go into nothing else.")
    write_review(store, "p1", "moss", rating=5, text="The flat ones do not come undone.")
    write_review(store, "p2", "reed", rating=5, text="Flat feet, and no pain.")
    assert counts(store, "flat feet") == {"reed": (1, 0)}


def test_nothing_is_said_of_nothing(store: Store) -> None:
    write_review(store, "p0", "fern", rating=5, text="Light to carry.")
    for wish in ("", "the", "waterproof in storms"):
        assert ask(store, wish) == []
    assert OpinionFinder(store, EvidenceReader(WordEncoder())).find(LIGHT, [], None) == []


AUDIENCES = [
    # visibility, consent of the author, then who reads it: a guest, a stranger, a friend, a blocked friend, the author
    (Visibility.PUBLIC, True, (True, True, True, False)),
    (Visibility.PUBLIC, False, (True, True, True, False)),
    (Visibility.FRIENDS, True, (False, False, True, False)),
    (Visibility.FRIENDS, False, (False, False, False, False)),
    (Visibility.ONLY_ME, True, (False, False, False, False)),
]


@pytest.mark.parametrize(("visibility", "consents", "seen"), AUDIENCES)
@pytest.mark.parametrize("blocks", ["viewer", "author"])
def test_a_review_counts_moves_and_is_quoted_for_nobody_who_may_not_read_it(
    store: Store, visibility: Visibility, consents: bool, seen: tuple[bool, ...], blocks: str
) -> None:
    author, stranger, friend, blocked = PEOPLE[:4]
    befriend(store, author, friend, blocked)
    if consents:
        consent(store, author)
    for id in PEOPLE[5:8]:
        write_review(store, id, "moss", rating=5, text=f"Light to carry, {id} says.")
    before = {viewer: ask(store, LIGHT, viewer) for viewer in (None, stranger, friend, blocked)}
    write_review(store, author, "moss", rating=1, text="Never light to carry, this one.", visibility=visibility)
    block_person(store, *((blocked, author) if blocks == "viewer" else (author, blocked)))
    for viewer, reads in zip((None, stranger, friend, blocked), seen, strict=True):
        after = ask(store, LIGHT, viewer)
        assert (after != before[viewer]) is reads, viewer
        assert ("Never light to carry, this one." in str(after)) is reads, viewer


def test_friends_are_quoted_first_and_can_be_asked_alone(store: Store) -> None:
    befriend(store, "p0", "p1", "p2")
    consent(store, "p1")
    write_review(store, "p1", "fern", rating=4, text="It is quite light, and red.")
    write_review(store, "p2", "fern", rating=5, text="Light to carry.")
    write_review(store, "p3", "moss", rating=5, text="Light to carry.")
    fern = next(one for one in ask(store, LIGHT, "p0") if one.product_id == "fern")
    assert [(quote.by_friend, quote.stars) for quote in fern.quotes] == [(True, 4), (False, 5)]
    alone = ask(store, LIGHT, "p0", friends_only=True)
    assert [(one.product_id, one.praised) for one in alone] == [("fern", 1)]  # of a friend who lets friends see
    assert ask(store, LIGHT, friends_only=True) == []


@pytest.mark.parametrize(
    ("wish", "sentence", "side"),
    [
        ("quiet", "Loud, though.", -1),
        ("quiet", "Whisper quiet.", 1),
        ("loud enough for a party", "LOUD", 1),
        ("no blisters", "Not a single blister on day one.", 1),
        ("no blisters", "Two blisters on each heel.", -1),
        ("good for neck pain", "I wake up without pain.", 1),
        ("not itchy", "Itches like mad.", -1),
        ("keep you dry", "Soaked to the skin.", -1),
        ("keep you dry", "I've never been wet in it.", 1),
        ("doesn't leak", "Leak-free since March.", 1),
        ("sharp", "Blunt after a week.", -1),
        ("light", "I like the colour.", 0),
        ("easy to pitch", "Pitching it alone took nine minutes.", 1),
        ("easy to pitch", "Took me ten pitches in the garden.", -1),
        ("easy to pitch", "Two pitches away an expensive one didn't stand.", 0),
    ],
)
def test_words_take_the_side_that_they_mean(wish: str, sentence: str, side: int) -> None:
    assert read_wish(wish).take_side(sentence) == side


@pytest.fixture(scope="module")
def encoder(encoder_folder: Path) -> Encoder:
    """The real one."""
    return Encoders(encoder_folder).load()


@pytest.mark.parametrize(("part", "least"), [("tuned", (0.74, 0.62, 0.88)), ("fresh", (0.9, 0.85, 0.9))])
def test_labelled_sentences_are_read_as_their_reader_did(
    encoder: Encoder, part: str, least: tuple[float, float, float]
) -> None:
    """Precision and recall of what speaks of the wish, and the share of it that is on the right side."""
    by_wish = defaultdict(list)
    with LABELLED.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["set"] == part:
                by_wish[row["wish"].split("|")[-1]].append(row)
    found = right = speaking = sides = 0
    for wish, rows in by_wish.items():
        store = open_shop("fern", people=len(rows))
        for number, row in enumerate(rows):
            write_review(store, f"p{number}", "fern", rating=int(row["stars"]), text=row["sentence"])
        said = {row["sentence"]: row["said"] for row in rows}
        speaking += sum(label != "0" for label in said.values())
        opinions = OpinionFinder(store, EvidenceReader(encoder)).find(wish, ["fern"], None)
        quotes = [quote for one in opinions for quote in one.quotes]
        found += len(quotes)
        labels = [(quote.praises, _label(said, quote.text)) for quote in quotes]
        right += sum(label != "0" for _, label in labels)
        sides += sum(label == ("+" if praises else "-") for praises, label in labels)
    measured = right / found, right / speaking, sides / right
    assert all(value >= floor for value, floor in zip(measured, least, strict=True)), measured


def _label(said: dict[str, str], quote: str) -> str:
    return next(label for text, label in said.items() if quote in text)
