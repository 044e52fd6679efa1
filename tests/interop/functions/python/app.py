"""The test function in Python: does what the event's `action` says.

An event that names no action comes back as it is, so that every kind of JSON value can be sent through the function.
"""

import json
import math
import os
import time

if os.environ.get("FAIL_AT_INIT"):
    raise RuntimeError("the function refuses to start")


def handler(event, context):
    if not isinstance(event, dict) or "action" not in event:
        return event
    if event.get("count_in"):
        # One line a run: how a test sees how often the function ran, whatever the caller was told.
        with open(event["count_in"], "a", encoding="utf-8") as file:
            file.write(context.aws_request_id + "\n")
    return ACTIONS[event["action"]](event, context)


def echo(event, _context):
    return event["value"]


def fail(event, _context):
    # The error document holds the class's bare name, so a class made here is as good as one declared.
    error = type(event["type"], (Exception,), {})(event["message"])
    if "cause" in event:
        raise error from ValueError(event["cause"])
    raise error


class OutOfStock(Exception):
    """Its fields are its message."""

    def __init__(self, sku, left):
        super().__init__(json.dumps({"sku": sku, "left": left}))


class Closed(Exception):
    pass


def refuse(event, _context):
    refusal = event["refusal"]
    if refusal == "OutOfStock":
        raise OutOfStock("näils ☃", 3)
    if refusal == "Closed":
        raise Closed("until Monday")
    # A class statement cannot give a name with dots.
    raise type("com.acme.CardDeclined", (Exception,), {})('the bank said "no"')


def sleep(event, _context):
    time.sleep(event["milliseconds"] / 1000)
    return event["milliseconds"]


def fill(event, _context):
    return "x" * event["characters"]


def raw(event, _context):
    return bytes.fromhex(event["hex"])


def not_a_number(_event, _context):
    return math.nan


def log(event, _context):
    for line in event["lines"]:
        print(line, flush=True)
    return len(event["lines"])


def leave(event, _context):
    os._exit(event["status"])


def crash(_event, _context):
    os.abort()


def facts(_event, context):
    client_context = context.client_context
    return {
        "request_id": context.aws_request_id,
        "function": context.function_name,
        "version": context.function_version,
        "arn": context.invoked_function_arn,
        "memory_mb": int(context.memory_limit_in_mb),
        "remaining_ms": context.get_remaining_time_in_millis(),
        "tenant": getattr(context, "tenant_id", None),
        "client_context": {"custom": client_context.custom, "env": client_context.env} if client_context else None,
    }


ACTIONS = {
    "echo": echo,
    "fail": fail,
    "refuse": refuse,
    "sleep": sleep,
    "fill": fill,
    "raw": raw,
    "not_a_number": not_a_number,
    "log": log,
    "leave": leave,
    "crash": crash,
    "facts": facts,
}
