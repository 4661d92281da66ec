"""Alerts: what stands wrong is told to people through the channels that `BAOKU_ALERTS` names, each thing once.

`watching` surrounds every run; `telling` looks, decides and sends; `outbox` keeps what was told and what waits.
Where no channel is named none of it but `watching` is imported.
"""
