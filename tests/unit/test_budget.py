"""Query time of each client."""

from __future__ import annotations

import pytest

from kg.endpoint.budget import MOST_CLIENTS, Budget


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_time_is_used_up_and_comes_back(clock):
    budget = Budget(seconds=60, burst=10, clock=clock)
    assert budget.wait("192.0.2.1") == 0
    budget.spend("192.0.2.1", 12)
    assert budget.wait("192.0.2.1") == pytest.approx(3)
    assert budget.wait("192.0.2.2") == 0
    clock.now = 3
    assert budget.wait("192.0.2.1") == 0


def test_no_more_than_the_burst_is_saved(clock):
    budget = Budget(seconds=60, burst=10, clock=clock)
    budget.spend("192.0.2.1", 1)
    clock.now = 10_000
    budget.spend("192.0.2.1", 11)
    assert budget.wait("192.0.2.1") > 0


def test_neighbours_of_an_ipv6_network_share_one(clock):
    budget = Budget(seconds=60, burst=10, clock=clock)
    budget.spend("2001:db8::1", 11)
    assert budget.wait("2001:db8::2") > 0
    assert budget.wait("2001:db8:1::2") == 0


@pytest.mark.parametrize("client", ["127.0.0.1", "::1"])
def test_this_machine_is_not_counted_unless_said(client, clock):
    budget = Budget(seconds=60, burst=10, clock=clock)
    budget.spend(client, 100)
    assert budget.wait(client) == 0
    counted = Budget(seconds=60, burst=10, clock=clock, counts_loopback=True)
    counted.spend(client, 100)
    assert counted.wait(client) > 0


def test_no_budget_is_no_limit(clock):
    budget = Budget(seconds=0, clock=clock)
    budget.spend("192.0.2.1", 1e9)
    assert budget.wait("192.0.2.1") == 0


def test_memory_is_bounded(clock):
    budget = Budget(seconds=60, clock=clock)
    for number in range(MOST_CLIENTS + 100):
        budget.spend(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1)
    assert len(budget._left) == MOST_CLIENTS
