"""How many listings each stratum should give."""

from collections.abc import Mapping


def quotas(total: int, sizes: Mapping[str, float], *, least: int = 0) -> dict[str, int]:
    """Share a number of listings over strata by their size.

    Args:
        total: Listings altogether.
        sizes: Size of each stratum, such as its listings in a year; above 0.
        least: What every stratum gets beforehand, so that a small one can be seen at all.

    Returns:
        Whole numbers that add up to `total`.

    Raises:
        ValueError: A size is not above 0, or `least` asks for more than there are.

    Source:
        Largest remainders (Hamilton); ties go to the stratum that is named first.
    """
    if not sizes or min(sizes.values()) <= 0:
        raise ValueError("sizes must be above 0, one a stratum")
    rest = total - least * len(sizes)
    if least < 0 or rest < 0:
        raise ValueError(f"least must be from 0 to {total // len(sizes)}")
    whole = sum(sizes.values())
    exact = {name: rest * size / whole for name, size in sizes.items()}
    shared = {name: int(share) for name, share in exact.items()}
    left = rest - sum(shared.values())
    by_remainder = sorted(exact, key=lambda name: shared[name] - exact[name])
    return {name: least + shared[name] + (name in by_remainder[:left]) for name in sizes}
