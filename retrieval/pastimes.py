"""What people like to do, and the kinds of thing that go with it: no product says of itself that it is for cooks."""

from collections.abc import Mapping
from functools import cache

from retrieval.terms import split_terms

Terms = tuple[str, ...]

# Before ": " the pastimes; behind "/" other forms of one, and those who do it: "Goes with running", not "with run"
_GO_WITH = """
cooking/cook/cooks/chef, food/foodie, the kitchen/kitchen: frying pan; kitchen knife; cookware; knives; baking tin
baking/bakes/baker/bake, cakes: baking tin; baking
barbecues/barbecue/bbq, grilling/grill: kitchen knife; frying pan; camping stove
coffee/barista/caffeine, espresso: coffee maker; coffee and tea
tea/tea drinker: kettle; coffee and tea
healthy eating, healthy food, meal prep: lunch box; water bottle; kitchen knife; frying pan
camping/camper/camps/tents/bivouac: tent; sleeping bag; sleeping mat; camping stove; headlamp; camping knife
hiking/hiker/hikes/hike, trekking, walking/walks, rambling, mountains, alps: hiking boot; trekking poles; backpack; \
headlamp; water bottle
the outdoors/outdoors/outdoor/outdoorsy, nature, bushcraft, wild camping, survival: tent; headlamp; camping knife; \
camping stove; backpack; trekking poles; water bottle
climbing/climber, bouldering, mountaineering: headlamp; backpack; water bottle
backpacking/backpacker/interrail: backpack; sleeping bag; sleeping mat; tent; packing cubes
festivals/festival: tent; sleeping bag; power bank; backpack; headlamp
fishing, angling, hunting: camping knife; headlamp; sleeping mat
running/runner/runs/parkrun, jogging/jogger/jogs, marathons/marathon/half marathon: running shoe; running socks; \
running jacket; running shorts; running tee; running vest; heart-rate monitor
trail running, ultras, fell running: trail running shoe; running vest; soft flask; headlamp
triathlons/triathlon, cycling/cyclist/bikes/bike, biking, mountain biking: heart-rate monitor; water bottle; headlamp
the gym/gym, fitness, working out, workouts/workout, lifting, weightlifting, strength training, crossfit, exercise, \
sports/sporty/sport: dumbbell; kettlebell; resistance band; gym bag; skipping rope; foam roller; heart-rate monitor; \
water bottle
boxing, martial arts, judo, karate: skipping rope; gym bag; resistance band
yoga/yogi, pilates, stretching: yoga mat; foam roller; resistance band
meditation/meditating, mindfulness: yoga mat; scented candle; weighted blanket
football, soccer, basketball, tennis, badminton, volleyball, handball, swimming/swimmer/swims: gym bag; water bottle; \
foam roller
skiing, snowboarding, winter sports: jacket; foam roller; headlamp
dancing/dance, ballet: bluetooth speaker; gym bag; water bottle
travelling/traveling/travel/travels/traveller/globetrotter, holidays, city trips, weekend trips: cabin case; packing \
cubes; travel pillow; toiletry bag; backpack; travel document holder; weekend bag
flying, business trips, commuting/commutes/commuter: travel pillow; over-ear headphones; earbuds; power bank; backpack
music/musician/dj, concerts, singing, songs: over-ear headphones; bluetooth speaker; earbuds; turntable
vinyl, records, record collecting, hi-fi/hifi: turntable; bluetooth speaker; over-ear headphones
podcasts/podcast, audiobooks, radio: earbuds; over-ear headphones; bluetooth speaker; microphone
podcasting, streaming/streamer, YouTube/youtube, recording, vlogging: microphone; webcam; over-ear headphones
films/film, movies, cinema, TV/tv, series, Netflix/netflix: soundbar; throw; subwoofer; bluetooth speaker
gaming/gamer/pc, games, video games, computer games, esports: mouse; keyboard; monitor; over-ear headphones; desk mat
board games, card games, game nights/game night, family games, chess, strategy games: board game
puzzles/puzzle/puzzling, jigsaws, riddles: jigsaw puzzle; board game
tech/techie/geek/nerd, technology, gadgets/gadget, electronics, computers: power bank; earbuds; bluetooth speaker; \
charger; wireless charger; keyboard; USB hub
programming/programmer/developer, coding/coder, software: keyboard; mouse; monitor; desk mat; laptop stand
a home office/home office, working from home, a desk/desk/desk setup: desk lamp; keyboard; mouse; laptop stand; desk \
mat; office chair
reading/reads/reader/bookworm, books/book, literature, writing: table lamp; throw; desk lamp
drawing, painting, art, sketching, crafts/crafty/diy crafts, crafting, making things, pottery: craft kit; desk lamp
knitting, sewing, crochet, embroidery, weaving: craft kit; throw
LEGO/lego, models, model building, building things: building set
home decor, decorating, interior design/interior/interiors, decoration, a cosy home/cosy home, hygge: scented candle; \
table lamp; throw; rug
cosy evenings/cosy/cozy, candles, relaxing, relaxation, chilling, staying in, winding down: scented candle; throw; \
weighted blanket
sleep, sleeping, naps, napping, lie-ins: pillow; weighted blanket; duvet; bed linen set
baths, long baths, bathing, spa, wellness, self-care/self care/selfcare, pampering: scented candle; hand cream; face \
cream; shampoo
skincare/skin care, beauty, make-up/makeup, cosmetics: face cream; hand cream; sunscreen
hair, hairstyling: hair dryer; shampoo
shaving, grooming, beards/beard: shaver
fashion, clothes, dressing up: dress; scarf; jumper; shirt; jacket; t-shirt
beach, sunbathing, surfing, sailing: sunscreen; water bottle; backpack
gardening/garden/gardens/gardener, an allotment/allotment, plants: hand cream; sunscreen; water bottle; camping knife
picnics/picnic: throw; lunch box; water bottle
organising, tidying: storage box; packing cubes
cuddly toys, stuffed animals, soft toys: plush toy
kites, playing outside, playing outdoors: outdoor toy
"""


def words_of_pastime(text: str) -> tuple[Terms, ...]:
    """Return all folded words for the pastime that the text names first, the longest name counting; () for none."""
    terms = tuple(split_terms(text))
    for at in range(len(terms)):
        named = [
            (len(words), _words_of(row))
            for row, _ in _rows()
            for words in _words_of(row)
            if terms[at : at + len(words)] == words
        ]
        if named:
            return max(named, key=lambda found: found[0])[1]
    return ()


def read_pastimes() -> Mapping[Terms, tuple[str, ...]]:
    """Return for the folded words of a pastime the kinds of thing, by their own or their category's name."""
    return {words: kinds for row, kinds in _rows() for words in _words_of(row)}


def tell_pastime(words: str) -> str:
    """Return the pastime that these folded words name as it is told: "running" for "run", "board games"."""
    terms = tuple(words.split())
    return next((told for row, _ in _rows() for told, forms in row.items() if terms in forms), words)


@cache
def _rows() -> tuple[tuple[dict[str, tuple[Terms, ...]], tuple[str, ...]], ...]:
    """Return each line: the pastimes as they are told, with their folded forms, and the kinds of thing for them."""
    lines = (line.partition(": ") for line in _GO_WITH.strip().splitlines())
    return tuple((_read_forms(names), tuple(map(str.strip, kinds.split(";")))) for names, _, kinds in lines)


def _words_of(row: Mapping[str, tuple[Terms, ...]]) -> tuple[Terms, ...]:
    return tuple(words for forms in row.values() for words in forms)


def _read_forms(names: str) -> dict[str, tuple[Terms, ...]]:
    forms = (name.split("/") for name in names.split(", "))
    return {told: tuple(tuple(split_terms(form)) for form in (told, *others)) for told, *others in forms}
