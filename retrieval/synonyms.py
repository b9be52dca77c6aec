"""Everyday words for the same kind of thing, where neither spelling nor meaning vectors bring them together.

Those of `_SAME` come with the program; a shop adds its own in a file, and where it has the same words its own count.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from retrieval.terms import split_terms

Terms = tuple[str, ...]
Synonyms = Mapping[Terms, tuple[str, ...]]
"""By folded words: what they may mean, a kind of thing as the catalogue calls it or another word."""

LONGEST = 3  # words of one synonym
_LINE = "words, a colon and what they mean, as in 'brolly, gamp: umbrella; parasol'"

_SAME = """
sweater, pullover, jersey: jumper
sneaker, trainer, kicks, jogging shoe: running shoe
trail shoe: trail running shoe
walking boot, mountain boot, hiking shoe, walking shoe: hiking boot
pants, slacks: trousers
tee, tshirt, tee shirt: t-shirt
top: t-shirt; running tee; shirt
coat, anorak, jkt: jacket
clothes, clothing, apparel, garment: jacket; jumper; trousers; dress; shirt; t-shirt; scarf; running jacket; \
running tee; running shorts; running socks
raincoat, rain coat, rain jacket, cagoule, waterproof jacket, rain jkt, waterproof jkt: running jacket; jacket
rucksack, bagpack, daypack, knapsack: backpack
carry-on, carry on, hand luggage, cabin bag, cabin luggage, cabin suitcase, carry on suitcase, cabin trolley: cabin case
trolley, luggage: suitcase; cabin case
holdall, duffel, duffel bag: weekend bag
wash bag, sponge bag, toilet bag: toiletry bag
purse, billfold: wallet
neck pillow: travel pillow
mobile, cell phone, cellphone, phone, fone, mobile phone: smartphone; mobile phone with buttons
phone cover, cover: phone case
battery pack, powerbank, portable charger: power bank
headphone: over-ear headphones; earbuds
headset: over-ear headphones; earbuds
earphone, in-ear, airpod, ear plug: earbuds
record player, vinyl player: turntable
loudspeaker, speaker, boombox: bluetooth speaker
mic: microphone
computer mouse: mouse
screen, display: monitor
desk chair, chair: office chair
pocket knife, penknife: camping knife
torch, flashlight, head torch: headlamp
lamp, light: desk lamp; table lamp; headlamp
comforter, quilt: duvet
sheet, bedding, bedsheet, duvet cover: bed linen set
blanket: throw; weighted blanket
carpet: rug
candle: scented candle
skillet, pan: frying pan
chef's knife, knife: kitchen knife; camping knife
coffee machine, coffeemaker, espresso maker: coffee maker
teapot, water boiler: kettle
flask, thermos, drinking bottle, bottle: water bottle; soft flask
bento, snack box: lunch box
cake tin, baking pan: baking tin
jump rope: skipping rope
weight, dumbbel: dumbbell; kettlebell
chest strap, pulse monitor: heart-rate monitor
hiking stick, walking stick, hiking pole, walking pole: trekking poles
camping gear, camping equipment: tent; sleeping bag; sleeping mat; camping stove; camping knife; headlamp
camping mat, air mattress: sleeping mat
blow dryer: hair dryer
razor: shaver
sun cream, suncream, sun lotion, spf: sunscreen
moisturiser, moisturizer, day cream: face cream
toothbrush: electric toothbrush
puzzle: jigsaw puzzle
soft toy, teddy, stuffed animal, cuddly toy: plush toy
lego, brick, building block: building set
craft: craft kit
game: board game
sore muscle, aching muscle, stiff muscle, tight muscle, muscle ache, muscle pain: foam roller
neck hurt, neck pain, neck ache, stiff neck, sore neck: travel pillow; pillow
back hurt, back pain, back ache, backache, sore back: office chair
dry hand, cracked hand, chapped hand, rough hand: hand cream
dandruff, itchy scalp, itchy head: shampoo
wrinkle, anti wrinkle, anti aging, anti ageing: night cream; retinol
beard, stubble, facial hair: shaver
heart beat, heartbeat: heart-rate monitor
empty battery, flat battery, dead battery: power bank
"""


def built_in_synonyms() -> Synonyms:
    """Return those that come with the program."""
    return dict(_read_lines(_SAME.strip().splitlines()))


def read_synonyms(file: Path | None = None) -> Synonyms:
    """Return those that come with the program and those of the file; empty lines and lines with # are passed over.

    Raises ValueError for a file that cannot be read, naming the line.
    """
    if file is None:
        return built_in_synonyms()
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{str(file)!r} cannot be read: {error}") from error
    own: dict[Terms, tuple[str, ...]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            for words, meant in _check(file, number, line):
                if words in own:
                    raise _refuse(file, number, f"{' '.join(words)!r} for the second time", "each words once")
                own[words] = meant
    return {**built_in_synonyms(), **own}


def _check(file: Path, number: int, line: str) -> Iterator[tuple[Terms, tuple[str, ...]]]:
    """Yield what the line says. Raises ValueError for one that says nothing or too much."""
    for words, meant in _read_lines((line,)):
        if not words or not meant:
            raise _refuse(file, number, repr(line), _LINE)
        if len(words) > LONGEST:
            raise _refuse(file, number, repr(" ".join(words)), f"at most {LONGEST} words")
        if any(tuple(split_terms(one)) == words for one in meant):
            raise _refuse(file, number, f"{' '.join(words)!r} meaning itself", "another word")
        yield words, meant


def _refuse(file: Path, number: int, what: str, allowed: str) -> ValueError:
    return ValueError(f"line {number} of {str(file)!r} has {what}; allowed: {allowed}")


def _read_lines(lines: Sequence[str]) -> Iterator[tuple[Terms, tuple[str, ...]]]:
    for line in lines:
        words, _, types = line.partition(":")
        meant = tuple(type.strip() for type in types.split(";") if split_terms(type))
        for word in words.split(","):
            yield tuple(split_terms(word)), meant
