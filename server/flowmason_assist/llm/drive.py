"""Runs a job to its result: the only loop that awaits models."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Model, Reply, Request, Task, complete

T = TypeVar("T")
Ask = Callable[[Request], Awaitable[Reply]]


async def drive(task: Task[T], model: Model) -> T:
    """Run a task with one model."""

    async def ask(request: Request) -> Reply:
        return await complete(model, request)

    return await drive_with(task, ask)


async def drive_with(task: Task[T], ask: Ask) -> T:
    """
    Run a task; `ask` decides who answers.

    When it raises `ModelError`, the error is thrown into the task, which may go on without.
    """
    try:
        request = next(task)
        while True:
            try:
                reply = await ask(request)
            except ModelError as error:
                request = task.throw(error)
            else:
                request = task.send(reply)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        task.close()


def run_without_model(task: Task[T]) -> T:
    """Give what a task can say when no model may be asked."""
    from flowmason_assist.errors import ModelUnavailable

    try:
        next(task)
        while True:
            task.throw(ModelUnavailable("no model was asked"))
    except StopIteration as done:
        result: T = done.value
        return result
