"""What became of early response rates in phase 3? The rows of hopes.csv, with results.csv and later.csv.

Needs Python 3.11 and pandas. Run it in the folder that holds the CSV files,
or give that folder:  python phase3_fates.py FOLDER
"""

# %% Find and read the files
import sys
import textwrap
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
PLACES = [*map(Path, sys.argv[1:]), Path.cwd(), HERE, HERE.parent, Path("data")]
folder = next(place for place in PLACES if (place / "hopes.csv").is_file())

hopes = pd.read_csv(folder / "hopes.csv", dtype=str)
results = pd.read_csv(folder / "results.csv", dtype=str).set_index("id")
later = pd.read_csv(folder / "later.csv", dtype=str).set_index("id")
for column in ("value", "events", "n", "ci_low", "ci_high", "ci_level"):
    results[column] = results[column].astype(float)
print("# Find and read the files")
print(f"{len(hopes)} programmes, {len(results)} measured quantities, {len(later)} later events")

# %% Set each hope beside its fate
early, tested = results.loc[hopes["hope"]], results.loc[hopes["fate"]]
pairs = pd.DataFrame({
    "programme": hopes["id"],
    "response": early["value"].to_numpy(),
    "of": early["n"].to_numpy(),
    "measure": tested["measure"].to_numpy(),
    "ratio": tested["value"].to_numpy(),
    "low": tested["ci_low"].to_numpy(),
    "high": tested["ci_high"].to_numpy(),
    "level": tested["ci_level"].to_numpy(),
    "outcome": hopes["outcome"],
}).sort_values("response", ascending=False, ignore_index=True)  # fmt: skip
print("\n# Set each hope beside its fate")
print(
    pairs.drop(columns="level").to_string(
        index=False, na_rep="-", formatters={"of": lambda n: "-" if pd.isna(n) else f"{n:.0f}"}
    )
)

# %% Does a high rate foretell success
met, missed = pairs[pairs["outcome"] == "met"], pairs[pairs["outcome"] == "missed"]
best, worst = missed.loc[missed["response"].idxmax()], met.loc[met["response"].idxmin()]
print("\n# Does a high rate foretell success")
print(f"{len(met)} of the trials met their endpoint, {len(missed)} missed it")
print(f"highest early rate among those that missed: {best['response']:.0f}%, {best['programme']}")
print(f"lowest early rate among those that met:     {worst['response']:.0f}%, {worst['programme']}")

# %% What the register says of those that missed
events = hopes.set_index("id")["later"].dropna()
first = later.loc[events[events.index.isin(missed["programme"])]].sort_values("date").iloc[0]
print("\n# What the register says of those that missed")
print(f"the oldest entry, {first['date']}, {first['event']}")
print(textwrap.fill(first["summary_en"], 88))

# %% Answer to task 1
print("\n# Answer to task 1")
below_one = pairs["high"] < 1
touches = pairs["high"].isna() | ~below_one
print("met, although the interval does not stay below 1")
print(pairs[touches & (pairs["outcome"] == "met")][["programme", "ratio", "low", "high"]].to_string(index=False))
print("missed, although the interval stays below 1")
print(pairs[below_one & (pairs["outcome"] == "missed")][["programme", "ratio", "low", "high"]].to_string(index=False))
print("intervals of another level than 95, or none")
print(pairs[pairs["level"] != 95][["programme", "low", "high", "level", "outcome"]].to_string(index=False, na_rep="-"))

# %% Answer to task 2
print("\n# Answer to task 2")
twice = hopes[hopes["hope"].duplicated(keep=False)]
print(twice[["id", "hope", "outcome"]].to_string(index=False))
for name in twice["fate"]:
    row = results.loc[name]
    print(f"{name}: {row['value']} ({row['ci_low']} to {row['ci_high']}), P {row['p']}")

# %% Answer to task 3
print("\n# Answer to task 3")
controls = tested[["versus_en", "measure"]].set_axis(hopes["id"])
print(
    f"{(tested['measure'] == 'hr-os').sum()} ratios are of survival, {(tested['measure'] != 'hr-os').sum()} of something earlier"
)
for name in ("bempegaldesleukin-melanoma", "nivolumab-hcc", "tvec-pembrolizumab-melanoma"):
    print(f"{name}: {controls.loc[name, 'versus_en']}")
