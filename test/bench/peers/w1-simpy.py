"""W1 in SimPy, as its users write it: an M/M/1 queue at load 0.9, two events a customer.

Usage: python3 w1-simpy.py CUSTOMERS REPLICATIONS; prints one JSON object a replication.
"""
import json
import random
import sys
import time

import simpy


def simulate(customers, seed):
    draw = random.Random(seed).expovariate
    environment = simpy.Environment()
    server = simpy.Resource(environment)
    total = 0.0

    def customer():
        nonlocal total
        arrived = environment.now
        with server.request() as request:
            yield request
            yield environment.timeout(draw(1))
        total += environment.now - arrived

    def source():
        for _ in range(customers):
            yield environment.timeout(draw(0.9))
            environment.process(customer())

    environment.process(source())
    environment.run()
    return total / customers


for replication in range(int(sys.argv[2])):
    wall, cpu = time.perf_counter(), time.process_time()
    mean = simulate(int(sys.argv[1]), replication)
    print(json.dumps({
        "events": 2 * int(sys.argv[1]),
        "mean": mean,
        "seconds": time.perf_counter() - wall,
        "cpuSeconds": time.process_time() - cpu,
    }))
