with entered as (
    select * from staged.month_end_inputs
),

starts as (
    select coalesce(max(starts_on), 1)::integer as starts_on from settings.periods
),

-- a period is named by the month in which it ends
dated as (
    select
        *,
        trim(value) as written,
        try_strptime(period || '-01', '%Y-%m-%d')::date as first_of_month,
        (
            if(starts_on = 1, first_of_month + interval 1 month, first_of_month + (starts_on - 1))
            - interval 1 day
        )::date as business_date
    from entered
    cross join starts
),

-- as the scorer reads numbers; 85.5% is 0.855, a ratio such as 2/3 to twelve places
numbers as (
    select
        agent_id,
        input,
        coalesce(rater, '') as rater,
        period,
        value,
        case
            when regexp_full_match(written, '[+-]?(\d+(\.\d*)?|\.\d+)')
                then try_cast(written as decimal(28, 12))
            when regexp_full_match(written, '[+-]?(\d+(\.\d*)?|\.\d+)\s*%')
                then (try_cast(rtrim(written, ' %') as decimal(28, 12)) * 0.01)::decimal(28, 12)
            when regexp_full_match(written, '[+-]?\d+/0*[1-9]\d*')
                then try_cast(
                    split_part(written, '/', 1)::double / split_part(written, '/', 2)::double
                    as decimal(28, 12)
                )
        end as number,
        source,
        file_id,
        business_date
    from dated
    where business_date is not null
)

select * from numbers
