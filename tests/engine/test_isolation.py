"""A dry run reaches nothing outside its process: no network, no program, no file of the user's."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flowmason_assist.engine.options import CannedResponse, DryRunOptions
from flowmason_assist.engine.session import EngineSession
from tests.support.json_value import at

Write = Callable[..., str]

# Started in the place of an interpreter: notes what the engine's process tries, then goes on as it.
AUDITED = """
import runpy, sys
log = open({log!r}, "a", buffering=1)
def note(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.posix_spawn")):
        log.write(event + "\\n")
sys.addaudithook(note)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[-1], run_name="__main__")
"""
# What setting up an event loop needs, before any pipeline is there.
HARMLESS = {"socket.__new__"}
EVERYWHERE = (
    ("web", "http_request", {"url": "https://example.com/{{env.PATH_PART}}"}),
    ("rows", "postgres", {"operation": "query", "sql": "SELECT 1", "host": "db.example.com"}),
    ("documents", "mongodb", {"operation": "find", "database": "d", "collection": "c"}),
    ("value", "redis", {"operation": "get", "key": "k", "host": "cache.example.com"}),
    ("object", "s3", {"operation": "download", "bucket": "b", "key": "k"}),
    ("file", "local_file", {"operation": "write", "path": "/etc/passwd", "content": "x"}),
    (
        "delivery",
        "output_router",
        {
            "data": 1,
            "destinations": [
                {"id": "d", "name": "d", "type": "webhook", "config": {"url": "http://localhost:9"}}
            ],
        },
    ),
    ("reply", "generator", {"prompt": "p"}),
)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import _socket; _socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import http.client; http.client.HTTPConnection('127.0.0.1', 9).connect()",
        "import smtplib; smtplib.SMTP('127.0.0.1', 9)",
    ],
)
def test_trusted_code_gets_no_socket(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write, code: str
) -> None:
    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert (run.runs, run.failed_stage) == (False, "a")
    assert "a dry run has no network" in str(run.error_message)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.system('true')",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', ''])",
        "import os, sys; os.execv(sys.executable, ['python'])",
        "import os; os.kill(os.getppid(), 0)",
        "import os; os.popen('true')",
    ],
)
def test_trusted_code_starts_and_ends_no_process(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write, code: str
) -> None:
    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert (run.runs, run.failed_stage) == (False, "a")
    assert "a dry run starts no process" in str(run.error_message)


@pytest.mark.skipif(sys.platform == "win32", reason="the interpreter is stood in for by a script")
def test_an_audit_log_holds_no_connection(
    engine: EngineSession, pipeline: Write, tmp_path: Path
) -> None:
    """All components that reach out run in a process whose every try is noted."""
    log, script, interpreter = tmp_path / "log", tmp_path / "audited.py", tmp_path / "python"
    script.write_text(AUDITED.format(log=str(log)), encoding="utf-8")
    interpreter.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
    interpreter.chmod(0o755)

    run = engine.run(pipeline(*EVERYWHERE), options=DryRunOptions(interpreter=str(interpreter)))

    assert run.runs
    assert all(at(output).get("success", True) for output in run.outputs.values())
    assert set(log.read_text().split()) <= HARMLESS


def test_a_pipeline_cannot_reach_a_server_that_is_there(
    engine: EngineSession, pipeline: Write
) -> None:
    """What a service on this very machine would answer is never seen."""
    text = pipeline(("a", "http_request", {"url": "http://127.0.0.1:1/x", "method": "POST"}))

    run = engine.run(text)

    assert at(run.output, "body", "url") == "http://127.0.0.1:1/x"
    assert run.notes == ('the response to "POST http://127.0.0.1:1/x" is made up',)


def test_payload_templates_run_no_python(engine: EngineSession, pipeline: Write) -> None:
    """They are part of the file, so no trust was asked for."""
    template = (
        "{% set found = cycler.__init__.__globals__.os.listdir('/') %}{% if found %}x{% endif %}"
    )
    destination = {"id": "d", "name": "d", "type": "email", "config": {}}
    destination["payload_template"] = template
    text = pipeline(("a", "output_router", {"data": 1, "destinations": [destination]}))

    run = engine.run(text)

    assert at(run.output, "results", 0, "success") is False
    assert "unsafe" in at(run.output, "results", 0, "error")


def test_files_are_written_only_inside(
    engine: EngineSession, pipeline: Write, tmp_path: Path
) -> None:
    target = tmp_path / "out.txt"
    write = {"operation": "write", "path": str(target), "content": "x"}
    read = {"operation": "read", "path": str(target)}

    run = engine.run(pipeline(("a", "local_file", write), ("b", "local_file", read, "a")))

    assert at(run.output, "content") == "x"
    assert not target.exists()


def test_runs_do_not_see_each_others_files(engine: EngineSession, pipeline: Write) -> None:
    write = {"operation": "write", "path": "kept.txt", "content": "x"}
    engine.run(pipeline(("a", "local_file", write)))

    run = engine.run(pipeline(("a", "local_file", {"operation": "exists", "path": "kept.txt"})))

    assert at(run.output, "exists") is False


def test_files_of_the_user_are_not_read(
    engine: EngineSession, pipeline: Write, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2", encoding="utf-8")

    run = engine.run(pipeline(("a", "local_file", {"operation": "read", "path": str(secret)})))

    assert "hunter2" not in str(run.to_json())


def test_the_environment_holds_no_secret(
    hazard: DryRunOptions, pipeline: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only names that the caller lists are passed on."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret")
    monkeypatch.setenv("LISTED", "ours")
    code = "import os; result = [os.environ.get('ANTHROPIC_API_KEY'), os.environ['LISTED']]"
    options = replace(hazard, environment={"LISTED": os.environ["LISTED"]})

    with EngineSession() as session:
        run = session.run(pipeline(("a", "hazard", {"code": code})), options=options)

    assert run.output == {"result": [None, "ours"]}


def test_component_files_are_never_loaded_without_trust(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    run = engine.run(
        pipeline(("a", "hazard", {"code": "result = 1"})), options=replace(hazard, trust=False)
    )

    assert (run.runs, run.failed_stage, run.found_by) == (False, "a", "trace")
    assert "Component 'hazard' not found" in str(run.error_message)


def test_trusted_code_may_write_where_it_likes(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write, tmp_path: Path
) -> None:
    target = tmp_path / "out.txt"
    code = f"open({str(target)!r}, 'w').write('x')"

    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert run.runs
    assert target.read_text() == "x"


def test_a_trusted_run_leaves_no_trace_in_the_next(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    """Its process is not used again, whatever it changed."""
    code = "import flowmason_core.config.template_resolver as t; t.TemplateResolver.resolve = None"
    engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert engine.run(pipeline(("a", "logger", {"message": "m"}))).runs


def test_variables_of_one_run_are_gone_in_the_next(engine: EngineSession, pipeline: Write) -> None:
    text = pipeline(("a", "logger", {"message": "{{env.ONLY_ONCE}}"}))
    engine.run(text, options=DryRunOptions(environment={"ONLY_ONCE": "x"}))

    run = engine.run(text, options=DryRunOptions(missing_environment="fail"))

    assert "Environment variable 'ONLY_ONCE' not found" in str(run.error_message)


def test_a_canned_failure_looks_like_a_dead_network(engine: EngineSession, pipeline: Write) -> None:
    text = pipeline(("a", "http_request", {"url": "https://example.com"}))
    dead = CannedResponse("example", failure="connect")

    run = engine.run(text, options=DryRunOptions(responses=(dead,)))

    assert str(run.error_message).endswith("All connection attempts failed")
