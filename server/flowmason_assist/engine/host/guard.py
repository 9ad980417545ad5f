"""What code in the engine's process may not do."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

ALLOWED_SOCKET_EVENTS = frozenset({"socket.gethostname"})
PROCESS_EVENTS = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.kill",
        "os.killpg",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
    }
)
WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Each event with the positions of the paths that it changes.
CHANGE_EVENTS = {
    "os.chflags": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.link": (1,),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.removexattr": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.setxattr": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "sqlite3.connect": (0,),
}


class DryRunBlockedError(PermissionError):
    """A dry run does not do this; seen by the component as a system that refuses."""


def install(folder: str, *, trust: bool) -> None:
    """
    Refuse sockets, processes and, without trust, writes outside `folder` from now on.

    This holds for everything that Python itself does; the hook cannot be removed again.
    It is a belt for the engine's components, not a prison for native code.
    """
    checks: list[Callable[[str, tuple[Any, ...]], None]] = [_refuse_sockets, _refuse_processes]
    if not trust:
        checks += [_writes_inside(os.path.realpath(folder)), _refuse_native_code]

    def hook(event: str, args: tuple[Any, ...]) -> None:
        for check in checks:
            check(event, args)

    sys.addaudithook(hook)


def _refuse_sockets(event: str, _args: tuple[Any, ...]) -> None:
    if event.startswith("socket.") and event not in ALLOWED_SOCKET_EVENTS:
        raise DryRunBlockedError(f'a dry run has no network: "{event}" is blocked')


def _refuse_processes(event: str, _args: tuple[Any, ...]) -> None:
    if event in PROCESS_EVENTS:
        raise DryRunBlockedError(f'a dry run starts no process: "{event}" is blocked')


def _refuse_native_code(event: str, args: tuple[Any, ...]) -> None:
    loads_library = event == "ctypes.dlopen" and args[0] is not None
    finds_function = event == "ctypes.dlsym" and not str(args[1]).startswith("Py")
    if loads_library or finds_function:
        raise DryRunBlockedError(f'a dry run loads no native code: "{event}" is blocked')


def _writes_inside(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    prefix = os.path.join(folder, "")  # noqa: PTH118 - pathlib is too slow for each event.

    def check(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            if _opens_to_write(mode, flags):
                refuse_outside(event, [path])
        elif event in CHANGE_EVENTS:
            refuse_outside(event, [args[position] for position in CHANGE_EVENTS[event]])

    def refuse_outside(event: str, paths: Iterable[object]) -> None:
        for path in paths:
            if isinstance(path, int) or path in (os.devnull, ":memory:"):
                continue
            if not os.path.realpath(os.fsdecode(str(path))).startswith(prefix):
                raise DryRunBlockedError(
                    f'a dry run writes nothing outside its own folder: "{event}" is blocked'
                )

    return check


def _opens_to_write(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & WRITE_FLAGS)
