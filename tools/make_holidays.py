"""Write decision/holidays_table.py, on standard output, from the `holidays` library.

The library knows no Japanese holiday after 2099 and does not say so, hence a table with an end.
"""

import holidays

FIRST, LAST = 1949, 2099


def main() -> None:
    """Print the module, one line a year, each holiday as four digits MMDD."""
    print(
        '"""Japanese national holidays by year, four digits MMDD a day; made by tools/make_holidays.py."""\n'
    )
    print("HOLIDAYS = {")
    for year in range(FIRST, LAST + 1):
        days = sorted(holidays.country_holidays("JP", years=year))
        words = "".join(day.strftime("%m%d") for day in days if day.year == year)
        print(f'    {year}: "{words}",')
    print("}")


if __name__ == "__main__":
    main()
