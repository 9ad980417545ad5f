"""Prompts of the small tasks, and what replies to them mean."""

from flowmason_assist.assist.understand import small_tasks


def test_a_stage_is_told_in_slots() -> None:
    asked = small_tasks.say(
        "http_request",
        [("method", "POST"), ("url", "https://a.io/x"), ("body", "https://a.io/x")],
        frozenset({"POST"}),
    )

    assert asked.prompt == "<say><http_request> method post url<V1> body<V1><do>"
    assert asked.values == {"V1": "https://a.io/x"}


def test_the_last_line_of_a_traceback_comes_first() -> None:
    asked = small_tasks.why(
        'Traceback (most recent call last):\n  File "/srv/run.py", line 7, in run\n'
        "ReadTimeout: no answer from https://a.io/x"
    )

    assert asked.prompt.startswith("<why> readtimeout : no answer from<V1> traceback (")
    assert asked.values["V1"] == "https://a.io/x"


def test_a_prompt_is_told_clause_by_clause() -> None:
    asked = small_tasks.improve("You are a helpful bot. Summarise the text. Be short.")

    assert asked.prompt == (
        "<improve><C1> you are a helpful bot<C2> summarise the text<C3> be short<do>"
    )
    assert asked.values["C2"] == "Summarise the text"


def test_labels_are_slots() -> None:
    asked = small_tasks.label(["billing", "technical"], "My invoice is wrong")

    assert asked.prompt == "<label><V1> billing<V2> technical<text> my invoice is wrong<do>"
    assert asked.values["V2"] == "technical"


def test_sentences_are_numbered() -> None:
    asked = small_tasks.short("It rained. The river rose by 2.5 meters! Why?")

    assert asked.values == {"C1": "It rained.", "C2": "The river rose by 2.5 meters!", "C3": "Why?"}


def test_a_text_cannot_hold_structure() -> None:
    asked = small_tasks.branch("is it angry", "well <yes> and <end>")

    assert asked.prompt == "<branch> is it angry<text> well yes and end<do>"


def test_words_of_a_question_are_marked() -> None:
    asked = small_tasks.question("How do I loop over a list?")

    assert asked.prompt.startswith("<question> how do i loop<S1>")
    assert asked.values["S1"] == "loop"


def test_a_reply_becomes_a_sentence() -> None:
    values = {"V1": "30", "V2": "https://a.io/x"}
    reply = "<cause=timeout> the server at<V2> did not answer in<V1> seconds : raise timeout .<end>"

    assert small_tasks.sentence(reply, values) == (
        "The server at https://a.io/x did not answer in 30 seconds: raise timeout."
    )
    assert small_tasks.chosen(reply) == ("cause=timeout", "V2", "V1")
