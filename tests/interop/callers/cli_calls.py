"""AWS calls made by the AWS CLI (version 1), one JSON line in, one JSON line out; see `boto3_calls.py` for the lines.

    cli_calls.py ENDPOINT < requests

Each request runs `aws`, found beside this script's own interpreter. The CLI keeps its error's class to itself: what it
prints is the code, so class and code are one here, and there is neither status nor headers.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

AWS = os.path.join(os.path.dirname(sys.executable), "aws")
ERROR = re.compile(r"An error occurred \((?P<code>[^)]*)\) when calling the (?P<operation>\w+) operation[^:]*: (?P<message>.*)", re.DOTALL)


def kebab(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def flags(arguments):
    for name, value in arguments.items():
        yield f"--{kebab(name)}"
        yield value if isinstance(value, str) else json.dumps(value)


def perform(endpoint, request, body):
    arguments = request.get("arguments", {})
    command = [AWS, "--endpoint-url", endpoint, "--output", "json", "lambda", kebab(request["operation"])]
    # The CLI follows the pages by itself; a page size makes it ask for more than one.
    if request.get("all_pages"):
        command += ["--page-size", "50"]
    command += flags(arguments)
    if request["operation"] == "Invoke":
        command.append(body)
    environment = os.environ | {"AWS_MAX_ATTEMPTS": "1", "AWS_PAGER": ""}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    if done.returncode != 0:
        text = done.stderr.strip()
        found = ERROR.search(text)
        code = found["code"] if found else None
        message = found["message"] if found else text
        return {"error": {"class": code, "code": code, "status": None, "message": message, "headers": {}, "exit": done.returncode}}
    response = json.loads(done.stdout) if done.stdout.strip() else {}
    if request["operation"] == "Invoke":
        with open(body, encoding="utf-8", errors="replace") as file:
            response["Payload"] = file.read()
    return {"response": response}


def main():
    endpoint = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            result = perform(endpoint, json.loads(line), os.path.join(folder, "body"))
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
