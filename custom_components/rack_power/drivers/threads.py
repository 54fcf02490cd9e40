"""What would hold up everybody else is done in a thread."""

from collections.abc import Callable

from ..equipment.driver import Context


async def elsewhere[T](context: Context, job: Callable[[], T]) -> T:
    """Do a job in a thread and return what comes of it; raises what it raises."""
    done: list[T] = []
    await context.in_thread(lambda: done.append(job()))
    return done[0]
