"""The options that every command has that may ask a model."""

import click
from click.testing import CliRunner

from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.routing.route import Tier


@click.command()
@click.argument("name")
@model_options
def wish(name: str, model_options: ModelOptions) -> None:
    """Show the job that would be done."""
    click.echo(repr(model_options.asked("wish", name)))


def test_wishes_become_a_job() -> None:
    arguments = ["x", "--tier", "cloud", "--offline", "--timeout", "2", "--seed", "7"]

    shown = CliRunner().invoke(wish, arguments).output.strip()

    wanted = ModelOptions(tier=Tier.CLOUD, is_offline=True, timeout=2.0, seed=7)
    assert shown == repr(wanted.asked("wish", "x"))


def test_a_tier_that_nobody_may_choose_is_refused() -> None:
    assert CliRunner().invoke(wish, ["x", "--tier", "refused"]).exit_code == 2
