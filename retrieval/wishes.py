"""The words in which reviewers speak of what somebody wishes for, and which of them speak against it.

Of two poles the words of one name what most people like, "quiet", and those of the other what they do not, "loud"; a
wish may be for either: a speaker shall be loud. A word that is denied is of the other pole: "not a single blister".
"""

import functools
import re
from dataclasses import dataclass

from retrieval.terms import split_terms, split_wanted

# What is wished for, by its words for and against; all of them tell of it. "~" stands for any ending.
_POLES = {
    "weight": (
        r"light(?!s?\s+(?:on|off|bulb)) light(?:er|est|weight|ness) featherweight "
        "weighs?_(?:nothing|next|less|only|hardly) hardly_weighs?",
        "heav~ weighty a_brick a_ton",
    ),
    "waterproofing": (
        "dry waterproof~ water-?tight leak-?proof~ rain-?proof~ repel~ rain downpour storm",
        "wet~ soak~ leak~ drip~ damp drench~",
    ),
    "warmth": (
        "warm~ cos(?:y|iest) coz(?:y|iest) toast(?:y|ier) hot_nights",
        "cold~ freez~ froze~ chilly shiver~",
    ),
    "durability": (
        "durab~ sturd~ robust indestructible last(?:s|ed|ing)? still_going still_alive still_whole still_like "
        "held_up hold(?:s|ing)?_up surviv~ never_broke unbreakable years",
        "broke~ break~ tore torn snap(?:s|ped) fell_apart falls?_apart worn_(?:out|through) crack~ ripp?~ "
        "came_off split frays? fray~ gave_up died",
    ),
    "ease": (
        "eas(?:y|ily|ier|iest|e) simpl~ intuitive blink breeze no_manual child's_play quick~ in_minutes minutes",
        "complicated fiddl~ difficult hard_to impossible confus~ nobody~ can't cannot took_(?:me|us)",
    ),
    "setting up": (
        # a pitch may be a place, and a pop-up the thing itself: "two pitches away", "thanks to this pop-up"
        r"up_in_(?:a|no|five|ten|two|three|nine|\d+) pitch(?:ed|ing) pitch(?:es)?_(?:it|itself|eas~|fast|quick~) "
        r"(?:to|we|i|you|can|could|will)_pitch put_up pop(?:s|ped)_up set_up "
        "easy_to_(?:build|install|put|set) minutes blink",
        "instruction~ took_(?:me|us) hour alone_it impossible nobody~ confus~",
    ),
    "folding": (
        "fold~ pack~_away",
        "nobody~ can't_fold cannot_fold impossible",
    ),
    "comfort": (
        "comf(?:y|ort|orts|ortable|ortably|iest|ier) soft~ cushion~ pads padd(?:ed|ing) no_pressure forget_i "
        "forgot_i like_slippers",
        "uncomf~ itch~ scratch~ blister~ sore~ ach(?:e|es|ing|ed) headache~ hurt~ pain~ stiff rub(?:s|bed|bing)? "
        "raw pinch~ dig(?:s|ging)?_in presses hard_as sweaty",
    ),
    "noise": (
        "quiet~ silen(?:t|tly|ce) whisper~ noiseless hush asleep nap",
        "loud~ nois(?:e|es|y|ier) roar~ squeak~ rattl~ clonk~ hum(?:s|ming) dron(?:e|es|ing) rumbl~ "
        "whin(?:e|es|ing) beep~",
    ),
    "width": (
        "wide~ width room(?:y|ier)? toe_box all_(?:ten_)?toes bunion hallux",
        "narrow~ tight~ snug squeez~ pinch~",
    ),
    "size": (
        "true_to_size fits? fitted as_expected usual_size normal_width sits_right",
        "too_(?:small|big|large|long|short|tight|loose|wide|narrow) run(?:s|ning)?_(?:small|large|big) gapes",
    ),
    "hold": (
        "stay(?:s|ed)?_(?:in|on|put|up) secure~ don't_(?:move|slip) sits?_(?:tight|flat)",
        "fall(?:s|ing)?_(?:out|off) fell_(?:out|off) slip~_(?:off|out|down) loose wobbl~",
    ),
    "sharpness": (
        "sharp(?:er|est|ness|ly)? edge razor~",
        "blunt~ dull tears? honing",
    ),
    "sticking": (
        "non-?stick slid(?:e|es|ing) glid~ came_off nothing_stuck release~",
        "stick(?:s|ing|y)? stuck glue~ burnt?",
    ),
    "brightness": (
        "bright~ lit lights?_up lumens read",
        "dim dark~ weak_light",
    ),
    "grip": (
        "grip~ traction non-?slip stay(?:s|ed)?_put",
        "slip(?:s|ped|ping|pery)? slid(?:e|es|ing) skid~",
    ),
    "smell": (
        "fresh scent~ fragran~ perfume",
        "smell~ stink~ stank stench odou?r~ reek~ chemical",
    ),
    "taste": (
        "tast(?:e|es|y|ier|ed) flavou?r~ delicious coffee espresso",
        "bitter bland metallic watery",
    ),
    "sound": (
        "sound~ bass audio voices? music clear",
        "tinny muffled distort~ crackl~",
    ),
    "battery": (
        "batter~ charg~ bedtime hours",
        "empty flat_by dies dead",
    ),
    "value": (
        "worth value bargain cheap~ price~ money affordable",
        "overpriced expensive pricey rip-?off",
    ),
    "looks": (
        "look(?:s|ed)? beautiful~ stylish elegan~ pretty gorgeous compliment~ design~ handsome",
        "ugly hideous",
    ),
    "cleaning": (
        "clean(?:s|ed|ing)? wash~ wip(?:e|es|ing) dishwasher rins~",
        "stain~ crumbs",
    ),
    "sweat": (
        "breath(?:es|able|ability|ing) airy cool dry ventilat~",
        "sweat~ clammy stuffy",
    ),
    "stability": (
        "stable steady solid rock-?solid sturdy",
        "wobbl~ tip(?:s|ped)?_over shak(?:y|es)",
    ),
    "quality": (
        "quality well_made well_built solid stitch~ workmanship finish",
        "flims~ shoddy poorly_made plasticky",
    ),
    "speed": (
        "fast~ quick~ speed~ instant~",
        "slow~ lag~ ages",
    ),
    "space": (
        "room(?:y|ier)? spacious space fits pockets? swallows holds",
        "cramped too_small tiny no_space",
    ),
}  # fmt: skip
# The words by which a wish names one of these, where they are others than those above
_NAMED_BY = {
    "ease": "eas~ simpl~ quick_to no_fuss hassle~ effort~ straightforward",
    "setting up": "set_?up setting_up put_up putting_up pitch~ assembl~ build~ install~",
    "folding": "fold~ pack_(?:away|up|down)",
    "width": "wide~ broad narrow bunion~",
    "size": "true_to_size fits?(?!_for) sizing runs_(?:small|large) fitting",
    "durability": "durab~ sturd~ robust indestructible last(?:s|ing|ed)? surviv~ long-?lasting hold(?:s|ing)?_up "
    "tough~ don't_break doesn't_break breaks? for_years unbreakable",
    "waterproofing": "dry waterproof~ water-?tight leak~ rain~ wet soak~ storm~ downpour~ drip~",
    "warmth": "warm~ cos(?:y|iest) cozy toasty cold freezing winter",
    "hold": "stay(?:s)?_(?:in|on|put|up) fall(?:s|ing)?_(?:out|off) secure~",
    "brightness": "bright~ light_up dim read_by",
    "taste": "tast~ flavou?r~ delicious",
    "battery": "batter~ charg~",
    "space": "room(?:y|ier) spacious space pockets?",
    "speed": "fast~ speed~ quick(?:ly)? slow",
    "value": "worth value bargain value_for_money good_money overpriced",
    "weight": "light(?:er|est|weight)? heav~ weigh~",
    "looks": "look(?:s|ed|ing)? beautiful~ stylish elegan~ pretty gorgeous ugly handsome design~",
    "cleaning": "clean~ wash~ dishwasher wipe~",
    "sweat": "breathab~ breathes? airy sweat~ ventilat~",
    "sharpness": "sharp(?:er|est|ness|ly)? blunt dull edge",
    "sticking": "non-?stick sticks? stick(?:ing)? stuck",
}  # fmt: skip
# Before what it denies: "not a single blister", "no itching", "never wet", "without pain", "doesn't leak"
_DENIED = re.compile(
    r"(?:\b(?:no|not|non|never|without|nothing|nobody|none|hardly|zero|less|free of|instead of|isnt|arent|dont|doesnt"
    r"|didnt|wont|cant)|n't|n’t)\W+(?:[\w'’]+\W+){0,3}?$",
    re.IGNORECASE,
)
# Before what a thing shall help with: "good for neck pain", "against blisters"
_HELPS_WITH = re.compile(
    r"\b(?:for|against|with|prevents?|stops?|reliev\w+|avoid\w*|bad|in)\W+(?:[\w'’]+\W+){0,2}?$", re.I
)
_FREE_OF = re.compile(r"^[\s-]?(?:free|proof)\b", re.IGNORECASE)
_EASY_TO_DO = frozenset(("setting up", "folding", "cleaning"))  # what an easy thing is easy in, where that is named
_LITTLE = frozenset((
    "good", "great", "nice", "best", "well", "really", "very", "enough", "long", "use", "day", "all", "make", "work",
    "keep", "stay", "get", "go", "do", "does", "thing", "time", "your", "their", "feel", "big", "small", "people",
))  # fmt: skip
_TOGETHER = 2  # words of a wish that tell of it where nothing is known of such things
_NEVER = r"(?!)"  # a pattern that nothing matches
Way = tuple[re.Pattern[str], re.Pattern[str]]
"""Words for and words against one thing."""


@dataclass(frozen=True)
class ReadWish:
    """A wish as reviews are read for it. `ways` holds words for it and against it, of each thing that it names.

    `words` are its own, as they are compared, less those that say little.
    """

    ways: tuple[Way, ...]
    words: frozenset[str]
    telling: re.Pattern[str]  # any of the words of its ways

    @property
    def is_known(self) -> bool:
        """Say whether it names anything of which it is known how reviewers speak."""
        return bool(self.ways)

    def is_told_in(self, sentence: str) -> bool:
        """Say whether the sentence has a word that tells of what is wished."""
        return self.telling.search(sentence) is not None

    def is_whole_in(self, sentence: str) -> bool:
        """Say whether it has one of each thing that is wished: "charges fast" is of charging and of speed."""
        return all(any(side.search(sentence) for side in way) for way in self.ways)

    def shares_words(self, sentence: str) -> bool:
        """Say whether the sentence has the wish's own word, or two of several: swollen feet are no flat ones."""
        shared = self.words.intersection(split_terms(sentence))
        return len(shared) >= min(_TOGETHER, len(self.words)) > 0

    def take_side(self, sentence: str) -> int:
        """Return 1 for a sentence whose words speak for the wish, -1 for against, 0 for both or neither."""
        sides = [way for pair in self.ways for way in _sides_of(sentence, pair)]
        return (sum(sides) > 0) - (sum(sides) < 0)


@functools.lru_cache(maxsize=1_000)
def read_wish(wish: str) -> ReadWish:
    """Return how reviews are read for the wish: "comfortable for long flights"."""
    named = {name for name in _POLES if _pattern(_NAMED_BY.get(name) or " ".join(_POLES[name])).search(wish)}
    ways = []
    for name in sorted(named - ({"ease"} if named & _EASY_TO_DO else set())):
        liked, disliked = (_pattern(words) for words in _POLES[name])
        wanted = sum(_sides_of(wish, (liked, disliked), helps=_HELPS_WITH))
        ways.append((disliked, liked) if wanted < 0 else (liked, disliked))
    telling = "|".join(side.pattern for way in ways for side in way) or _NEVER
    return ReadWish(tuple(ways), frozenset(split_wanted(wish)) - _LITTLE, re.compile(telling, re.IGNORECASE))


def _sides_of(text: str, way: Way, helps: re.Pattern[str] | None = None) -> list[int]:
    """Return 1 or -1 for each word of the text that is for or against; one that is denied is of the other side.

    So is one against that stands behind what `helps` matches.
    """
    found = []
    for side, words in zip((1, -1), way, strict=True):
        for word in words.finditer(text):
            before = text[: word.start()]
            denied = _DENIED.search(before) or (side < 0 and _FREE_OF.match(text[word.end() :]))
            helped = side < 0 and helps is not None and helps.search(before)
            found.append(-side if denied or helped else side)
    return found


@functools.cache
def _pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of these words: "_" stands for a blank, "~" for any ending; it matches nothing for none."""
    parts = [word.replace("_", r"\W+").replace("~", r"\w*") for word in words.split()]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b" if parts else _NEVER, re.IGNORECASE)
