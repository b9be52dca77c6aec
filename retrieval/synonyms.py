"""Everyday words for the same kind of thing, where neither spelling nor meaning vectors bring them together."""

from collections.abc import Mapping

from retrieval.terms import split_terms

Terms = tuple[str, ...]

_SAME = """
sweater, pullover, jersey: jumper
sneaker, trainer, jogging shoe: running shoe
trail shoe: trail running shoe
walking boot, mountain boot, hiking shoe, walking shoe: hiking boot
pants, slacks: trousers
tee, tshirt, tee shirt: t-shirt
top: t-shirt; running tee; shirt
coat, anorak, jkt: jacket
raincoat, rain coat, rain jacket, cagoule, waterproof jacket, rain jkt, waterproof jkt: running jacket; jacket
rucksack, bagpack, daypack, knapsack: backpack
carry-on, carry on, hand luggage, cabin bag, cabin luggage, cabin suitcase, carry on suitcase, cabin trolley: cabin case
trolley, luggage: suitcase; cabin case
holdall, duffel, duffel bag: weekend bag
wash bag, sponge bag, toilet bag: toiletry bag
purse, billfold: wallet
neck pillow: travel pillow
mobile, cell phone, cellphone, phone, mobile phone: smartphone; mobile phone with buttons
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
"""


def read_synonyms() -> Mapping[Terms, tuple[str, ...]]:
    """Return for folded words the types that they may mean."""
    meanings: dict[Terms, tuple[str, ...]] = {}
    for line in _SAME.strip().splitlines():
        words, _, types = line.partition(": ")
        meant = tuple(type.strip() for type in types.split(";"))
        meanings |= {tuple(split_terms(word)): meant for word in words.split(", ")}
    return meanings
