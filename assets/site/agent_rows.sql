-- One row per business day, agent, shop, queue and channel, in the order in which the page has
-- them: what is alike stands together and packs well. Of one team only, where one is asked for.
create or replace temp table site_rows as
with wanted as (
    select distinct
        sums.business_date,
        sums.agent_id,
        sums.shop,
        sums.queue,
        sums.channel
    from kpi.agent_days as sums
    where sums.business_date between getvariable('shown_from') and getvariable('as_of')
        and list_contains(getvariable('kpis'), sums.kpi)
),

chosen as (
    select *
    from wanted
    where getvariable('team') is null
        or exists (
            from staged.agents as agents
            where agents.agent_id = wanted.agent_id
                and agents.team = getvariable('team')
                and wanted.business_date between agents.valid_from and agents.valid_to
        )
)

select
    *,
    row_number() over (
        order by shop, queue, channel, agent_id, business_date
    )::integer - 1 as row
from chosen
