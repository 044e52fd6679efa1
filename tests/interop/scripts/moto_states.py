"""moto's server, with what its interpreter of state machines lacks.

    moto_states.py -H HOST -p PORT

The interpreter calls every service at the port in `MOTO_PORT`, which may be another one than moto's own.

It comes without an evaluator of JSONata, and has a hook for one: jsonata-python is put there. And it takes a broken connection to Lambda for a
mistake in the definition (`States.Runtime`), where AWS reports `Lambda.SdkClientException`.
"""

import sys

from botocore.exceptions import BotoCoreError, ClientError
from jsonata import Jsonata
from moto.server import main
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.jsonata import jsonata

invoke = lambda_eval_utils._invoke_lambda_function


def evaluate(expression):
    try:
        return Jsonata(expression).evaluate(None)
    except Exception as error:
        raise jsonata.JSONataException("UNKNOWN", str(error)) from error


def invoke_naming_failures(*arguments, **named):
    try:
        return invoke(*arguments, **named)
    except BotoCoreError as error:
        failure = {
            "Error": {"Code": "SdkClientException", "Message": str(error)},
            "ResponseMetadata": {"HTTPStatusCode": 0, "RequestId": ""},
        }
        raise ClientError(failure, "Invoke") from error


if __name__ == "__main__":
    jsonata._eval_jsonata = evaluate
    lambda_eval_utils._invoke_lambda_function = invoke_naming_failures
    sys.exit(main())
