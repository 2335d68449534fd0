"""YAML with the line of each top-level key, and one problem instead of a traceback."""

from __future__ import annotations

from typing import Any

import yaml

from review.problems import Problem, shown

_TEXT = "tag:yaml.org,2002:str"
# The same reader compiled, where the library was built with it: the figures' words alone are hundreds of mappings.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_mapping(text: str, path: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """The mapping, the line of each of its top-level keys, and what is wrong (rules YAML-1 to YAML-3).

    Top-level keys are text as written: `no:` is “no”, not False.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            return {}, {}, []
        if not isinstance(node, yaml.MappingNode):
            return {}, {}, [_no_mapping(path)]
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                key.tag = _TEXT
        value = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return {}, {}, [_unreadable(path, mark.line + 1 if mark else 0, getattr(error, "problem", None) or error)]
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # What the reader raises at a value of the right shape that cannot be, such as the date 2026-02-30.
        return {}, {}, [_unreadable(path, 0, error)]
    if not isinstance(value, dict):
        return {}, {}, [_no_mapping(path)]
    places: dict[str, int] = {}
    problems = []
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if key.value in places:
            problems.append(
                Problem(
                    path,
                    line,
                    "YAML-3",
                    f"{shown(key.value)} again, first in line {places[key.value]}",
                    "each key once",
                    "rename or remove one",
                )
            )
        places.setdefault(key.value, line)
    return value, places, problems


def _unreadable(path: str, line: int, reason: object) -> Problem:
    return Problem(
        path, line, "YAML-1", shown(reason), "valid YAML", "look at indentation, quotes, colons and dates here"
    )


def _no_mapping(path: str) -> Problem:
    return Problem(path, 1, "YAML-2", "something else than a mapping", "keys with values", "write `key: value` lines")
