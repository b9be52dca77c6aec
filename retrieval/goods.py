"""Things that people ask shops for by a name of their own: a shop that lacks one says so, whatever it has of the like.

A high chair is no office chair and a memory card no wallet, though words and meaning bring them together.
"""

import re
from collections.abc import Callable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from retrieval.synonyms import Terms
from retrieval.terms import before_purpose, is_deed, split_terms

Names = frozenset[Terms]
"""What one thing is called, in folded words."""

# Things that are one stand between commas, other names of one behind "=". A word alone only where it names one thing
# wherever it stands last: "card", "stand" and "set" do not.
_GOODS = """
laptop=notebook computer, desktop computer=desktop pc, tablet computer=tablet pc, e-reader=ebook reader, printer,
scanner, printer ink=ink cartridge=printer cartridge, toner, printer paper=copy paper, router, modem, server, hard
drive=hard disk, ssd, usb stick=memory stick=flash drive=thumb drive, memory card=sd card=micro sd, graphics card,
motherboard, processor, laptop sleeve, graphics tablet=drawing tablet, joystick, game
controller=gamepad, mouse trap, hdmi cable, ethernet cable=lan cable=network cable, speaker cable, extension lead,
power strip, travel adapter=plug adapter, surge protector, television=tv=telly, tv stand, tv mount=tv wall mount, tv
aerial, remote control, projector, dvd player, blu ray player, cd player, mp3 player, radio, alarm clock, amplifier,
guitar amp, karaoke machine, headphone stand, vinyl record, cd, dvd, blu ray, game console, video game, vr headset,
camera, action camera, dash cam, camera lens, camera bag, tripod, selfie stick, drone, binocular, telescope,
microscope, smartwatch=smart watch, running watch=gps watch=sports watch, fitness tracker, watch strap, sat
nav=satnav, car radio, baby monitor, walkie talkie, sim card, landline phone, fax machine, doorbell, security camera,
smoke detector=smoke alarm, light switch, light bulb=led bulb, battery charger, aa battery=aaa battery, solar panel,
generator, hearing aid, phone contract, stylus, calculator,

fridge=refrigerator=fridge freezer, freezer, oven, microwave=microwave oven, cooker, dishwasher, washing machine,
tumble dryer, vacuum cleaner=hoover, vacuum filter, steam iron, ironing board, sewing machine, air conditioner, fan
heater, dehumidifier, humidifier, air purifier, patio heater, blender, hand blender, juicer, toaster, sandwich maker,
waffle iron, waffle maker, rice cooker, slow cooker, pressure cooker, air fryer, deep fryer, food processor, stand
mixer, hand mixer, ice cream maker, bread maker, coffee grinder, coffee bean, coffee filter, coffee mug=mug, coffee
table, coffee cup, tea bag, tea cup, saucepan, wok, stock pot, casserole dish, roasting tin, griddle, pizza stone,
baking tray, baking paper, cake stand, cutting board=chopping board, knife block, knife sharpener, steak knife,
cutlery, cutlery set, chopstick, dinner plate, soup bowl, dinner set, wine glass, beer glass, wine opener=corkscrew,
bottle opener, wine rack, tin opener, measuring cup, measuring jug, kitchen scale, whisk, rolling pin, spatula,
grater, colander, oven glove, tea towel, apron, ice cube tray, bread bin, spice rack, dish rack, kitchen roll, tin
foil, cling film, freezer bag, baby bottle,

sofa=couch, sofa bed, armchair, arm chair, dining table, dining chair, high chair=highchair, rocking chair, garden
chair, garden table, camping chair, camping table, beach chair, deck chair, bar stool, bean bag, wardrobe, chest of
drawer, book shelf=bookshelf=bookcase, filing cabinet, shoe rack, coat rack, coat hook, standing desk, desk, bunk bed,
bed frame, mattress, mattress topper, mattress protector, air bed, electric blanket, picnic blanket, baby blanket,
bath mat, door mat=doormat, car mat, place mat=placemat, changing mat, play mat, mouse trap, curtain, curtain rail,
shower curtain, bath towel, hand towel, beach towel, towel, bath robe=bathrobe=dressing gown, table cloth=tablecloth,
napkin, cushion cover, seat cushion, ceiling light=ceiling lamp, floor lamp, wall light=wall lamp, chandelier,
bathroom light, fairy light, string light, lava lamp, candle holder, candlestick, picture frame=photo frame, mirror,
wall clock, vase, plant pot=flower pot, house plant, artificial plant, christmas tree, christmas decoration, laundry
basket, tool box, toolbox, litter bin, rubbish bin, bin bag=bin liner, letter box, key ring, jewellery box, moving
box, storage unit, wallpaper, wall paint, paint brush, paint roller, oil paint, fabric paint, power drill,
screwdriver, hammer, spanner, ladder, duct tape, sandpaper, door lock, padlock, door handle, shower head, toilet,
toilet seat, toilet paper=toilet roll, toilet brush, sink, bath tub, laminate flooring, heater, radiator, fireplace,

lawn mower=lawnmower, hedge trimmer, chainsaw, leaf blower, pressure washer, garden hose, sprinkler, watering can,
spade, rake, wheelbarrow, compost, potting soil, grass seed, tomato seed, fresh flower, flower, fertiliser,
greenhouse, garden shed, shed, hammock, parasol, gazebo, pergola, barbecue=bbq, barbecue charcoal=charcoal, barbecue
cover=bbq cover, firewood, fire pit, swimming pool, paddling pool, pool cover, hot tub, trampoline, swing, swing set,
slide, sand pit=sandpit, climbing frame, bouncy castle, bird feeder, bird seed=bird food, bird cage,

dog food, dog bed, dog lead=dog leash, dog collar, dog toy, cat food, cat litter, cat tree, scratching post, fish
tank, aquarium, aquarium filter, hamster wheel, hamster cage, rabbit hutch, horse saddle, saddle, pet food,

car, car seat=booster seat, car battery, car tyre, tyre=tire, bicycle tyre=bike tyre=mountain bike tyre, motor
oil=engine oil, wiper blade, car wax, car polish, screen wash, jump lead, roof rack, roof box, tow bar, bike rack,
bicycle=bike, road bike, mountain bike, kids bike=kid bike, balance bike, electric bike, exercise bike, bike
lock=bicycle lock, bike light=bicycle light, bike pump=bicycle pump, bike helmet=bicycle helmet, helmet, bike
seat=bicycle seat, bicycle saddle, bicycle bell, tricycle, scooter, electric scooter, skateboard, roller skate, inline
skate, ice skate, hoverboard, motorbike, caravan,

football, basketball, basketball hoop, volleyball, rugby ball, tennis ball, tennis racket, badminton racket, golf
club, golf ball, cricket bat, baseball bat, hockey stick, dart board=dartboard, pool table, table tennis bat, table
tennis table, treadmill, rowing machine, cross trainer, weight bench, bench press, barbell, pull up bar, punching
bag=punch bag, boxing glove, gym ball=exercise ball=swiss ball=yoga ball, yoga block, massage gun, massage chair,
protein shaker, protein powder, energy gel, energy bar, knee brace, ankle support, swimming goggle=swim goggle,
goggle, swim cap, flipper, snorkel, wetsuit, surfboard, paddle board, canoe, kayak, life jacket, ski, ski boot, ski
pole, ski jacket, ski goggle, snowboard, sledge, crampon, ice axe, climbing rope, climbing shoe, climbing harness,
carabiner, chalk bag, fishing rod, fishing line, bow and arrow, air rifle, riding boot, riding hat, mosquito net,
sleeping bag liner, cool box=coolbox, cooler box, picnic basket, compass, first aid kit, insect repellent, water
filter, gas cartridge, tent peg, tarpaulin,

wellies=welly=wellington boot=rubber boot=rain boot, snow boot, work boot, football boot, ankle boot, chelsea boot,
cowboy boot, flip flop, sandal, slipper, high heel, ballet shoe, dance shoe, cycling shoe, golf shoe, tennis shoe,
football shoe, dress shoe, loafer, boat shoe, clog, insole, shoe lace=shoelace, shoe polish, shoe tree, glove, mitten,
woolly hat=beanie=bobble hat, baseball cap, sun hat, belt, leather belt, bow tie, necktie, tie, suit, blazer,
waistcoat, hoodie, sweatshirt, cardigan, blouse, skirt, legging, tight, stocking, bra, knicker, boxer short,
underwear, pyjama, nightdress, swimsuit, bikini, swimming trunk, swim short, football shirt, rain poncho, poncho,
wedding dress, sock, wristwatch=watch, wedding ring, engagement ring, necklace, bracelet, earring, cufflink, brooch,
sunglass, reading glass, contact lens, glass case=spectacle case=reading glass case, umbrella, handbag, briefcase,
shopping bag, shopping trolley, luggage scale, luggage tag, eye mask,

perfume, aftershave, deodorant, body lotion, body wash=shower gel, soap, bubble bath, lip balm, lip stick=lipstick,
lip gloss, nail polish=nail varnish, nail clipper, nail file, mascara, eyeliner, eye shadow, concealer, blusher, make
up=makeup, make up bag, make up brush=makeup brush, make up remover, face mask, face wash, sheet mask, hair
straightener=straightener, hair curler=curling iron=curling tong, hair brush=hairbrush, hair clip, hair dye=hair
colour, hair gel, hair spray=hairspray, hair conditioner=conditioner, hair clipper, wig, razor blade, shaving foam,
shaving cream, toothpaste=tooth paste, dental floss, mouth wash=mouthwash, denture, cotton wool, tampon, sanitary pad,
condom, nappy=diaper, baby wipe, baby food, baby formula, pram=pushchair=stroller=buggy, baby stroller, baby carrier,
baby walker, breast pump, thermometer, blood pressure monitor, bandage, painkiller, aspirin, cough syrup, sleeping
pill, vitamin, vitamin d tablet, wheelchair, crutch, walking frame, hearing aid battery, massage oil,

doll, doll house, toy car, remote control car, toy kitchen, train set, water gun, playing card, trading card,
colouring book, slime, play dough, frisbee, yo yo, chess set, chess board, rocking horse, knitting needle, crochet
hook, yarn=knitting wool, embroidery kit, embroidery thread, sewing kit, sewing thread, easel, pencil, coloured
pencil, crayon, felt tip, ballpoint pen, fountain pen, pen, envelope, stapler, ring binder, diary, calendar, birthday
card, greeting card, wrapping paper, balloon, party hat, gift voucher, book, school book, novel, cook book=cookbook,
magazine, newspaper, guitar, electric guitar, acoustic guitar, bass guitar, guitar string, ukulele, piano, digital
piano, piano keyboard, piano stool, piano keyboard stand, violin, cello, flute, clarinet, saxophone, trumpet, trumpet
mouthpiece, harmonica, drum, drum kit, drum stick, sheet music, music stand,

milk, bread, butter, cheese, egg, steak, meat, sausage, fish, pizza, pasta, rice, flour, sugar, salt, olive oil,
ketchup, honey, jam, chocolate, biscuit, cake, birthday cake, wedding cake, cookie, ice cream, fruit, banana,
vegetable, potato, salad, beer, wine, whisky=whiskey, vodka, gin, champagne, cola, juice, mineral water, washing
powder=laundry detergent=washing up liquid, dishwasher tablet, fabric softener, bleach, sponge, mop, broom, bucket,
train ticket, concert ticket, hotel room, insurance, car rental, haircut
"""
_OF = re.compile(
    r"^(?P<thing>.+?)\s+(?:for|of)\s+(?:(?:a|an|the|my|our|his|her|your|their|some)\s+)?(?P<whole>.+)$", re.I
)


_LIKENESS = 0.9  # of a name with a typing error: one letter of ten
_SHORTEST = 8  # letters of such a name
_LONGEST = 4  # words


def find_good(text: str, *, mistyped: bool = False) -> Names:
    """Return what the thing is called that the text names, the longest name counting; the empty set for none.

    "Swing set for the garden" names a swing set, "food for my cat" cat food. With `mistyped` a typing error is allowed.
    """
    find = _find_like if mistyped else _things().get
    whole = _OF.match(text)
    if whole and (good := _ending(split_terms(f"{before_purpose(whole['whole'])} {whole['thing']}"), find, 2)):
        return good
    return _ending(split_terms(before_purpose(text)), find)


def _ending(terms: list[str], find: Callable[[Terms], Names | None], at_least: int = 1) -> Names:
    """Return the names of the thing with the longest name that ends the terms; none for a deed, "cut bread"."""
    if is_deed(terms) and tuple(terms) not in _things():
        return frozenset()
    ends = (tuple(terms[start:]) for start in range(max(0, len(terms) - _LONGEST), len(terms) - at_least + 1))
    return next(filter(None, map(find, ends)), frozenset())


def _find_like(terms: Terms) -> Names | None:
    near = process.extractOne(
        " ".join(terms),
        _spelt(),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_LIKENESS,
    )
    return _things()[near[2]] if near else None


@cache
def _spelt() -> dict[Terms, str]:
    return {name: " ".join(name) for name in _things() if len(" ".join(name)) >= _SHORTEST}


@cache
def _things() -> dict[Terms, Names]:
    """Return by each name all names of the same thing."""
    things: dict[Terms, Names] = {}
    for thing in filter(None, (one.strip() for one in _GOODS.replace("\n", " ").split(","))):
        names = frozenset(tuple(split_terms(name)) for name in thing.split("="))
        for name in names:
            things[name] = names | things.get(name, frozenset())
    return things
