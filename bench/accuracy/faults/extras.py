"""Keys that some reader knows and others ignore, and bounds that only one reader checks."""

from typing import Final

from bench.accuracy.faults.patient import Fault, IfRuns, Patient

Places = tuple[str, ...] | None


def _stage(key: str, value: object, inner: str = "", if_runs: IfRuns = "inert") -> Fault:
    """Add a key to a stage; `inner` names the part at fault."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage()
        if index is None:
            return None
        patient.stages[index][key] = value
        here = patient.at(index, key)
        return (f"{here}/{inner}", here) if inner else (here,)

    return Fault(apply, if_runs)


def _top(key: str, value: object, if_runs: IfRuns = "inert") -> Fault:
    """Add a key to the pipeline."""

    def apply(patient: Patient) -> Places:
        patient.pipeline[key] = value
        return (f"/{key}",)

    return Fault(apply, if_runs)


EXTRAS: Final[dict[str, Fault]] = {
    "timeout-too-short": _stage("timeout_ms", 50),
    "timeout-too-long": _stage("timeout_ms", 900_000),
    "timeout-in-words": _stage("timeout_ms", "30s"),
    "timeout-cli-ignores": _stage("timeout_ms", 30_000),
    "retries-too-many": _stage("retry_config", {"max_retries": 20}, "max_retries"),
    "retries-negative": _stage("retry_config", {"max_retries": -1}, "max_retries"),
    "retry-delay-short": _stage("retry_config", {"initial_delay_ms": 5}, "initial_delay_ms"),
    "retry-cap-short": _stage("retry_config", {"max_delay_ms": 500}, "max_delay_ms"),
    "retry-factor": _stage("retry_config", {"backoff_multiplier": 9}, "backoff_multiplier"),
    "retry-other-shape": _stage("retry_config", {"backoff_ms": 100}, "backoff_ms"),
    "retry-number": _stage("retry_config", 3),
    "on-error-word": _stage("on_error", "ignore"),
    "on-error-list": _stage("on_error", ["continue"]),
    "settings-temperature-word": _stage("llm_settings", {"temperature": "hot"}, "temperature"),
    "settings-tokens-fraction": _stage("llm_settings", {"max_tokens": 12.5}, "max_tokens"),
    "settings-stop-text": _stage("llm_settings", {"stop_sequences": "END"}, "stop_sequences"),
    "settings-text": _stage("llm_settings", "default"),
    "settings-no-effect": _stage("llm_settings", {"temperature": 0.2}),
    "provider-no-effect": _stage("provider", "openai"),
    "model-no-effect": _stage("model", "large"),
    "provider-number": _stage("provider", 3),
    "disabled-still-runs": _stage("enabled", value=False),
    "fallback-no-effect": _stage("fallback_output", {"content": "none"}),
    "position-text": _stage("position", "left"),
    "condition-on-stage": _stage("condition", "{{input.flag}}"),
    "when-on-stage": _stage("when", "always"),
    "input-mapping-list": _stage("input_mapping", ["a"]),
    "extends-no-effect": _top("extends", "base-pipeline"),
    "abstract-runs": _top("abstract", value=True),
    "variables-no-effect": _top("variables", {"limit": 3}),
    "settings-at-top": _top("llm_settings", {"temperature": 0.1}),
    "extends-number": _top("extends", 5),
}
