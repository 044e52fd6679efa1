"""Reports the error that the event names, until it has run often enough."""


def handler(event, _context):
    trouble = event["trouble"]
    with open(trouble["count_in"], "a+", encoding="utf-8") as file:
        file.write("run\n")
        file.flush()
        file.seek(0)
        runs = len(file.readlines())
    if runs < trouble["runs"]:
        # A class statement cannot give a name with dots.
        raise type(trouble["error"], (Exception,), {})("Rate Exceeded.")
    return runs
