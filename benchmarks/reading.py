"""How fast a big CSV streams through the reader, and in how much memory: prints rows per second and the peak."""

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

import django

from followthrough.kernel.exchange.reading import read_table

HEAD = "account,contact,email,phone,amount,close_date,stage,note\n"
LINE = 'Müller GmbH {n},Lena Fischer,lena{n}@example.com,+49 30 {n},"{n:,}.50",2026-11-30,Proposal,"Wants, ""soon"""\n'


def main() -> None:
    """Write a file of the size asked for, read it, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    wanted = parser.parse_args().rows
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.config.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.csv"
        with path.open("w", encoding="utf-8") as stream:
            stream.write(HEAD)
            stream.writelines(LINE.format(n=number) for number in range(wanted))
        start = time.perf_counter()
        table = read_table(path, path.name)
        opened = time.perf_counter()
        rows = sum(1 for _row in table.rows)
        took = time.perf_counter() - opened
        print(f"{'file':<10}{path.stat().st_size / 1e6:>12,.1f} MB")
    print(f"{'guess':<10}{opened - start:>12.2f} s")
    print(f"{'read':<10}{took:>12.2f} s  {rows:,} rows  {rows / took:,.0f} rows/s")
    print(f"{'peak':<10}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>12,.0f} MiB")


if __name__ == "__main__":
    main()
