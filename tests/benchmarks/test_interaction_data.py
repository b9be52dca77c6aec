"""Files of ratings: every form that is promised, and what is said of a wrong one."""

from pathlib import Path

import pytest

from benchmarks.interaction_data import Ratings, read_ratings
from benchmarks.sequence import read_sequences
from benchmarks.social_data import read_social


def write(folder: Path, **files: str) -> Path:
    """Write files by name, `ratings_tsv` being ratings.tsv."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def rows(ratings: Ratings) -> list[tuple[str, str, float]]:
    return [
        (ratings.user_ids[user], ratings.item_ids[item], float(rating))
        for user, item, rating in zip(ratings.user, ratings.item, ratings.rating, strict=True)
    ]


WANTED = [("ann", "pen", 3.5), ("bob", "ink", 2.0)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a_inter", "user_id:token\titem_id:token\trating:float\ttimestamp:float\nann\tpen\t3.5\t7\nbob\tink\t2\t9\n"),
        ("a_inter", "timestamp:float\trating:float\titem_id:token\tuser_id:token\n7\t3.5\tpen\tann\n9\t2\tink\tbob\n"),
        ("ratings_tsv", "ann\tpen\t3.5\t7\nbob\tink\t2\t9\n"),
        ("ratings_tsv", "user\titem\trating\ttimestamp\nann\tpen\t3.5\t7\r\nbob\tink\t2\t9"),
        ("ratings_csv", "userId,movieId,rating,timestamp\nann,pen,3.5,7\nbob,ink,2,9\n"),
        ("ratings_csv", "\ufeffann,pen,3.5,7\n\nbob,ink,2,9\n\n"),
        ("ratings_csv", 'movieId,rating,userId,time\npen,3.5,"ann",7\nink,2,bob,9\n'),
        ("ratings_dat", "ann::pen::3.5::7\nbob::ink::2::9\n"),
        ("u_data", "ann\tpen\t3.5\t7\nbob\tink\t2\t9\n"),
        ("anything_txt", "who what stars when\nann pen 3.5 7\nbob ink 2 9\n".replace("when", "time")),
        ("ratings_tsv", "who\twhat\trating\ttimestamp\nann\tpen\t3.5\t7\nbob\tink\t2\t9\n"),
    ],
)
def test_every_form_says_the_same(tmp_path: Path, name: str, text: str) -> None:
    ratings = read_ratings(write(tmp_path, **{name: text}))
    assert rows(ratings) == WANTED
    assert ratings.timestamp is not None
    assert ratings.timestamp.tolist() == [7, 9]
    assert ratings.rated


def test_a_file_can_be_named_itself(tmp_path: Path) -> None:
    folder = write(tmp_path, one_csv="ann,pen,3.5,7\nbob,ink,2,9\n", other_csv="")
    assert rows(read_ratings(folder / "one.csv")) == WANTED


def test_timestamps_and_ratings_may_be_absent(tmp_path: Path) -> None:
    ratings = read_ratings(write(tmp_path, ratings_tsv="ann\tpen\nbob\tink\n"))
    assert rows(ratings) == [("ann", "pen", 1.0), ("bob", "ink", 1.0)]
    assert ratings.timestamp is None
    assert not ratings.rated


def test_of_repeated_rows_the_latest_stays(tmp_path: Path) -> None:
    text = "ann\tpen\t5\t9\nann\tpen\t1\t7\nbob\tink\t2\t1\nbob\tink\t4\t1\n"
    ratings = read_ratings(write(tmp_path, ratings_tsv=text))
    assert rows(ratings) == [("ann", "pen", 5.0), ("bob", "ink", 4.0)]
    assert ratings.repeated == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ann\tpen\t3\nbob\tink\tgood\n", r"ratings.tsv, line 2: the rating 'good' is not a number"),
        ("user\titem\trating\nann\tpen\tnan\n", r"ratings.tsv, line 2: the rating 'nan' is not a number"),
        ("ann\tpen\t3\t1\nbob\tink\t3\n", r"ratings.tsv, line 2: the timestamp '' is not a number"),
        ("ann\tpen\t3\n\tink\t3\n", r"ratings.tsv, line 2: the user '' is empty"),
        ("ann\tpen\t3\nbob\tink\t3\t4\t5\n", r"ratings.tsv, line 2: 5 cells"),
        ("ann\nbob\n", r"ratings.tsv, line 1: a user and an item"),
        ("user\titem\trating\n\nann\tpen\tx\n", r"ratings.tsv, line 3: the rating 'x' is not a number"),
        ("ann::pen::3\nbob::ink\n", r"ratings.tsv, line 2: the rating '' is not a number"),
        ("user\titem\trating\n", "has no rows"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SystemExit, match=message):
        read_ratings(write(tmp_path, ratings_tsv=text))


def test_absent_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no \*\.inter, ratings\.tsv, ratings\.csv"):
        read_ratings(tmp_path)


def test_what_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "ratings.tsv").write_bytes(b"ann\tpen\t3\nbob\t\xe9t\xe9\t2\n")
    with pytest.raises(SystemExit, match=r"ratings.tsv, line 2: this is not UTF-8"):
        read_ratings(tmp_path)


def test_sequences_are_read_and_what_is_wrong_with_them_is_named(tmp_path: Path) -> None:
    found = read_sequences(write(tmp_path, ml_txt="ann pen ink\n\nbob\tink\n"))
    assert (found.histories, found.item_ids) == (((1, 0), (0,)), ("ink", "pen"))
    for text, message in (
        ("ann pen ink\nann nib\n", "ml.txt, line 2: the user 'ann' has a line already"),
        ("ann,pen,ink\n", "the first line is 'ann,pen,ink', allowed: `user item item"),
    ):
        with pytest.raises(SystemExit, match=message):
            read_sequences(write(tmp_path, ml_txt=text))


SPLIT = {"train": "ann pen 2\nbob ink 1\n", "valid": "ann nib 1\n", "test": "bob nib 1\n", "friends": "ann bob\n"}


@pytest.mark.parametrize("separator", ["\t", ",", "::", " "])
def test_friends_and_split_files_come_with_any_separator(tmp_path: Path, separator: str) -> None:
    files = {f"{name}_txt": text.replace(" ", separator) for name, text in SPLIT.items()}
    found = read_social(write(tmp_path, **files), seed=0)
    assert (found.user_ids, found.item_ids) == (("ann", "bob"), ("ink", "nib", "pen"))
    assert found.training.friends is not None
    assert found.training.friends.todense().tolist() == [[0, 1], [1, 0]]
    assert found.wanted.todense().tolist() == [[0, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("train", "ann\tpen\nbob\n", r"train.tsv, line 2: 'bob'; allowed: two names"),
        ("train", "ann\tpen\t2\nbob\tink\tmuch\n", r"train.tsv, line 2: the weight 'much' is not a number"),
        ("friends", "", "has train but no friends.tsv or trust.tsv"),
    ],
)
def test_a_wrong_row_of_split_files_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    files = {**{each: told.replace(" ", "\t") for each, told in SPLIT.items()}, name: text}
    write(tmp_path, **{f"{each}_tsv": told for each, told in files.items() if told})
    with pytest.raises(SystemExit, match=message):
        read_social(tmp_path, seed=0)


@pytest.mark.parametrize(
    ("name", "text", "traits"),
    [
        ("a_item", "item_id:token\tclass:token_seq\nink\tblue wet\nnib\tdry\n", {"class": (("blue", "wet"), ())}),
        ("items_tsv", "item\tclass\nink\tblue|wet\npen\t\n", {"class": (("blue", "wet"), ())}),
        ("items_tsv", "ink\tblue\twet\n", {"attribute": (("blue", "wet"), ())}),
    ],
)
def test_attributes_are_in_the_order_of_the_ids(
    tmp_path: Path, name: str, text: str, traits: dict[str, tuple[tuple[str, ...], ...]]
) -> None:
    ratings = read_ratings(write(tmp_path, ratings_tsv="ann\tpen\t3.5\nbob\tink\t2\n", **{name: text}))
    assert ratings.item_ids == ("ink", "pen")
    assert ratings.item_traits == traits
    assert ratings.user_traits == {}
