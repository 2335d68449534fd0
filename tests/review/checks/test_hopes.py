"""EVID-20: hopes and their fates."""

from pathlib import Path

import pytest

from tests.books import ALPHA, BETA, Book, only, with_hope

ORR = f"{ALPHA}-a-orr"
OS = f"{BETA}-os"


def test_a_hope_with_a_response_rate_and_a_randomised_fate_is_sound(tmp_path: Path) -> None:
    assert with_hope(Book()).problems(tmp_path) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"hope": ORR}, f"hope “{ORR}”"),
        ({"hope": OS}, f"hope “{OS}”"),
        ({"hope": f"{BETA}-unseen"}, f"hope “{BETA}-unseen”"),
        ({"fate": ORR}, f"fate “{ORR}”"),
    ],
)
def test_a_hope_must_be_an_early_response_and_its_fate_a_hazard_ratio(
    cells: dict[str, str], found: str, tmp_path: Path
) -> None:
    problem = only(
        with_hope(Book()).change("hopes", "hope-a", **cells).problems(tmp_path),
        "EVID-20",
        "docs/data/hopes.csv",
        2,
        "name such a row",
    )
    assert found in problem.found


def test_the_fate_of_a_hope_comes_from_a_randomised_trial(tmp_path: Path) -> None:
    book = with_hope(Book()).change("studies", ALPHA, design="single-arm trial")
    problem = only(book.problems(tmp_path), "EVID-20", "docs/data/hopes.csv", 2, "name such a row")
    assert problem.expected == "a randomised trial"
