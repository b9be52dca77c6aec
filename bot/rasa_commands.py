"""Rasa's own command line over this shop: `python -m bot rasa train | test | shell | interactive | data validate …`."""

import logging
import sys
from collections.abc import Sequence
from typing import Any

from bot.rasa_compat import expect_no_entities_of_policies, prepare
from settings import Settings, SettingsError

_DATA, _CONVERSATIONS = "data/dialogue", "tests/dialogue/conversations"
_HERE = "127.0.0.1"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - where Rasa listens unless told otherwise, and we do not
_TRAINING = ("train", "interactive")
_ACTING = ("shell", "interactive", "run")


def run_rasa(settings: Settings, arguments: Sequence[str], *, customer_id: str | None = None) -> None:
    """Run Rasa's own command line with these arguments, in this process. Raises SystemExit as it does.

    Its models and results are in the data folder and its data in data/dialogue, unless the arguments say otherwise. It
    acts in the shop of the settings as this customer, or as a guest. Raises SettingsError for an unknown customer.
    """
    prepare()
    _place(settings)
    _let_sanic_run_in_this_process()
    expect_no_entities_of_policies()
    _silence_wrong_advice()
    _bring_our_agent(settings, customer_id, acts=bool(arguments) and arguments[0] in _ACTING)
    sys.argv = ["rasa", *_with_our_stories_alone(arguments)]
    from rasa.__main__ import main

    main()


def _place(settings: Settings) -> None:
    """Rasa copies its defaults wherever it needs them: they are set before anything else of it is imported."""
    import rasa.core.constants
    import rasa.shared.constants

    rasa.shared.constants.DEFAULT_MODELS_PATH = str(settings.data_dir / "models")
    rasa.shared.constants.DEFAULT_RESULTS_PATH = str(settings.data_dir / "results")
    rasa.shared.constants.DEFAULT_DATA_PATH = _DATA
    rasa.shared.constants.DEFAULT_CONVERSATION_TEST_PATH = _CONVERSATIONS
    rasa.core.constants.DEFAULT_SERVER_INTERFACE = _HERE


def _with_our_stories_alone(arguments: Sequence[str]) -> list[str]:
    """Return the arguments so that what is trained is what `python -m bot train` makes of the same data."""
    trains = arguments and arguments[0] in _TRAINING and "nlu" not in arguments[1:2]
    chosen = any(argument.startswith("--augmentation") for argument in arguments)
    return [*arguments, "--augmentation", "0"] if trains and not chosen else list(arguments)


def _bring_our_agent(settings: Settings, customer_id: str | None, *, acts: bool) -> None:
    """Let Rasa make our agent wherever it makes one."""
    import rasa.core.agent

    from bot.dialogue.actions import compile_answer_validation
    from bot.dialogue.trainer import TrainerAgent, TrainerProcessor

    TrainerProcessor.customer_id = customer_id
    TrainerAgent.action_timeout_s = settings.action_timeout_s
    rasa.core.agent.Agent = TrainerAgent
    compile_answer_validation()
    _export_what_policies_see()
    if acts:
        _open_shop(settings, customer_id)


def _export_what_policies_see() -> None:
    """Interactive learning writes every slot into its stories, also what actions remember: a hundred lines each."""
    import rasa.core.training.interactive as interactive

    write = interactive._write_stories_to_file

    def write_stories(path: str, events: list[dict[str, Any]], domain: Any) -> None:
        seen = {slot.name for slot in domain.slots if slot.influence_conversation}
        write(path, [each for each in events if each.get("event") != "slot" or each["name"] in seen], domain)

    interactive._write_stories_to_file = write_stories


def _open_shop(settings: Settings, customer_id: str | None) -> None:
    from bot.cli.serve import kept_secret
    from bot.database import open_store
    from bot.dialogue.engine import give_rooms_to_actions
    from bot.dialogue.rooms import open_rooms
    from bot.dialogue.trainer import TrainerAgent
    from recommender.learning.first import learn_first
    from recommender.learning.registry import open_registry
    from shop.customers import Customer

    store = open_store(settings)
    with store.read() as tx:
        if customer_id is not None and tx.get(Customer, customer_id) is None:
            raise SettingsError(f"there is no customer {customer_id!r}; allowed: the id of one, or none for a guest")
    TrainerAgent.store = store
    rooms = open_rooms(settings, store, settings.secret_key or kept_secret(settings))
    registry = open_registry(settings.data_dir)
    if registry.open_in_use() is None:  # and no server is beside that would learn one meanwhile
        learn_first(store, rooms.shelf, registry)
    give_rooms_to_actions(rooms)


def _silence_wrong_advice() -> None:
    """Rasa misses its own extractors and featurizers beside the component that does their work."""
    from rasa.utils.common import EXPECTED_WARNINGS

    for beginning in ("consisting of entity examples", "with entities that have roles", "consisting of lookup tables"):
        EXPECTED_WARNINGS.append((UserWarning, f"You have defined training data {beginning}"))
    EXPECTED_WARNINGS.append((UserWarning, "Auto-config for multiple importers"))
    EXPECTED_WARNINGS.append((DeprecationWarning, ".*Passing the loop argument to listeners"))
    for talkative in ("alembic", "rasa_sdk.executor"):  # the catalogue is opened at each step, actions are seventy
        logging.getLogger(talkative).setLevel(logging.WARNING)


def _let_sanic_run_in_this_process() -> None:
    """`rasa shell` and `interactive` build their server in this process; Sanic now wants to build it in workers."""
    import asyncio

    import sanic
    import sanic.response
    import socketio

    if not hasattr(sanic.response, "stream"):
        sanic.response.stream = _make_stream(sanic.response.ResponseStream)
    run = sanic.Sanic.run
    enter_room = socketio.AsyncServer.enter_room

    def run_here(self: Any, *arguments: Any, **options: Any) -> Any:
        options.pop("workers", None)
        if options.get("host") == _EVERYWHERE and _EVERYWHERE not in sys.argv:
            options["host"] = _HERE  # `rasa interactive` has no option for it
        return run(self, *arguments, **options, single_process=True)

    def enter_room_soon(self: Any, *arguments: Any, **options: Any) -> Any:
        return asyncio.ensure_future(enter_room(self, *arguments, **options))  # Rasa does not await it

    sanic.Sanic.run = run_here
    socketio.AsyncServer.enter_room = enter_room_soon


def _make_stream(response_stream: Any) -> Any:
    def stream(
        function: Any, status: int = 200, headers: Any = None, content_type: str = "text/plain; charset=utf-8"
    ) -> Any:
        return response_stream(function, status=status, headers=headers, content_type=content_type)

    return stream
