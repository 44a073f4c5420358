"""Many videos: found, analysed by any executor, written once each, and never done twice.

    find_videos ─▶ Job ─▶ run_jobs (an Executor: processes, or a cluster) ─▶ JobOutcome ─▶ folder, tables

Workers only read; the one process that started the batch writes every result.
"""
