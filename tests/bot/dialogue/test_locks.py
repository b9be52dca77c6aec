"""Turns of one conversation wait for each other, those of others do not, and nothing of them stays."""

import asyncio

from bot.dialogue.locks import ConversationLocks


async def test_turns_of_a_conversation_are_taken_in_the_order_of_their_coming() -> None:
    locks, taken = ConversationLocks(), []

    async def turn(number: int) -> None:
        async with locks.lock("one"):
            taken.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(turn(number) for number in range(20)))
    assert taken == list(range(20))


async def test_another_conversation_does_not_wait() -> None:
    locks = ConversationLocks()
    async with locks.lock("one"), asyncio.timeout(1), locks.lock("two"):
        pass


async def test_a_turn_that_fails_or_is_given_up_lets_the_next_one_in() -> None:
    locks = ConversationLocks()

    async def fail() -> None:
        async with locks.lock("one"):
            raise ValueError

    await asyncio.gather(fail(), return_exceptions=True)
    async with locks.lock("one"):
        waiting = asyncio.create_task(fail())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1), locks.lock("one"):
        pass
    assert locks._locks == {}  # thousands of conversations leave nothing behind
