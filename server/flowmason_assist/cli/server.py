"""`flowmason-assist server`: the language server that editors start."""

import gc
import logging
import sys
from pathlib import Path

import click

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("server")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output (the default).")
@click.option("--tcp", metavar="HOST:PORT", help="Listen for one client on a TCP port.")
@click.option("--ws", metavar="HOST:PORT", help="Listen for a client on a web socket.")
@click.option("--any-host", is_flag=True, help="Allow addresses that others can reach.")
@click.option("--log-file", type=click.Path(path_type=Path), help="Write the log into this file.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="warning",
    help="How much to log.",
)
@click.option("--clientProcessId", "client_process_id", type=int, hidden=True)
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    stdio: bool,  # noqa: FBT001 - click passes options by name
    tcp: str | None,
    ws: str | None,
    any_host: bool,  # noqa: FBT001
    log_file: Path | None,
    log_level: str,
    client_process_id: int | None,
) -> None:
    """Start the language server; editors run this."""
    del client_process_id  # Clients send it; the protocol's own field counts.
    if sum((stdio, tcp is not None, ws is not None)) > 1:
        raise click.UsageError("choose one of --stdio, --tcp and --ws")
    _log_to(log_file, log_level)
    _collect_rarely()
    from flowmason_assist.lsp.types_on_demand import import_types

    import_types()
    from flowmason_assist.lsp.server import make_server

    server = make_server()
    if tcp is not None:
        server.start_tcp(*_address(tcp, any_host=any_host))
    elif ws is not None:
        server.start_ws(*_address(ws, any_host=any_host))
    else:
        server.start_io()


def _address(text: str, *, any_host: bool) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    host = host.strip("[]") or _LOOPBACK[0]
    if not port.isdigit():
        raise click.UsageError(f'"{text}" is no address; write it as 127.0.0.1:8888')
    if host not in _LOOPBACK and not any_host:
        raise click.UsageError(f'others could reach "{host}"; add --any-host if that is meant')
    return host, int(port)


def _collect_rarely() -> None:
    """Let analysis run undisturbed: it leaves no cycles, and looking for them takes long."""
    gc.set_threshold(100_000, 20, 20)


def _log_to(file: Path | None, level: str) -> None:
    """Log to a file or to standard error: standard output belongs to the protocol."""
    handler = logging.FileHandler(file) if file else logging.StreamHandler(sys.stderr)
    logging.basicConfig(level=level.upper(), handlers=[handler])
    if level != "debug":
        # What pygls complains about is answered, or reported by us; once is enough.
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
