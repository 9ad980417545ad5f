"""The pipes of a child process, kept for its messages alone."""

import os
from typing import BinaryIO


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """
    Take the pipes away from `print` and `input`, so that no other code can disturb us.

    What is printed from now on goes to standard error; whoever reads input finds its end.
    """
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing
