"""The interface keeps what its own OpenAPI document promises, whatever is sent to it."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.bot.gateway.market import fill_market, key_for, open_app
from tests.fakes.store import MemoryStore

store = MemoryStore()
fill_market(store)
HEADERS = key_for(store)
schema = schemathesis.openapi.from_asgi("/openapi.json", open_app(store))


@schema.parametrize()
@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_promises(case: "schemathesis.Case[Any]") -> None:
    # The shop's rules may still refuse what has the right shape: a currency that does not exist, an old cursor.
    case.call_and_validate(headers=HEADERS, excluded_checks=[positive_data_acceptance])
