"""Which privacy setting a shopper speaks of, and what they want of it."""

import re
from dataclasses import dataclass

from actions.privacy.audience import Audience, read_audience
from actions.privacy.changes import ACTIVITIES, Change, Setting, own_reviews
from actions.tasks import signed_in
from actions.turn import ActionTurn
from actions.which_product import find_one_product, read_products
from language.audiences import limits_audience, refuses_audience, says_audience
from retrieval.terms import split_terms, split_wanted
from shop.purchases import purchases_of
from shop.reviews import Visibility
from shop.wishlists.gifts import wishlist_of

_OFF = re.compile(
    r"\b(?:hide|hidden|private|privatise|privatize|stop|off|don'?t|do not|no longer|not|nobody|no ?one|no|never"
    r"|withdraw|revoke|opt out|invisible|lock|only me|anonym\w*|incognito|undo|disable|secret|less|mustn'?t"
    r"|shouldn'?t|forbid)\b"
)
_ON = re.compile(
    r"\b(?:unhide|show|public|allow|visible|switch on|turn on|on|enable|agree|again|may|opt in|let|share|grant|yes)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:but |hm+ |and )?i thought\b"
    r"|who\w*|what|which|is|are|do|does|can|could you (?:please )?(?:explain|tell)|how|why|where|am i|"
    r"visible or|show (?:me )?(?:my|the) (?:privacy |consent )?settings)\b"
)
_YET_WANTS = re.compile(
    r"\bhow (?:do|can|could) i (?:make|hide|set|turn|stop|switch|undo|change)"
    r"|\bcan i (?:say no|opt|turn|hide|stop|make|switch)|\bcan you (?:hide|make|stop|switch|turn)"
    r"|\bhide (?:that|it|them)\b|\bi'?d rather|\bi want to\b|\bturn (?:that|it|them) off"
)
_MAIL = re.compile(r"\b(?:newsletters?|marketing|e?-?mails?|third part\w*|adverti\w+ by)\b")
# The first that fits is meant: "stop using my purchases for tips" is about tips.
_TOLD_BY = {
    Setting.SIZES: r"my (?:\w+ ){0,2}sizes?|sizes",
    Setting.PERSONALISE: r"personal(?!\W+(?:data|info))\w*|recommend\w*|suggest\w*|tips|track\w*|histor\w+|cookies?"
    r"|ads?|advert\w*",
    Setting.TRAIN: r"train\w*|teach\w*|learn\w*|chat messages?|my messages|ai models?|the models?",
    Setting.REVIEWED: r"activity|feed|doings|what i (?:like|do)|likes",
    Setting.PROFILE: r"my (?:real |full )?name|name under|anonym\w*|incognito|profile|account|find me|my age|appear",
    Setting.WISHES: r"wish ?lists?|wishes|favou?rites|favs",
    Setting.REVIEWS: r"reviews?|ratings?|stars",
    Setting.PURCHASE: r"(?:this|that|the|it) (?:\w+ ){0,3}purchase|i (?:have )?(?:bought|own|purchased|got)"
    r"|purchase (?:of|invisible)|bought this",
    Setting.PURCHASED: r"purchas\w*|b[uo]ys?|bought|buying|orders?|shopping",
    Setting.FOLLOWED: r"whom? i follow|i follow",
    Setting.FRIENDS_SEE: r"sharing|friends? (?:may |can |to )?see|let (?:my )?friends",
}
_SUBJECTS = {setting: re.compile(rf"\b(?:{words})\b") for setting, words in _TOLD_BY.items()}
_HIDES_IT = re.compile(  # of the wish that was just noted
    r"(?:(?:and|but|ok|oh|no|wait|please|pls|can you|could you|now)\W+)*(?:hide (?:it|that|this)(?: one)?"
    r"(?: from (?:every(?:one|body)|all|others|them|people|my friends))?"
    r"|(?:make|keep|set) (?:it|that|this)(?: one)? (?:to )?(?:private|secret|hidden|only for me))"
    r"(?: (?:please|pls|too|though|again))*\W*",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:that|it|this)\b")
_ONE_PRIVATE = re.compile(
    r"\b(?:private|only me|for me alone|public)\b|\bonly\b.{1,25}\bsees?\b|\b(?:only|just) (?:to|for)\b"
)  # "make the kettle one private"
_OF_ONE = re.compile(r"\bmy (?:\w+ ){0,3}(?:review|rating)\b|\bone\b", re.IGNORECASE)
_OF_PROFILE = re.compile(r"\b(?:private|privacy mode|go public|strangers?)\b")
_HIDES_THING = re.compile(r"\b(?:hide|show|unhide)\b")  # "hide the bathroom scales"
_SHORT = 2  # letters of a word that calls nothing by its name
_ALL_OF = re.compile(
    r"\b(?:everything|all|anything)(?: that)? i(?:'ve| have)? (?:ever )?"
    r"(?:b[uo]|order|purchas|review|wrote|rate|wish|follow)"
)
_EVERYTHING = re.compile(r"\b(?:everything|all of it|all my (?:data|things|stuff))\b")


@dataclass(frozen=True)
class PrivacyWish:
    """What the message wants: `changes` are to be made; without any, the settings are to be shown.

    `subject` is what was spoken of, if anything; `asks` says that it was a question; `elsewhere` that it is nothing
    that is set here. With an `audience` it is to be asked which one is meant for it, `among` products by id.
    """

    changes: tuple[Change, ...] = ()
    subject: Setting | None = None
    asks: bool = False
    elsewhere: bool = False
    audience: Audience | None = None
    among: tuple[str, ...] = ()


def read_privacy_wish(turn: ActionTurn) -> PrivacyWish:
    """Return what the message wants; a question wants to be told."""
    return _hide_just_wished(turn) or _read_setting(turn)


def _read_setting(turn: ActionTurn) -> PrivacyWish:
    said = " ".join(turn.text.lower().replace("’", "'").split())
    subject = next((setting for setting, words in _SUBJECTS.items() if words.search(said)), None)
    if said_before := _spoken_of(turn, subject, said):
        if said_before in (Setting.WISHES, Setting.REVIEWS):
            return _wish_for_audience(turn, said_before, turn.memory.audience_product)
        return PrivacyWish((Change(said_before, on=_lets_see(turn)),), said_before)
    if subject is None and _MAIL.search(said):
        return PrivacyWish(elsewhere=True)
    if _ASKS.search(said) and not _YET_WANTS.search(said):
        if subject is None and _IT.search(said) and (wished := just_wished(turn)):
            return PrivacyWish(subject=Setting.WISHES, asks=True, among=(wished,))
        return PrivacyWish(subject=subject, asks=True)
    if _ALL_OF.search(said):
        subject = Setting.PURCHASED if subject is Setting.PURCHASE else subject
    elif _EVERYTHING.search(said):
        return PrivacyWish(change_everything(turn, said))
    if subject is Setting.PURCHASED and turn.entity("product"):
        subject = Setting.PURCHASE  # "hide only my order of the Windlite"
    subject = subject or _subject_of_thing(turn, said)
    if subject in (Setting.WISHES, Setting.REVIEWS):
        return _wish_for_audience(turn, subject)
    return PrivacyWish(_changes(turn, said, subject) if subject else (), subject)


def _subject_of_thing(turn: ActionTurn, said: str) -> Setting | None:
    """Return what is set where one thing is named and no setting: "make the sloth private", "hide the scales"."""
    named, called = any(turn.entity(name) for name in ("product", "product_type")), wishes_called(turn)
    if _ONE_PRIVATE.search(said) and (named or len(called) == 1):
        return Setting.WISHES
    if _HIDES_THING.search(said) and len(called) == 1 and not _has_bought(turn, called[0]):
        return Setting.WISHES
    if _HIDES_THING.search(said) and named:
        return Setting.PURCHASE
    return Setting.PROFILE if _OF_PROFILE.search(said) else None


def _has_bought(turn: ActionTurn, product_id: str) -> bool:
    with turn.store.read() as tx:
        return any(purchase.product_id == product_id for purchase in purchases_of(tx, [signed_in(turn)]))


def names_several(text: str) -> bool:
    """Say whether the words are of more than one setting, so that one answer is not enough."""
    said = " ".join(text.lower().replace("’", "'").split())
    named = {setting for setting, words in _SUBJECTS.items() if words.search(said)}
    return len(named - {Setting.FRIENDS_SEE, Setting.PURCHASE}) > 1


def _spoken_of(turn: ActionTurn, subject: Setting | None, said: str) -> Setting | None:
    """Return that of which was just told who sees it, where the message only says who may."""
    before = turn.memory.audience_of
    if subject not in (None, Setting.FRIENDS_SEE) or not before or turn.entity("product") or _EVERYTHING.search(said):
        return None
    says = says_audience(turn.text) or limits_audience(turn.text) or refuses_audience(turn.text)
    return Setting(before) if says else None


def _lets_see(turn: ActionTurn) -> bool:
    """Say whether the message lets anybody see what is either shown or not: "my friends", and not "only me"."""
    audience = None if refuses_audience(turn.text) else read_audience(turn.store, signed_in(turn), turn.text)
    return audience is not None and audience.visibility is not Visibility.ONLY_ME


def read_direction(said: str) -> bool | None:
    """Return whether the words switch something on or off; None when they do neither. A no counts before a yes."""
    if re.search(r"\bunhide\b", said):
        return True
    if _OFF.search(said):
        return False
    return True if _ON.search(said) or re.search(r"\bagain\b", said) else None


def _changes(turn: ActionTurn, said: str, subject: Setting) -> tuple[Change, ...]:
    on = read_direction(said)
    if on is None:
        return ()
    product = find_one_product(turn) if subject is Setting.PURCHASE else None
    if subject is Setting.PURCHASE and product is None:
        return ()  # which one has to be asked
    if subject is Setting.REVIEWED and not re.search(r"\breview", said):
        return tuple(Change(setting, on=on) for setting in ACTIVITIES)  # the whole feed
    return (Change(subject, on=on, product_id=product.id if product else None),)


def _hide_just_wished(turn: ActionTurn) -> PrivacyWish | None:
    """Return that the wish just noted is for nobody else, where "hide it" means it; None for anything else."""
    wished = just_wished(turn) if _HIDES_IT.fullmatch(turn.text) else ""
    audience = read_audience(turn.store, signed_in(turn), "only me")
    if not wished or audience is None:
        return None
    return PrivacyWish((change_audience(Setting.WISHES, audience, wished),), Setting.WISHES)


def just_wished(turn: ActionTurn) -> str:
    """Return the product that was put on the wishlist last, where nothing else was done since; "" for none."""
    ids = list(turn.memory.deed.get("ids", ())) if turn.memory.deed.get("did") == "wished" else []
    return str(ids[0]) if len(ids) == 1 and ids[0] == turn.memory.product_id else ""


def _wish_for_audience(turn: ActionTurn, subject: Setting, product_id: str = "") -> PrivacyWish:
    """Return what is to be shown to whom: all of it, or the one review or wish that the message is about.

    `product_id` is of the wish that was spoken of just before.
    """
    audience = read_audience(turn.store, signed_in(turn), turn.text)
    if audience is None:
        one = wishes_called(turn) if subject is Setting.WISHES else []
        return PrivacyWish(subject=subject, among=tuple(one) if len(one) == 1 else ())
    if product_id:
        return PrivacyWish((change_audience(subject, audience, product_id),), subject)
    of_one = turn.entity("product") or turn.entity("product_type") or _OF_ONE.search(turn.text)
    if not of_one and not (subject is Setting.WISHES and len(wishes_called(turn)) == 1):
        return PrivacyWish((change_audience(subject, audience),), subject)
    among = _own_things(turn, subject)
    if len(among) == 1:
        return PrivacyWish((change_audience(subject, audience, among[0]),), subject)
    return PrivacyWish(subject=subject, audience=audience, among=tuple(among))


def wishes_called(turn: ActionTurn) -> list[str]:
    """Return the products of the shopper's wishes whose title has a word of the message: "the sloth"."""
    me, said = signed_in(turn), {term for term in split_wanted(turn.text) if len(term) > _SHORT}
    wished = read_products(turn, [wish.product_id for wish in wishlist_of(turn.store, me, me)])
    return [one.id for one in wished if said & set(split_terms(one.title))]


def _own_things(turn: ActionTurn, subject: Setting) -> list[str]:
    """Return the products of the shopper's reviews or wishes that the message may mean, all of them in doubt."""
    me = signed_in(turn)
    if subject is Setting.REVIEWS:
        own = [review.product_id for review in own_reviews(turn)]
    else:
        own = [wish.product_id for wish in wishlist_of(turn.store, me, me)]
    product = find_one_product(turn)
    if product is not None and product.id in own:
        return [product.id]
    said = {term for term in split_wanted(turn.text) if len(term) > _SHORT}
    shared = {one.id: len(said & set(split_terms(f"{one.title} {one.type}"))) for one in read_products(turn, own)}
    most = max(shared.values(), default=0)
    return [id for id, count in shared.items() if count == most]


def change_everything(turn: ActionTurn, said: str) -> tuple[Change, ...]:
    """Return what "everything" means: reviews and wishes for that audience, and a profile no more open than it."""
    audience = read_audience(turn.store, signed_in(turn), said)
    if audience is None:
        return ()
    changes = [change_audience(subject, audience) for subject in (Setting.REVIEWS, Setting.WISHES)]
    if audience.visibility is Visibility.ONLY_ME:
        changes += [Change(Setting.PROFILE), Change(Setting.FRIENDS_SEE), *(Change(setting) for setting in ACTIVITIES)]
    elif audience.visibility is Visibility.FRIENDS:
        changes.append(Change(Setting.PROFILE))
    return tuple(changes)


def change_audience(subject: Setting, audience: Audience, product_id: str | None = None) -> Change:
    """Return the change that shows reviews or wishes, all or that of one product, to this audience."""
    return Change(
        subject,
        visibility=audience.visibility,
        circle_id=audience.circle_id,
        circle=audience.circle,
        product_id=product_id,
    )
