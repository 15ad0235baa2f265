"""One whole process measured from start to exit: seconds and peak memory."""

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Run:
    seconds: float
    megabytes: float
    output: str


@dataclass
class Contender:
    """One way to do a job. `command` is run as it is; `before` (not timed) puts the stage in order."""

    name: str
    command: list
    before: object = None
    environment: dict = field(default_factory=dict)
    answer: object = None
    """Reads what the last run made, for comparison; a string where it failed."""
    runs: list = field(default_factory=list)
    failure: str = ""

    @property
    def median(self):
        ordered = sorted(run.seconds for run in self.runs)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

    @property
    def best(self):
        return min(run.seconds for run in self.runs)

    @property
    def megabytes(self):
        return max(run.megabytes for run in self.runs)


def measure(command, environment=None, timeout=300):
    """Wall time and the largest resident set of any process in the command, which must be its own children's too."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            env={**os.environ, **(environment or {})})
        late = threading.Event()

        def end():
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        watch = threading.Timer(timeout, end)
        watch.start()
        # wait4 by hand: the usage of this child alone, not of all children since the bench began.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    if late.is_set():
        raise RuntimeError(f"stopped after {timeout} s")
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {output.strip()[-300:]}")
    return Run(seconds, usage.ru_maxrss / 1024, output)


def race(contenders, rounds, patience):
    """Runs all contenders in turn, `rounds` times, so that a busy moment hits all of them. One that has used
    `patience` seconds sits the later rounds out."""
    for number in range(rounds):
        for contender in contenders:
            used = sum(run.seconds for run in contender.runs)
            if contender.failure or number and used > patience:
                continue
            try:
                if contender.before:
                    contender.before()
                contender.runs.append(measure(contender.command, contender.environment))
            except (RuntimeError, OSError) as error:
                contender.failure = str(error)
