"""Reads everything that was written for the demo shop, strictly."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from shop.demo.strict_yaml import parse_yaml, read_text, read_yaml
from shop.demo.written import (
    ArticleHead,
    Persona,
    WrittenArticle,
    WrittenCategory,
    WrittenPeople,
    WrittenPersonas,
    WrittenProduct,
    WrittenQuestion,
    WrittenReview,
)
from shop.errors import Invalid

DATA = Path(__file__).parents[2] / "data"

ASPECTS = frozenset(
    [
        "fit",
        "comfort",
        "quality",
        "durability",
        "battery",
        "sound",
        "design",
        "value",
        "delivery",
        "size",
        "ease",
        "material",
        "performance",
        "smell",
        "taste",
        "service",
        "packaging",
    ]
)
_KINDS = frozenset({"v", "sarcastic", "mixed", "sponsored", "unhelpful", "fake", "-"})


@dataclass(frozen=True)
class Content:
    """Everything written. Relations, reviews and questions name products that exist."""

    categories: tuple[WrittenCategory, ...]
    reviews: tuple[WrittenReview, ...]
    questions: tuple[WrittenQuestion, ...]
    articles: tuple[WrittenArticle, ...]
    people: WrittenPeople
    personas: tuple[Persona, ...]

    @property
    def products(self) -> dict[str, WrittenProduct]:
        """By id, in the order of the files."""
        return {product.id: product for category in self.categories for product in category.products}


def read_content(data: Path = DATA) -> Content:
    """Return what the folder holds. Raises Invalid, naming file and line, for anything that is not understood."""
    demo = data / "demo"
    categories = tuple(read_yaml(path, WrittenCategory) for path in sorted(demo.glob("products/*.yml")))
    counted = Counter(product.id for category in categories for product in category.products)
    _check_products(categories, counted)
    return Content(
        categories=categories,
        reviews=tuple(review for path in sorted(demo.glob("reviews/*.txt")) for review in _read_reviews(path, counted)),
        questions=tuple(
            question for path in sorted(demo.glob("questions/*.txt")) for question in _read_questions(path, counted)
        ),
        articles=tuple(_read_article(path) for path in sorted(data.glob("knowledge/*/*.md"))),
        people=read_yaml(demo / "people.yml", WrittenPeople),
        personas=read_yaml(demo / "personas.yml", WrittenPersonas).personas,
    )


def _check_products(categories: tuple[WrittenCategory, ...], counted: Counter[str]) -> None:
    for category in categories:
        for product in category.products:
            if counted[product.id] > 1:
                raise Invalid("id", f"{category.category}.yml: product {product.id!r} is there {counted[product.id]}×.")
            missing = [id for ids in product.relations.values() for id in ids if id not in counted]
            if missing:
                raise Invalid(
                    "relations",
                    f"{category.category}.yml: {product.id} relates to {missing[0]!r}, which is no product.",
                )


def _read_reviews(path: Path, known: Counter[str]) -> list[WrittenReview]:
    reviews = []
    for place, parts in _lines(path, 4, "product | rating | tags | text"):
        product_id, rating, tags, text = parts
        _check_product(place, product_id, known)
        if rating not in {"1", "2", "3", "4", "5"}:
            raise Invalid("rating", f"{place}: rating {rating!r}; allowed: 1 to 5.")
        marks = tags.split()
        for tag in marks:
            if tag not in _KINDS and not (tag[:-1] in ASPECTS and tag[-1] in "+-"):
                raise Invalid("tags", f"{place}: tag {tag!r} is not known.")
        reviews.append(
            WrittenReview(
                product_id=product_id,
                rating=int(rating),
                text=text,
                verified="v" in marks,
                sponsored="sponsored" in marks,
                fake="fake" in marks,
                marks=tuple(tag for tag in marks if tag not in _KINDS),
            )
        )
    return reviews


def _read_questions(path: Path, known: Counter[str]) -> list[WrittenQuestion]:
    questions = []
    for place, parts in _lines(path, 3, "product | question | answer", empty_end=True):
        _check_product(place, parts[0], known)
        questions.append(WrittenQuestion(*parts))
    return questions


def _lines(path: Path, fields: int, form: str, *, empty_end: bool = False) -> list[tuple[str, list[str]]]:
    """Return the place ("running.txt, line 7") and the fields of each line that is not blank."""
    lines = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path.name}, line {number}"
        parts = [part.strip() for part in line.split("|", fields - 1)]
        needed = parts[:-1] if empty_end else parts
        if len(parts) != fields or not all(needed):
            raise Invalid("line", f"{place}: {line[:60]!r} is not of the form {form}.")
        lines.append((place, parts))
    return lines


def _check_product(place: str, id: str, known: Counter[str]) -> None:
    if id not in known:
        raise Invalid("product", f"{place}: there is no product {id!r}.")


def _read_article(path: Path) -> WrittenArticle:
    opening, _, rest = read_text(path).partition("---\n")
    head, _, body = rest.partition("\n---\n")
    if opening.strip() or not body.strip():
        raise Invalid("article", f"{path.name}, line 1: an article is YAML between two lines of ---, then Markdown.")
    return WrittenArticle(path.stem, parse_yaml(path.name, head, ArticleHead), body.strip())
