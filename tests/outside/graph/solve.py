"""Holds the grounded labels of random graphs given by names against another solver's. Called by run.sh:
    solve.py BINARY
"""

import json
import random
import subprocess
import sys

from argumentation.core.dung import ArgumentationFramework, grounded_extension

BINARY = sys.argv[1]


def graph(chance, size):
    names = [f"c{number}" for number in range(size)]
    pick = lambda: chance.choice(names)
    claims = [
        {
            "id": name,
            "party": f"P{chance.randrange(1 + size // 3)}",
            "rests_on": sorted({pick() for _ in range(chance.choice([0, 0, 0, 1, 2]))} - {name}),
            "state": chance.choice(["active"] * 8 + ["retracted"]),
            "rank": chance.choice([0, 0, 0, 1]),
        }
        for name in names
    ]
    edges = [
        {
            "from": pick(), "to": pick(), "kind": chance.choice(["refute", "refute", "confirm"]),
            "by": chance.choice(["party", "analyst"]), "w": chance.choice([0.3, 0.6, 0.8, 1.0]),
        }
        for _ in range(chance.randrange(2 * size))
    ]
    return {"claims": claims, "edges": edges}


solved = 0
for seed in range(300):
    chance = random.Random(seed)
    given = graph(chance, chance.choice([2, 5, 12, 40, 120]))
    done = subprocess.run(
        [BINARY, "standing", "--graph", "-"], input=json.dumps(given), capture_output=True, text=True
    )
    assert done.returncode == 0, (seed, done.stderr)
    found = json.loads(done.stdout)
    framework = ArgumentationFramework(
        frozenset(found["labels"]), frozenset(map(tuple, found["defeat_graph"]))
    )
    accepted = grounded_extension(framework)
    assert accepted == {name for name, label in found["labels"].items() if label == "IN"}, seed
    solved += len(found["labels"])
print(f"300 random graphs with {solved} arguments: the same accepted by the solver as by us")
