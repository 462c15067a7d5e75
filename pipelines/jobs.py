"""Jobs: the daily way from files to dashboard, month end, and each stage alone."""

import dagster as dg

from assets.partitions import desk_of_the_graph

_desk = desk_of_the_graph()
PULLS = dg.AssetSelection.groups("landing")
RAW = dg.AssetSelection.groups("raw")
MEASURES = dg.AssetSelection.groups("settings", "staged", "marts", "kpi")
SITE = dg.AssetSelection.groups("site")
APPRAISAL = dg.AssetSelection.groups("score", "exports")
PUBLISHED = dg.AssetSelection.groups("published")

DAILY = RAW | MEASURES | SITE | PUBLISHED

daily = dg.define_asset_job(
    "daily",
    selection=PULLS | DAILY if _desk is not None and _desk.settings.pulls else DAILY,
    description="Fetches and loads what is new, rebuilds what changed, writes the dashboard.",
)
month_end = dg.define_asset_job(
    "month_end",
    selection=APPRAISAL | PUBLISHED,
    description="Scores one period and writes its workbooks.",
)
pull = dg.define_asset_job("pull", selection=PULLS, description="Fetches what is new by API.")
load = dg.define_asset_job("load", selection=RAW, description="Loads what is new.")
ingest = dg.define_asset_job(
    "ingest", selection=RAW | PUBLISHED, description="Loads what is new and shows the ledger."
)
measure = dg.define_asset_job(
    "measure", selection=MEASURES | PUBLISHED, description="Rebuilds what changed."
)
site = dg.define_asset_job("site", selection=SITE, description="Writes the dashboard.")
refresh = dg.define_asset_job(
    "refresh",
    selection=MEASURES | SITE | PUBLISHED,
    description="The daily way from the logs as loaded.",
)

jobs = [daily, month_end, pull, load, refresh, ingest, measure, site]
