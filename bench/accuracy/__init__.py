"""How often checkers are right about pipelines, judged by running the real engine."""
