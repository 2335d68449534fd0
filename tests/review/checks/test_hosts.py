"""Host names that are not what they look like."""

from __future__ import annotations

import pytest

from review.checks.hosts import KNOWN_HOSTS, host_fault


@pytest.mark.parametrize("host", [*KNOWN_HOSTS, "example.org", "www.nejm.org", "例子.cn", "xn--fsqu00a.cn", "doi.org."])
def test_honest_hosts_pass(host: str) -> None:
    assert host_fault(f"https://{host}/x") is None


def test_an_address_without_host_passes() -> None:
    assert host_fault("mailto:me@example.org") is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("dоi.org", "cyrillic small letter o"),
        ("dοi.org", "greek small letter omicron"),
        ("xn--di-jbc.org", "greek small letter omicron"),
        ("xn--\u0080.org", "cannot be read"),
        ("xn--999999999.org", "cannot be read"),
        ("例子abc.cn", "mixes scripts"),
        ("ｄoi.org", "fullwidth"),
        ("d0i.org", "looks like doi.org"),
        ("pubrned.ncbi.nlm.nih.gov", "looks like pubmed.ncbi.nlm.nih.gov"),
        ("dinicaltrials.gov", "looks like clinicaltrials.gov"),
        ("doi.org.example.net", "looks like doi.org"),
        ("192.0.2.1", "number"),
        ("3221225985", "number"),
        ("0xc0000201", "number"),
        ("0300.0.2.1", "number"),
        ("１９２.0.2.1", "number"),
        ("[2001:db8::1]", "number"),
        ("doi.org@example.net", "the host is example.net"),
    ],
)
def test_false_hosts_are_told(host: str, expected: str) -> None:
    fault = host_fault(f"https://{host}/x")
    assert fault and expected in fault


def test_an_address_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="IPv6"):
        host_fault("https://[x/")
