"""Whatever happens in the engine's process is an answer, and the next run is sound again."""

import importlib.util
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flowmason_assist.engine.dry_run import dry_run
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import EngineError

Write = Callable[..., str]


def bare_python(folder: Path) -> str:
    """Make a Python that has no packages at all."""
    environment = folder / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    return str(environment / ("Scripts" if os.name == "nt" else "bin") / "python")


@pytest.mark.parametrize(
    "code",
    ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)", "import os; os.abort()"],
    ids=["exit", "segmentation fault", "abort"],
)
def test_a_dead_process_is_a_crash(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write, code: str
) -> None:
    """The stage that was running is named, and those before it keep their place."""
    text = pipeline(("a", "logger", {"message": "m"}), ("b", "hazard", {"code": code}, "a"))

    run = engine.run(text, options=hazard)

    assert (run.stopped, run.runs, run.failed_stage, run.executed) == ("crash", False, "b", ("a",))


def test_the_run_after_a_crash_is_sound(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    engine.run(pipeline(("a", "hazard", {"code": "import os; os._exit(1)"})), options=hazard)

    assert engine.run(pipeline(("a", "logger", {"message": "m"}))).runs


@pytest.mark.parametrize(
    "expression", ["9**9**9 > 0", "any(x < 0 for x in range(10**12))"], ids=["native", "python"]
)
def test_an_endless_expression_is_stopped(
    engine: EngineSession, pipeline: Write, expression: str
) -> None:
    """No trust is needed to compute forever: a condition can."""
    text = pipeline(("a", "filter", {"data": [1], "condition": expression}))

    run = engine.run(text, options=DryRunOptions(timeout=1))

    assert (run.stopped, run.failed_stage) == ("timeout", "a")


def test_a_component_that_never_returns_is_stopped(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    text = pipeline(("a", "hazard", {"code": "while True: pass"}))

    run = engine.run(text, options=replace(hazard, timeout=1))

    assert (run.stopped, run.failed_stage) == ("timeout", "a")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no memory")
def test_memory_is_bounded(engine: EngineSession, hazard: DryRunOptions, pipeline: Write) -> None:
    text = pipeline(("a", "hazard", {"code": "result = len(bytearray(10**11))"}))

    run = engine.run(text, options=replace(hazard, memory=2**28))

    assert (run.stopped, run.runs, run.failed_stage) == ("memory", False, "a")


def test_a_flood_of_prints_is_stopped(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    text = pipeline(("a", "hazard", {"code": "while True: print('x' * 10000)"}))

    run = engine.run(text, options=hazard)

    assert run.stopped == "flood"
    assert len(run.log) < 100_000


def test_prints_do_not_disturb_the_answer(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    """Python's streams and the raw descriptors lead to the log alike."""
    code = "import os; print('seen'); os.write(1, b'{\"answer\": 1}'); os.write(2, b'raw')"

    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert run.runs
    assert all(part in run.log for part in ("seen", '{"answer": 1}', "raw"))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("result = {1, 2}", [1, 2]),
        ("result = float('nan')", "nan"),
        ("result = b'x'", "x"),
        ("result = 10**400", "… (cut)"),
        ("result = '\\ud800'", "\ud800"),
        ("result = {(1, 2): 3}", {"[1, 2]": 3}),
        ("import datetime; result = datetime.date(2024, 1, 31)", "2024-01-31"),
    ],
)
def test_outputs_that_json_lacks_are_shown_nearly(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write, code: str, shown: object
) -> None:
    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert run.runs
    assert run.output == {"result": shown}


def test_outputs_that_contain_themselves_are_cut(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    code = "result = []; result.append(result)"

    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert json.dumps(run.to_json())


def test_huge_outputs_are_cut(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    code = "result = ['x' * 1000] * 10**6"

    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert run.runs
    assert len(json.dumps(run.output)) < 20_000_000


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "raise KeyboardInterrupt"])
def test_a_component_that_wants_to_leave_fails_only_its_run(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write, code: str
) -> None:
    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    assert (run.runs, run.failed_stage, run.stopped) == (False, "a", None)


def test_a_component_file_that_fails_is_a_note(
    engine: EngineSession, pipeline: Write, tmp_path: Path
) -> None:
    path = tmp_path / "broken.py"
    path.write_text("import nowhere\n", encoding="utf-8")
    text = pipeline(("a", "logger", {"message": "m"}))

    run = engine.run(text, options=DryRunOptions(trust=True, components=(str(path),)))

    assert run.runs
    assert '"broken.py"' in run.notes[0]
    assert "nowhere" in run.notes[0]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "1", '"x"', "null", "\ufeff{}", '{"name": 1}', "[" * 10_000, '{"stages": 1}'],
)
@pytest.mark.parametrize("reader", ["cli", "core"])
def test_what_is_no_pipeline_does_not_load(engine: EngineSession, text: str, reader: str) -> None:
    run = engine.run(text, options=DryRunOptions(reader="core" if reader == "core" else "cli"))

    assert (run.loads, run.runs, run.executed) == (False, False, ())
    assert run.error_type


def test_a_python_without_the_engine_is_named_with_the_cure(tmp_path: Path) -> None:
    """A bare interpreter starts, but lacks flowmason."""
    python = bare_python(tmp_path)

    with pytest.raises(EngineError, match="-m pip install flowmason") as caught:
        dry_run("{}", options=DryRunOptions(interpreter=python))

    assert python in str(caught.value)


def test_the_chosen_python_needs_nothing_of_ours(pipeline: Write, tmp_path: Path) -> None:
    """It has flowmason, but neither this package nor what it depends on is installed there."""
    python = bare_python(tmp_path)
    engine = importlib.util.find_spec("flowmason_core")
    assert engine is not None
    assert engine.origin
    packages = Path(engine.origin).parents[1]
    (library,) = tmp_path.glob("bare/[Ll]ib/**/site-packages")
    (library / "sitecustomize.py").write_text(f"import sys; sys.path.append({str(packages)!r})")

    run = dry_run(
        pipeline(("a", "logger", {"message": "m"})), options=DryRunOptions(interpreter=python)
    )

    assert run.runs


@pytest.mark.parametrize("interpreter", ["no-such-python", "true"])
def test_what_is_no_python_is_an_engine_error(interpreter: str) -> None:
    with pytest.raises(EngineError, match=f'the Python "{interpreter}"'):
        dry_run("{}", options=DryRunOptions(interpreter=interpreter))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the process is watched as Linux does")
def test_no_process_outlives_its_parent(
    hazard: DryRunOptions, pipeline: Write, tmp_path: Path
) -> None:
    """Even one that hangs notices that the pipe ended."""
    fifo = tmp_path / "pid"
    os.mkfifo(fifo)
    code = f"import os; open({str(fifo)!r}, 'w').write(str(os.getpid()))\nwhile True: pass"
    text = pipeline(("a", "hazard", {"code": code}))
    starter = (
        "import sys\n"
        "from flowmason_assist.engine.dry_run import dry_run\n"
        "from flowmason_assist.engine.options import DryRunOptions\n"
        "dry_run(sys.argv[1], options=DryRunOptions(trust=True, components=(sys.argv[2],)))"
    )
    parent = subprocess.Popen([sys.executable, "-c", starter, text, hazard.components[0]])
    child = os.pidfd_open(int(fifo.read_text()))

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    ended, _, _ = select.select([child], [], [], 30)
    os.close(child)

    assert ended
