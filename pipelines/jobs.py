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
ingest = dg.define_asset_job("ingest", selection=RAW | PUBLISHED)
measure = dg.define_asset_job("measure", selection=MEASURES | PUBLISHED)
site = dg.define_asset_job("site", selection=SITE)

jobs = [daily, month_end, ingest, measure, site]
