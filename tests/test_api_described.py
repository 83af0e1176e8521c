"""What the API's description promises holds for whatever is asked by it: no fault, and answers that fit."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import BaseSchema, Response
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desk_by_hand import make_desk, serve
from marsad.server.app import create_app
from marsad.server.limits import Pace
from marsad.server.people import People, Role
from marsad.server.tokens import Scope, Tokens

EXAMPLES = 12
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]


class Asked(Protocol):
    """A request that the description allows, or that it forbids."""

    def call_and_validate(self, *, checks: list[CheckFunction], headers: dict[str, str]) -> Response: ...


@pytest.fixture
def described(tmp_path: Path, address: Callable[[], str]) -> Iterator[tuple[BaseSchema, str]]:
    """The description as the server gives it, and a token that may judge."""
    with make_desk(tmp_path, address()) as desk:
        person = People(desk.database).add("Ada Moss", Role.ANALYST, None)
        token = Tokens(desk.database).make(person, Scope.JUDGE, "")
        app = create_app(desk)
        app.state.site.pace = Pace(burst=1e9, a_second=1e9)
        with serve(app) as home:
            yield schemathesis.openapi.from_url(f"{home}/api/v1/openapi.json"), token


def test_every_answer_is_as_described_and_none_is_a_fault(described: tuple[BaseSchema, str]) -> None:
    schema, token = described
    answered: Counter[int] = Counter()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
        def ask(case: Asked) -> None:
            answer = case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {token}"})
            answered[answer.status_code] += 1

        ask()
    assert answered.total() > 20 * EXAMPLES
    assert answered[200] > EXAMPLES and {404, 422} <= answered.keys() and 401 not in answered
