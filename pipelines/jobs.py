"""Jobs: the daily way from files to dashboard, month end, and each stage alone."""

import dagster as dg

RAW = dg.AssetSelection.groups("raw")
MEASURES = dg.AssetSelection.groups("settings", "staged", "marts", "kpi")
SITE = dg.AssetSelection.groups("site")
APPRAISAL = dg.AssetSelection.groups("score", "exports")
PUBLISHED = dg.AssetSelection.groups("published")

daily = dg.define_asset_job(
    "daily",
    selection=RAW | MEASURES | SITE | PUBLISHED,
    description="Loads what is new, rebuilds what changed, writes the dashboard.",
)
month_end = dg.define_asset_job(
    "month_end",
    selection=APPRAISAL | PUBLISHED,
    description="Scores one period and writes its workbooks.",
)
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

jobs = [daily, month_end, load, refresh, ingest, measure, site]
