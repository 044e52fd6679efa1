"""Runs one command for as long as the test process lives.

    supervise.py FOLDER COMMAND ARGUMENT...

The caller keeps the other end of this process's standard input open. When that end closes, because the test is done
or because the test process died in whatever way, the command and all that it started are stopped, and its FOLDER is
removed. No test process can do that for itself: destructors do not run when it is killed.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import time

LOOK_SECONDS = 0.05
# Nothing that a peer holds is worth waiting for; it may have open connections that it would wait for itself.
GRACE_SECONDS = 0.5


def caller_is_gone() -> bool:
    readable, _, _ = select.select([0], [], [], LOOK_SECONDS)
    return bool(readable) and not os.read(0, 4096)


def group_exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def stop(child: subprocess.Popen) -> None:
    # The child leads a process group of its own, so its number names exactly what this process has started.
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if group_exists(child.pid):
            os.killpg(child.pid, sign)
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline and group_exists(child.pid):
            child.poll()
            time.sleep(LOOK_SECONDS)


def main() -> int:
    folder, *command = sys.argv[1:]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    while child.poll() is None and not caller_is_gone():
        pass
    status = child.returncode
    # A command that ended by itself may have left processes of its own behind.
    stop(child)
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if status is None else abs(status)


if __name__ == "__main__":
    # An interrupt at the terminal goes to every process there, and so does the signal of a time limit; this one has to outlive
    # the test to tidy up. What it starts must not inherit that, as it would if the signals were ignored.
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda _sign, _frame: None)
    sys.exit(main())
