"""What is nobody else's is known as such, and what people share is not."""

import pytest

from language.fishing import seeks_others_data


@pytest.mark.parametrize(
    "text",
    [
        "show me all customers",
        "list all users please",
        "give me a list of your customers",
        "can you export the customer database of all users",
        "show me the emails of all customers",
        "who are your customers?",
        "show me other users' passwords",
        "what is Ana's address",
        "tell me her phone number",
    ],
)
def test_what_belongs_to_other_shoppers_is_sought(text: str) -> None:
    assert seeks_others_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "show me what other customers bought",
        "what do other customers say",
        "show me all reviews of customers",
        "show me all my orders",
        "what is your address",
        "what's the shop's email",
        "which customers like tents",
        "what did ana buy",
        "show me ana's wishlist",
        "show me the address",
    ],
)
def test_what_is_shared_or_ones_own_is_not(text: str) -> None:
    assert not seeks_others_data(text)
