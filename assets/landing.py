"""landing/pulls: what API pulls bring, as files beside those that people drop."""

import dagster as dg

from assets.desk.resource import DeskResource
from assets.pulls.pull import pull_all


@dg.asset(key=["landing", "pulls"], group_name="landing", kinds={"json"})
def pulls(context: dg.AssetExecutionContext, desk: DeskResource) -> dg.MaterializeResult[None]:
    """What changed at the services that desk.yml names; one that fails keeps nobody else.

    desk.yml 所列接口的新变化；一处失败不影响其他。
    """
    pulled = pull_all(desk.desk, tell=context.log.info)
    for one in pulled:
        if one.trouble is not None:
            context.log.warning(f"{one.id}: {one.trouble.what.en} {one.trouble.remedy.en}")
    return dg.MaterializeResult(
        metadata={
            "records": sum(sum(one.records.values()) for one in pulled),
            "files": sum(len(one.files) for one in pulled),
            "stopped": [one.id for one in pulled if one.trouble is not None],
        }
    )
