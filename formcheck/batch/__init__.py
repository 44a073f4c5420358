"""Many videos: found, analysed by any executor, written once each, and never done twice.

    finding ─▶ Work ─▶ run (an Executor: processes, or a cluster) ─▶ Outcome ─▶ folder, tables

Workers only read; the one process that started the batch writes every result.
"""
