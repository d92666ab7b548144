"""The bench's population: the same rows each time, very unevenly spread."""

from bench.population import COMPLETIONS_EACH, Population


def test_the_population_repeats() -> None:
    """Two populations of one size state the same officials and completions."""
    one, other = Population(1000), Population(1000)
    staff = one.staff(0)
    completions = list(one.completions(0, staff, 1))

    assert staff == other.staff(0)
    assert completions == list(other.completions(0, staff, 1))
    assert len(completions) == COMPLETIONS_EACH * len(staff)


def test_authorities_are_of_very_uneven_size() -> None:
    """The sizes add up to all officials, and the largest is many times the median."""
    sizes = Population(20_000).sizes

    assert sum(sizes) == 20_000
    assert sizes[0] > 20 * sizes[len(sizes) // 2]
