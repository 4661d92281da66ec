"""The benchmark `baoku-bench`: the whole product on generated text, beside bare jieba in the same round.

It stands among the flows since what it times is what an operator runs: the command, its workers, its settings.
"""
