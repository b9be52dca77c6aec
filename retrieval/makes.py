"""Makes that people name for a kind of thing: a shop that lacks one says so, instead of passing another off as it."""

from collections.abc import Iterable

from retrieval.synonyms import Terms
from retrieval.terms import holds, split_terms

_MAKES = """
nike, adidas, reebok, asics, new balance, puma, saucony, hoka, salomon, mizuno, skechers, brooks, under armour,
lululemon, merrell, scarpa, meindl, lowa, birkenstock, crocs, timberland, dr martens, doc martens, clarks, geox,
ugg, havaianas, converse, vans, levi's, levis, wrangler, zara, h&m, uniqlo, primark, asos, shein, hugo boss, tommy
hilfiger, ralph lauren, lacoste, calvin klein, gucci, prada, chanel, louis vuitton, hermes, burberry, ray-ban,
rayban, oakley, rolex, casio, g-shock, swatch, seiko, citizen watch, pandora bracelet, swarovski, north face,
patagonia, columbia jacket, jack wolfskin, mammut, arcteryx, arc'teryx, fjallraven, kanken, vaude, deuter, osprey,
ortlieb, barbour, helly hansen, canada goose, moncler, icebreaker, smartwool, odlo, msr, jetboil, petzl,
therm-a-rest, thermarest, hilleberg, coleman, leatherman, victorinox, opinel, camelbak, nalgene, hydro flask,
stanley cup, yeti cup, samsonite, rimowa, eastpak, herschel, away luggage, tumi, american tourister, kipling, apple
watch, iphone, ipad, ipod, imac, macbook, airpod, airtag, magsafe, samsung, google pixel, huawei, xiaomi, oneplus,
oppo, motorola, nokia, fairphone, sony, bose, jbl, sennheiser, beats by dre, jabra, anker, soundcore, marshall
speaker, bang & olufsen, sonos, ultimate ears, shure, akg, beyerdynamic, philips, panasonic, lg, hisense, tcl,
logitech, razer, corsair, steelseries, hyperx, dell, lenovo, thinkpad, asus, acer, hp laptop, microsoft surface,
kindle, kobo, tolino, playstation, ps4, ps5, xbox, nintendo, switch console, steam deck, gopro, dji, canon, nikon,
fujifilm, polaroid, instax, garmin, fitbit, polar watch, suunto, whoop, oura, wahoo, alexa, echo dot, chromecast,
fire stick, fire tv, roku, apple tv, ring doorbell, philips hue, nest cam, kitchenaid, nespresso, dolce gusto,
delonghi, de'longhi, jura, gaggia, lavazza, tassimo, senseo, bialetti, bodum, aeropress, chemex, hario, smeg, tefal,
le creuset, staub, lodge skillet, wmf, zwilling, wusthof, global knife, fissler, joseph joseph, oxo, tupperware,
vitamix, ninja blender, nutribullet, thermomix, instant pot, braun, dyson, roomba, irobot, miele, bosch, makita,
dewalt, black and decker, karcher, ikea, billy shelf, muji, herman miller, aeron, steelcase, secretlab, tempur,
casper mattress, lego, duplo, playmobil, barbie, hot wheels, nerf, pokemon, pokémon, paw patrol, peppa pig, disney,
harry potter, star wars, ravensburger, catan, monopoly, carcassonne, ticket to ride, hasbro, mattel, schleich,
steiff, jellycat, squishmallow, tonies, toniebox, fisher-price, vtech, brio, funko, gravitrax, kapla, hape,
tamagotchi, rubik, nivea, l'oreal, loreal, maybelline, mac lipstick, clinique, estee lauder, la roche-posay, la
roche posay, cerave, the ordinary, cetaphil, neutrogena, garnier, olay, weleda, kiehl's, the body shop, oral-b,
oralb, sonicare, colgate, gillette, wilkinson, philishave, oneblade, ghd, olaplex, wella, dove soap, old spice,
peloton, bowflex, theragun, manduka, yeti mug, speedo, arena goggles, wilson racket, babolat, yonex, head racket,
spalding, shimano, brompton, cube bike, canyon bike, samsung galaxy
"""


def _by_first_word() -> dict[str, list[Terms]]:
    makes: dict[str, list[Terms]] = {}
    for make in _MAKES.replace("\n", " ").split(", "):
        words = tuple(split_terms(make))
        makes.setdefault(words[0], []).append(words)
    return makes


_KNOWN = _by_first_word()


def makes_in(terms: Iterable[str]) -> frozenset[Terms]:
    """Return the makes that stand in these folded words; the empty set for none."""
    said = tuple(terms)
    return frozenset(make for word in said for make in _KNOWN.get(word, ()) if holds(said, make))
