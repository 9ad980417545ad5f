"""Diagrams of pipelines, in the forms that people and programs ask for."""

from typing import Literal

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.explain.graph import graph

Diagram = Literal["mermaid", "svg"]


def draw(facts: Facts, diagram: Diagram) -> str:
    """Give the stages of a pipeline as Mermaid text or as an SVG picture."""
    drawn = graph(facts)
    if diagram == "mermaid":
        from flowmason_assist.assist.explain.mermaid import mermaid

        return mermaid(drawn)
    from flowmason_assist.assist.explain.svg import svg

    return svg(drawn)
