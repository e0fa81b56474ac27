#!/usr/bin/env python3
"""Computes assets/decision-vectors.ndjson without any code of the lab.

The definition is docs/reference/decision.md. Run from the root of the repository:

    python3 scripts/golden/decision_vectors.py > assets/decision-vectors.ndjson
"""

import hashlib
import json
from fractions import Fraction


def draws(seed, session, operation, attempt):
    key = "\n".join(["chaos-lab/1", str(seed), session, operation, str(attempt)])
    digest = hashlib.sha256(key.encode("utf-8")).digest()
    words = [int.from_bytes(digest[i : i + 8], "big") >> 11 for i in range(0, 32, 8)]
    # A quotient with a power of two is exact, so the conversion to a double loses nothing.
    return [float(Fraction(word, 2**53)) for word in words]


def weighted(weights, u):
    total = sum(weights)
    reached = 0.0
    for index, weight in enumerate(weights):
        reached += weight
        if u * total < reached:
            return index
    raise AssertionError("u is below 1, so some entry was reached")


def cases():
    yield 42, "default", "getInventory", 1
    yield 42, "default", "GET /api/v3/pet/7", 1
    yield 7, "s-0", "placeOrder", 1
    for seed in (0, 1, 42, 2**31, 2**32 + 1, 2**53 - 1):
        for session in ("default", "s-0", "A.b_c-9", "x" * 128):
            for operation in ("getInventory", "POST /api/v3/store/order", "GET /münchen/%20/🐕"):
                for attempt in (1, 2, 10, 1000000):
                    yield seed, session, operation, attempt


RULES = [(0.2, [1, 2, 0, 1]), (0.05, [1]), (0.5, [0, 3, 7]), (1, [1, 1, 1, 1, 1, 1])]


def main():
    for index, (seed, session, operation, attempt) in enumerate(cases()):
        rate, weights = RULES[index % len(RULES)]
        u = draws(seed, session, operation, attempt)
        vector = {
            "seed": seed,
            "session": session,
            "operation": operation,
            "attempt": attempt,
            "draws": u,
            "rate": rate,
            "weights": weights,
            "fires": u[0] < rate,
            "chosen": weighted(weights, u[1]),
        }
        print(json.dumps(vector, ensure_ascii=False))


main()
