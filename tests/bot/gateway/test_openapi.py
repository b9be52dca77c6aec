"""The interface keeps what its own OpenAPI document promises, whatever is sent to it."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.gateway.chat.tokens import Tokens
from settings import Settings
from tests.bot.gateway.market import SECRET_KEY, fill_market, key_for, open_app
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore

store = MemoryStore()
fill_market(store)
KEY = key_for(store)
SESSION = {"X-Chat-Session": Tokens(Settings(), SECRET_KEY).sign_guest("guest_of_the_tests")}
schema = schemathesis.openapi.from_asgi("/openapi.json", open_app(store, engine=FakeEngine(), chat_rate_burst=10_000))
# Who calls is said below; parameters that nobody knows are ignored, as is usual.
schema.config.generation.update(with_security_parameters=False, allow_extra_parameters=False)
checked = settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@schema.exclude(path_regex="^/v1/conversations").parametrize()
@checked
def test_every_operation_keeps_its_promises(case: "schemathesis.Case[Any]") -> None:
    # The shop's rules may still refuse what has the right shape: a currency that does not exist, an old cursor.
    case.call_and_validate(headers=KEY, excluded_checks=[positive_data_acceptance])


@schema.include(path_regex="^/v1/conversations").parametrize()
@checked
def test_every_operation_of_the_chat_keeps_its_promises(case: "schemathesis.Case[Any]") -> None:
    case.call_and_validate(headers=SESSION, excluded_checks=[positive_data_acceptance])
