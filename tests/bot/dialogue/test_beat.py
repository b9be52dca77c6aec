"""Whether a loop still turns is felt from outside."""

import asyncio
import threading
import time

from bot.dialogue.beat import Beat


def test_a_loop_that_hangs_falls_silent_and_one_that_goes_on_is_heard_again() -> None:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    beat = Beat(longest_s=1.3)
    assert beat.silence_s() == 0
    beat.begin(loop)
    go_on = threading.Event()
    time.sleep(1.6)
    assert beat.silence_s() == 0
    loop.call_soon_threadsafe(go_on.wait, 20)
    time.sleep(2.6)
    assert beat.silence_s() > 1.3
    go_on.set()
    deadline = time.monotonic() + 5
    while beat.silence_s():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def test_what_has_not_begun_is_no_concern() -> None:
    assert Beat(longest_s=-1.0).silence_s() == 0
