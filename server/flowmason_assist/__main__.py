"""Runs the command line as `python -m flowmason_assist`."""

from flowmason_assist.cli.main import main

if __name__ == "__main__":
    main()
