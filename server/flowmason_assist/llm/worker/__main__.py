"""Starts the worker: `python -P -m flowmason_assist.llm.worker`, with pipes to its parent."""

from flowmason_assist.llm.worker.main import main

if __name__ == "__main__":
    main()
