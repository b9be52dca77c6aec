"""What people like to do, and the kinds of thing that go with it: no product says of itself that it is for cooks."""

from collections.abc import Mapping
from functools import cache

from retrieval.terms import split_terms

Terms = tuple[str, ...]

_GO_WITH = """
cooking, cook, cooks, chef, foodie, food, kitchen: frying pan; kitchen knife; cookware; knives; baking tin
baking, bakes, baker, bake, cakes: baking tin; baking
barbecue, bbq, grilling, grill: kitchen knife; frying pan; camping stove
coffee, espresso, barista, caffeine: coffee maker; coffee and tea
tea, tea drinker: kettle; coffee and tea
healthy eating, healthy food, meal prep: lunch box; water bottle; kitchen knife; frying pan
camping, camper, camps, tents, bivouac: tent; sleeping bag; sleeping mat; camping stove; headlamp; camping knife
hiking, hiker, hikes, hike, trekking, walking, rambling, mountains, alps, walks: hiking boot; trekking poles; \
backpack; headlamp; water bottle
outdoors, outdoor, outdoorsy, nature, bushcraft, wild camping, survival: tent; headlamp; camping knife; camping \
stove; backpack; trekking poles; water bottle
climbing, climber, bouldering, mountaineering: headlamp; backpack; water bottle
backpacking, backpacker, interrail: backpack; sleeping bag; sleeping mat; tent; packing cubes
festivals, festival: tent; sleeping bag; power bank; backpack; headlamp
fishing, angling, hunting: camping knife; headlamp; sleeping mat
running, runner, runs, jogging, jogger, jogs, marathon, half marathon, parkrun: running shoe; running socks; running \
jacket; running shorts; running tee; running vest; heart-rate monitor
trail running, ultras, fell running: trail running shoe; running vest; soft flask; headlamp
triathlon, cycling, cyclist, biking, bikes, bike, mountain biking: heart-rate monitor; water bottle; headlamp
gym, fitness, working out, workout, workouts, lifting, weightlifting, strength training, crossfit, exercise, sporty, \
sports, sport: dumbbell; kettlebell; resistance band; gym bag; skipping rope; foam roller; heart-rate monitor; water \
bottle
boxing, martial arts, judo, karate: skipping rope; gym bag; resistance band
yoga, pilates, stretching, yogi: yoga mat; foam roller; resistance band
meditation, mindfulness, meditating: yoga mat; scented candle; weighted blanket
football, soccer, basketball, tennis, badminton, volleyball, handball, swimming, swimmer, swims: gym bag; water \
bottle; foam roller
skiing, snowboarding, winter sports: jacket; foam roller; headlamp
dancing, dance, ballet: bluetooth speaker; gym bag; water bottle
travelling, traveling, travel, travels, traveller, globetrotter, holidays, city trips, weekend trips: cabin case; \
packing cubes; travel pillow; toiletry bag; backpack; travel document holder; weekend bag
flying, business trips, commuting, commutes, commuter: travel pillow; over-ear headphones; earbuds; power bank; \
backpack
music, musician, concerts, singing, songs, dj: over-ear headphones; bluetooth speaker; earbuds; turntable
vinyl, records, record collecting, hifi, hi-fi: turntable; bluetooth speaker; over-ear headphones
podcasts, podcast, audiobooks, radio: earbuds; over-ear headphones; bluetooth speaker; microphone
podcasting, streaming, streamer, youtube, recording, vlogging: microphone; webcam; over-ear headphones
films, movies, film, cinema, tv, series, netflix: soundbar; throw; subwoofer; bluetooth speaker
gaming, gamer, games, video games, computer games, esports, pc: mouse; keyboard; monitor; over-ear headphones; desk \
mat
board games, card games, game nights, game night, family games, chess, strategy games: board game
puzzles, puzzle, puzzling, jigsaws, riddles: jigsaw puzzle; board game
tech, technology, gadgets, gadget, electronics, computers, techie, geek, nerd: power bank; earbuds; bluetooth \
speaker; charger; wireless charger; keyboard; USB hub
programming, coding, programmer, developer, coder, software: keyboard; mouse; monitor; desk mat; laptop stand
home office, working from home, desk, desk setup: desk lamp; keyboard; mouse; laptop stand; desk mat; office chair
reading, reads, reader, books, book, bookworm, literature, writing: table lamp; throw; desk lamp
drawing, painting, art, sketching, crafts, crafting, crafty, diy crafts, making things, pottery: craft kit; desk \
lamp
knitting, sewing, crochet, embroidery, weaving: craft kit; throw
lego, models, model building, building things: building set
home decor, decorating, interior, interiors, interior design, decoration, cosy home, hygge: scented candle; table \
lamp; throw; rug
cosy evenings, cosy, cozy, candles, relaxing, relaxation, chilling, staying in, winding down: scented candle; throw; \
weighted blanket
sleep, sleeping, naps, napping, lie-ins: pillow; weighted blanket; duvet; bed linen set
baths, long baths, bathing, spa, wellness, self care, selfcare, pampering: scented candle; hand cream; face cream; \
shampoo
skincare, skin care, beauty, make-up, makeup, cosmetics: face cream; hand cream; sunscreen
hair, hairstyling: hair dryer; shampoo
shaving, grooming, beards, beard: shaver
fashion, clothes, dressing up: dress; scarf; jumper; shirt; jacket; t-shirt
beach, sunbathing, surfing, sailing: sunscreen; water bottle; backpack
picnics, picnic: throw; lunch box; water bottle
organising, tidying: storage box; packing cubes
cuddly toys, stuffed animals, soft toys: plush toy
kites, playing outside, playing outdoors: outdoor toy
"""


def words_of_pastime(text: str) -> tuple[Terms, ...]:
    """Return all folded words for the pastime that the text names first, the longest name counting; () for none."""
    terms = tuple(split_terms(text))
    for at in range(len(terms)):
        named = [(len(words), row) for row, _ in _rows() for words in row if terms[at : at + len(words)] == words]
        if named:
            return max(named, key=lambda found: found[0])[1]
    return ()


def read_pastimes() -> Mapping[Terms, tuple[str, ...]]:
    """Return for the folded words of a pastime the kinds of thing, by their own or their category's name."""
    return {words: kinds for row, kinds in _rows() for words in row}


@cache
def _rows() -> tuple[tuple[tuple[Terms, ...], tuple[str, ...]], ...]:
    """Return each line: the folded words for a pastime, and the kinds of thing for it."""
    lines = (line.partition(": ") for line in _GO_WITH.strip().splitlines())
    return tuple(
        (tuple(tuple(split_terms(word)) for word in words.split(", ")), tuple(map(str.strip, kinds.split(";"))))
        for words, _, kinds in lines
    )
