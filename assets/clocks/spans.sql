-- The open spans of schedules, from three lists of one length, and what each clock shows before.
insert into settings.open_spans
with given as (
    select
        unnest($schedules::varchar[]) as schedule,
        make_timestamp(unnest($opens::bigint[]) * 1000000) as opens_at,
        make_timestamp(unnest($closes::bigint[]) * 1000000) as closes_at
),

measured as (
    select *, (epoch_us(closes_at) - epoch_us(opens_at)) // 1000000 as seconds from given
),

counted as (
    select
        schedule,
        opens_at,
        closes_at,
        (sum(seconds) over (partition by schedule order by opens_at) - seconds)::bigint
            as seconds_before
    from measured
)

select * from counted order by all
