"""Typst's command line, as far as reports need it, over the compiler that PyPI has: a stand-in for the
program `typst` where that is not installed."""

import argparse
import sys

import typst


def main():
    parser = argparse.ArgumentParser(prog="typst")
    parser.add_argument("command", choices=["compile"])
    parser.add_argument("--creation-timestamp", type=int)
    parser.add_argument("--ignore-system-fonts", action="store_true")
    parser.add_argument("--pdf-standard", action="append", default=[])
    parser.add_argument("source")
    parser.add_argument("target")
    asked = parser.parse_args()
    compiler = typst.Compiler(asked.source, ignore_system_fonts=asked.ignore_system_fonts)
    try:
        compiler.compile(
            output=asked.target, timestamp=asked.creation_timestamp, pdf_standards=asked.pdf_standard
        )
    except typst.TypstError as error:
        sys.exit(f"error: {error}")


main()
