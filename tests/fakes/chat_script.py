"""What the fake chat's assistant says to which word: every card, and texts that try to be more than text."""

from collections.abc import Sequence

from bot.conversations.replies import Link, QuickReply, Reply
from shop.cards import (
    AspectCard,
    CartCard,
    CartLineCard,
    ComparisonRow,
    OrderCard,
    PollCard,
    ProductCard,
    ReviewSnippet,
)
from tests.fakes.attacks import read_attacks

EVIL = "<img src=x onerror=\"document.title='broken in'\"><script>document.title='broken in'</script>"
LONG = (
    "Seven hundred kilometres in and the foam still gives back what I put in. The heel is snug, the toes have room, "
    "and the sole grips on wet cobbles, which I cannot say of the pair before. The tongue slips a little to the left "
    "after an hour; two loops of the lace cure that. I would buy them again, and I have."
)


def product(number: int, **changes: object) -> ProductCard:
    """Return one of many shoes."""
    facts: dict[str, object] = {
        "product_id": f"shoe-{number}",
        "title": ("Cloudline 2", "Glide Max", "Steady Arc", "Windlite", "Rill 8", "Silva Low")[number % 6],
        "brand": ("Strida", "Velmora", "Velmora", "Okanto", "Trailhart", "Tastra")[number % 6],
        "price_cents": 11990 + 1500 * number,
        "currency": "EUR",
        "image": f"/pictures/shoe-{number}.svg",
        "url": f"/p/shoe-{number}",
        "in_stock": number != 3,
        "options": "black, 38" if number == 0 else "",
        "was_cents": 14990 if number == 0 else None,
        "rating": 4.6 - number / 4,
        "reviews": 128 - 20 * number,
        "reasons": ("Ana and 2 friends gave it 5 stars",) if number == 0 else (),
    }
    return ProductCard(**{**facts, **changes})  # type: ignore[arg-type]


def review(number: int, **changes: object) -> ReviewSnippet:
    """Return one of many reviews; that of a friend is the first."""
    facts: dict[str, object] = {
        "review_id": f"rev-{number}",
        "author": ("Ana", "Jonas", "Priya", "Kofi", "")[number % 5],
        "is_friend": number == 0,
        "rating": 5 - number % 3,
        "text": LONG if number == 0 else "Soft, light, and true to size.",
        "date": f"2026-1{number % 2}-0{number + 1}",
        "verified": number < 2,
        "product_id": "shoe-0",
        "sponsored": number == 2,
        "suspected": number == 1,
        "language": "de" if number == 2 else "",
    }
    return ReviewSnippet(**{**facts, **changes})  # type: ignore[arg-type]


def poll(**changes: object) -> PollCard:
    """Return a poll that waits for this shopper's vote."""
    facts: dict[str, object] = {
        "poll_id": "poll-1",
        "question": "First marathon in April. Which pair carries me through the long runs?",
        "choices": ("Cloudline 2", "Glide Max"),
        "votes": (0, 0),
        "open": True,
        "mine": False,
    }
    return PollCard(**{**facts, **changes})  # type: ignore[arg-type]


ORDER = OrderCard(
    "#W4310021", "pending", "2026-11-20", ("Strida Cloudline 2 (black, 38)", "Merino crew socks"), 13880, "EUR"
)
LATE = OrderCard("#W4305538", "processed", "2026-11-04", ("Tolvar Granite Mid (charcoal, 44)",), 18900, "EUR")
CART = CartCard(
    (
        CartLineCard("v-1", "Strida Cloudline 2", "black, 38", 1, 11990),
        CartLineCard("v-2", "Merino crew socks", "charcoal", 3, 5670),
    ),
    subtotal_cents=17660, discount_cents=1766, shipping_cents=0, total_cents=15894, currency="EUR",
)  # fmt: skip
COMPARED = (
    ComparisonRow("Weight", ("248 g", "287 g", "301 g")),
    ComparisonRow("Drop", ("8 mm", "10 mm", "not stated"), "attribute", ("/p/shoe-0#details", "/p/shoe-1#details", "")),
    ComparisonRow("Rating", ("4.6 of 5",) * 3, "reviews", tuple(f"/p/shoe-{n}#reviews" for n in range(3))),
    ComparisonRow("Good for", ("long runs on roads", "recovery runs", "flat feet")),
)
LINKS = (Link("Go to checkout", "/checkout/abc"), Link("How to return something", "/help/how-to-return"))
CHOICES = (QuickReply("The black ones", "/choose{1}"), QuickReply("Something cheaper", "/cheaper"))


def written(texts: Sequence[str]) -> Reply:
    """Return an answer in which each of the texts stands in every part that shows what people wrote."""
    return Reply(
        "This is what was written.",
        products=tuple(product(0, title=text, brand=text, options=text, reasons=(text,)) for text in texts),
        reviews=tuple(review(1, author=text[:40], text=text) for text in texts),
        aspects=tuple(AspectCard(text, 1, 1, text) for text in texts),
        poll=poll(question=" ".join(texts), choices=tuple(texts)),
        comparison=tuple(ComparisonRow(text, (text,)) for text in texts),
        links=tuple(Link(text, "/help") for text in texts),
        quick_replies=tuple(QuickReply(text, text) for text in texts),
    )


ASPECTS = ("comfort", "fit", "value", "design", "battery", "sound")
ATTACKS = tuple(attack.text for attack in read_attacks())
REPLIES: dict[str, Reply] = {
    "products": Reply(
        "These run well on wet roads. Your friends like the first one.",
        products=tuple(product(number) for number in range(6)),
        quick_replies=CHOICES,
        evidence=("shoe-0", "rev-0"),
    ),
    "one": Reply("This is the pair.", products=(product(0),)),
    "reviews": Reply("This is what people say.", reviews=tuple(review(number) for number in range(5))),
    "gist": Reply(
        "This is what they come to.",
        aspects=tuple(AspectCard(name, 9 - number, number, f"/open {name}") for number, name in enumerate(ASPECTS)),
    ),
    "vote": Reply("Maya asks for your opinion.", poll=poll()),
    "poll": Reply("This is how it stands.", poll=poll(votes=(2, 1), mine=True)),
    "order": Reply("These are your latest orders.", orders=(ORDER, LATE)),
    "cart": Reply("This is in your cart.", cart=CART, links=LINKS[:1]),
    "empty": Reply("There is nothing in it yet.", cart=CartCard((), 0, 0, 0, 0, "EUR")),
    "compare": Reply("Side by side:", products=tuple(map(product, range(3))), comparison=COMPARED),
    "links": Reply("Read more at https://example.org/returns. It is short.", links=LINKS),
    "attacks": written(ATTACKS),
    "innocents": written(tuple("Innocent words stand here" for _ in ATTACKS)),
    "human": Reply("I am calling a colleague.", handoff=True),
    "markup": Reply(
        EVIL,
        products=(
            product(0, title=EVIL, brand=EVIL, reasons=(EVIL,), url="javascript:document.title='broken in'"),
            product(1, image="javascript:document.title='broken in'", url="https://user:word@example.org/"),
        ),
        reviews=(review(1, author=EVIL, text=EVIL),),
        poll=poll(question=EVIL, choices=(EVIL, "No"), mine=True, votes=(1, 1)),
        links=(Link(EVIL, "javascript:document.title='broken in'"), Link("data", "data:text/html,<p>x"), LINKS[1]),
        quick_replies=(QuickReply(EVIL, EVIL),),
    ),
}
