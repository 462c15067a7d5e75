"""The one place where assets, checks, resources, jobs, schedules and sensors meet."""

import dagster as dg

import assets
from assets.desk.resource import DeskResource
from pipelines.jobs import jobs
from pipelines.progress import step_logger
from pipelines.schedules import schedules
from pipelines.sensors import sensors

defs = dg.Definitions(
    assets=dg.load_assets_from_package_module(assets),
    asset_checks=dg.load_asset_checks_from_package_module(assets),
    resources={"desk": DeskResource(home=dg.EnvVar("DESKMARK_HOME"))},
    jobs=jobs,
    schedules=schedules,
    sensors=sensors,
    loggers={"steps": step_logger},
    # DuckDB has one writer and uses every core by itself.
    executor=dg.in_process_executor,
)
