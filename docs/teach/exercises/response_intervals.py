"""How sure is a response rate? Exact intervals for the rates of results.csv.

Needs Python 3.11 and pandas. Run it in the folder that holds the CSV files,
or give that folder:  python response_intervals.py FOLDER
"""

# %% Find and read the file
import sys
from math import comb
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
PLACES = [*map(Path, sys.argv[1:]), Path.cwd(), HERE, HERE.parent, Path("data")]
folder = next(place for place in PLACES if (place / "results.csv").is_file())

results = pd.read_csv(folder / "results.csv", dtype=str)
print("# Find and read the file")
print(f"{len(results)} measured quantities, {results['study'].nunique()} studies")

# %% Keep what can be counted
rates = results[(results["measure"] == "orr") & (results["state"] == "reported") & (results["unit"] == "%")]
seen = len(rates)
rates = rates.dropna(subset=["events", "n"]).copy()
for column in ("events", "n"):
    rates[column] = rates[column].astype(int)
for column in ("value", "ci_low", "ci_high", "ci_level"):
    rates[column] = rates[column].astype(float)
print("\n# Keep what can be counted")
print(f"{seen} response rates with a value; {len(rates)} of them with responders and patients")
print(f"the smallest group has {rates['n'].min()} patients, the largest {rates['n'].max()}")


# %% The exact interval
def at_least(events, n, rate):
    """How probable it is to see so many responders of n, or more, if the true rate is `rate`."""
    return sum(comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(events, n + 1))


def crossing(probability, wanted):
    """The rate between 0 and 1 at which a probability that rises with the rate reaches `wanted`."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if probability(middle) < wanted else (low, middle)
    return (low + high) / 2


def exact(events, n, level=95):
    """The interval of Clopper and Pearson, in per cent."""
    tail = (1 - level / 100) / 2
    low = 0 if events == 0 else crossing(lambda rate: at_least(events, n, rate), tail)
    high = 1 if events == n else crossing(lambda rate: at_least(events + 1, n, rate), 1 - tail)
    return 100 * low, 100 * high


# %% Seven of 10 and 70 of 100
print("\n# Seven of 10 and 70 of 100")
for events, n in [(7, 10), (70, 100), (700, 1000)]:
    low, high = exact(events, n)
    print(
        f"{events:>4} of {n:<5} {100 * events / n:.0f}%   95% interval {low:5.1f} to {high:5.1f}%   width {high - low:4.1f}"
    )

# %% Every rate with its interval
limits = [exact(row.events, row.n) for row in rates.itertuples()]
rates["low"] = [low for low, _ in limits]
rates["high"] = [high for _, high in limits]
rates["width"] = rates["high"] - rates["low"]
shown = rates.sort_values(["n", "id"])[["id", "events", "n", "value", "low", "high", "width"]].round(1)
print("\n# Every rate with its interval")
print("the ten smallest groups")
print(shown.head(10).to_string(index=False))
print("the five largest groups")
print(shown.tail(5).to_string(index=False))

# %% Answer to task 1
print("\n# Answer to task 1")
for events in range(2):
    low, high = exact(events, 15)
    print(f"{events} of 15: up to {high:.1f}% is compatible with the count")
print(f"0 of n rules out a true rate of 5% once n reaches {next(n for n in range(1, 500) if exact(0, n)[1] < 5)}")

# %% Answer to task 2
print("\n# Answer to task 2")
published = rates[rates["ci_level"] == 95].copy()
published["apart"] = pd.concat([
    (published["ci_low"] - published["low"]).abs(), (published["ci_high"] - published["high"]).abs()
], axis=1).max(axis=1)  # fmt: skip
published["symmetric"] = ((published["ci_low"] + published["ci_high"]) / 2 - published["value"]).abs() < 0.15
columns = ["id", "events", "n", "value", "ci_low", "ci_high", "low", "high", "symmetric"]
print(
    f"{len(published)} published intervals of level 95; {(published['apart'] <= 0.6).sum()} within 0.6 points of ours"
)
print("the others")
print(published[published["apart"] > 0.6].sort_values("id")[columns].round(1).to_string(index=False))

# %% Answer to task 3
print("\n# Answer to task 3")
alike = rates[rates["value"].between(19.5, 20.5)].sort_values("n")
print(alike[["id", "arm_role", "events", "n", "low", "high"]].round(1).to_string(index=False))
