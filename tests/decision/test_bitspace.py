"""Sets of combinations as bits: a bit for each, and for a column's values the bits that have them."""

import itertools

import pytest

from decision.bitspace import Axis, BitSpace, first

AXES = (
    Axis(("size",), (("big",), ("small",), (None,))),
    Axis(("paid",), ((True,), (False,))),
    Axis(("status", "opened"), (("here", None), ("there", True), ("there", False))),
)
SPACE = BitSpace(AXES)
ALL = [
    {"size": size, "paid": paid, "status": status, "opened": opened}
    for (size,), (paid,), (status, opened) in itertools.product(*(axis.points for axis in AXES))
]


def test_there_are_as_many_combinations_as_the_axes_have_points_together():
    assert (SPACE.size, SPACE.all) == (18, 2**18 - 1)


def test_the_first_bit_is_the_first_point_of_each_axis_and_the_last_axis_varies_fastest():
    assert [SPACE.at(bit) for bit in range(18)] == ALL


def test_columns_are_named_axis_by_axis():
    assert SPACE.names == ("size", "paid", "status", "opened")


def test_a_columns_values_are_named_once_in_the_order_of_its_axis():
    assert [SPACE.values(name) for name in SPACE.names] == [
        ("big", "small", None),
        (True, False),
        ("here", "there"),
        (None, True, False),
    ]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("size", {"big"}),
        ("size", {"small", None}),
        ("paid", {False}),
        ("status", {"there"}),
        ("opened", {None, False}),
        ("opened", set()),
        ("size", {"huge"}),
        ("status", {"here", "there"}),
    ],
    ids=str,
)
def test_where_a_column_has_one_of_some_values(name, values):
    wanted = sum(1 << bit for bit, point in enumerate(ALL) if point[name] in values)
    assert SPACE.where(name, frozenset(values)) == wanted


def test_a_space_without_columns_has_one_combination():
    empty = BitSpace(())
    assert (empty.size, empty.all, empty.names, empty.at(0)) == (1, 1, (), {})


@pytest.mark.parametrize("place", [0, 1, 5, 63, 64, 1000])
def test_the_lowest_bit_is_found(place):
    assert first(1 << place) == first((1 << place) | (1 << place + 3)) == place
