"""Asking the `openai` engine one question or several, as the drive loop does."""

from contextlib import closing
from dataclasses import replace
from typing import Any

from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines.openai import OpenAI, OpenAISettings, parse_address
from jagbench.runners.reply import Reply


def request(prompt: str, **other: Any) -> Request:
    messages = (Message(role="user", content=prompt),)
    asked = Request(key=prompt, probe="p", turn=0, messages=messages, sampling=Sampling())
    return replace(asked, **other)


def ask(model: str, *requests: Request, **given: Any) -> dict[str, Reply]:
    """The replies by prompt."""
    given = {"timeout": 1.0, "retries": 4} | given
    notice, prompting = given.pop("notice", print), given.pop("prompting", None)
    engine = OpenAI(parse_address(model), OpenAISettings(**given), notice=notice, prompting=prompting)
    replies: list[Reply] = []
    waiting = list(requests)
    with closing(engine):
        under_way = 0
        while waiting or under_way:
            while waiting and under_way < engine.capacity:
                engine.submit(waiting.pop(0))
                under_way += 1
            finished = engine.poll()
            under_way -= len(finished)
            replies += finished
    return {reply.key: reply for reply in replies}


def ask_one(model: str, **given: Any) -> Reply:
    """The reply to one question."""
    return ask(model, request("2 + 2?"), **given)["2 + 2?"]
