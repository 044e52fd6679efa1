"""AWS calls made by boto3, one JSON line in, one JSON line out.

    boto3_calls.py ENDPOINT < requests

Request:  {"operation": "Invoke", "arguments": {...}, "service": "lambda", "all_pages": false, "wait": "waiter name"}
Response: {"response": {...}} or {"error": {"class", "code", "status", "message", "headers"}}; with `all_pages` also "pages"

Names are the API's own. `Payload` is text both ways; a member {"$file": "path"} stands for that file's bytes.
Credentials and region come from the environment. There are no retries: a test has to see the first response.
"""

import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.response import StreamingBody

CONFIG = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60)


def to_boto(value):
    if isinstance(value, dict):
        if set(value) == {"$file"}:
            with open(value["$file"], "rb") as file:
                return file.read()
        return {key: to_boto(member) for key, member in value.items()}
    if isinstance(value, list):
        return [to_boto(member) for member in value]
    return value


def to_json(value):
    if isinstance(value, StreamingBody):
        value = value.read()
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value)


def describe(error):
    # boto3 makes a class for every error that the service's model names; the others arrive as ClientError.
    description = {"class": type(error).__name__, "code": None, "status": None, "message": str(error), "headers": {}}
    if isinstance(error, ClientError):
        description["code"] = error.response["Error"].get("Code")
        description["message"] = error.response["Error"].get("Message")
        description["status"] = error.response["ResponseMetadata"]["HTTPStatusCode"]
        description["headers"] = error.response["ResponseMetadata"]["HTTPHeaders"]
        description["members"] = {
            key: value for key, value in error.response.items() if key not in ("Error", "ResponseMetadata")
        }
    return description


def perform(client, request):
    operation = xform_name(request["operation"]) if "operation" in request else None
    arguments = to_boto(request.get("arguments", {}))
    if "wait" in request:
        client.get_waiter(request["wait"]).wait(WaiterConfig={"Delay": 0.1, "MaxAttempts": 300}, **arguments)
        return {"response": {}}
    if request.get("all_pages"):
        pages = list(client.get_paginator(operation).paginate(**arguments))
        return {"response": pages, "pages": len(pages)}
    return {"response": getattr(client, operation)(**arguments)}


def main():
    endpoint = sys.argv[1]
    clients = {}
    for line in sys.stdin:
        request = json.loads(line)
        service = request.get("service", "lambda")
        if service not in clients:
            clients[service] = boto3.client(service, endpoint_url=endpoint, config=CONFIG)
        try:
            result = perform(clients[service], request)
        except (ClientError, BotoCoreError) as error:
            result = {"error": describe(error)}
        print(json.dumps(result, default=to_json), flush=True)


if __name__ == "__main__":
    main()
