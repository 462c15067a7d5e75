-- Histograms of the asked times of a period: one row per KPI, day, agent and bucket.
with durations as (
    select * from kpi.durations
),

of_days as (
    select kpi, business_date, agent_id, bucket, sum(n)::bigint as n
    from durations
    where kpi = any($kpis) and business_date between $first and $last
    group by all
)

select * from of_days
