"""PyTorch's side of the protocol: reads requests from standard input, answers each on standard output.

The same as bench/lib/serve.ts, so that PyTorch is timed within its own process and draws the same numbers.
"""

import json
import os
import sys
import time

import torch

from work import WORK

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
MASK = 0xFFFFFFFF
# As bench/lib/clock.ts has it.
CLOCK = time.process_time if os.environ.get("BENCH_CLOCK") == "cpu" else time.perf_counter


def mix(n):
    h = n & MASK
    h = ((h ^ (h >> 16)) * 0x7FEB352D) & MASK
    h = ((h ^ (h >> 15)) * 0x846CA68B) & MASK
    return h ^ (h >> 16)


def draw(spec, seed):
    """The numbers of bench/lib/draw.ts, bit for bit."""
    size = 1
    for n in spec["shape"]:
        size *= n
    hashes = mix(torch.arange(size, dtype=torch.int64) + (((seed + 1) * 0x9E3779B9) & MASK))
    if "below" in spec:
        return (hashes % spec["below"]).reshape(spec["shape"])
    unit = (hashes >> 8).to(torch.float64) / 2**23 - 1
    return (spec.get("scale", 1) * unit).to(torch.float32).reshape(spec["shape"])


def sample(values):
    flat = values.detach().reshape(-1)
    length = min(len(flat), 512)
    places = torch.arange(length, dtype=torch.int64) * len(flat) // length
    return flat[places].tolist()


class Server:
    def __init__(self):
        self.run = None
        self.estimate = 0
        self.calls = 0

    def make(self, row):
        work = WORK[row["work"]]
        if isinstance(work, str):
            return work
        inputs = {name: draw(spec, seed) for seed, (name, spec) in enumerate(row["inputs"].items())}
        return work(**inputs)

    def repeat(self, count):
        start = CLOCK()
        for _ in range(count):
            self.run()
        self.estimate = (CLOCK() - start) * 1e9 / count
        self.calls += count
        return self.estimate

    def reply(self, request):
        ask = request["ask"]
        if ask in ("prepare", "first"):
            made = self.make(request["row"])
            if isinstance(made, str):
                return {"reply": "no", "reason": made}
            self.run, answer = made
            self.calls = 0
            if ask == "first":
                return {"reply": "time", "nanoseconds": self.repeat(1)}
            values = sample(answer())
            self.repeat(1)
            return {"reply": "prepared", "answer": values}
        if ask == "memory":
            self.repeat(request["calls"] - self.calls)
            with open("/proc/self/statm", encoding="ascii") as statm:
                return {"reply": "memory", "bytes": int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")}
        count = max(1, int(request["milliseconds"] * 1e6 / self.estimate))
        return {"reply": "time", "nanoseconds": self.repeat(count)}


def send(reply):
    print(json.dumps(reply, separators=(",", ":")), flush=True)


if __name__ == "__main__":
    server = Server()
    send({"reply": "ready", "version": torch.__version__})
    for line in sys.stdin:
        try:
            send(server.reply(json.loads(line)))
        except Exception as error:  # whatever it is, the cell tells it
            send({"reply": "no", "reason": str(error).split("\n", maxsplit=1)[0][:160]})
