"""Help articles about the kind, the material or the make of a product: how to descale a kettle, how to wash merino."""

from actions.context import current_graph, current_shelf
from actions.talking.policy_answers import quote_article
from actions.turn import ActionTurn
from shop.catalogue import Product

_LOOKED_AT = 5


def answer_from_help(turn: ActionTurn, product: Product, question: str) -> bool:
    """Quote the article about this product that surely answers the question; return whether there is one."""
    about = current_graph().articles_about(product.id)
    if not about:
        return False
    found = current_shelf().find_articles(f"{question} {product.type}", _LOOKED_AT)
    answer = next((one for one in found if one.sure and one.article_id in about), None)
    if answer is None:
        return False
    quote_article(turn, answer)
    return True
