"""How routes get what they ask for."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute


def test_nothing_runs_in_a_thread(app: FastAPI) -> None:
    """No route and no dependency is a plain function: FastAPI would run each in a thread."""
    plain = {
        call.__qualname__
        for route in app.routes
        if isinstance(route, APIRoute)
        for call in called(route.dependant)
        if inspect.isfunction(call)
        and not inspect.iscoroutinefunction(call)
        and not inspect.isasyncgenfunction(call)
    }

    assert plain == set()


def called(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    """Yield all that a dependant calls, itself included."""
    if dependant.call is not None:
        yield dependant.call
    for one in dependant.dependencies:
        yield from called(one)
