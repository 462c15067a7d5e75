-- One row per assignee, shop, channel and age: tickets unsolved at the end of the last day.
with tickets as (
    select * from marts.tickets
),

unsolved as (
    select
        agent_id,
        shop,
        channel,
        (getvariable('as_of') - business_date)::integer as days
    from tickets
    where business_date <= getvariable('as_of')
        and (done_on is null or done_on > getvariable('as_of'))
),

aged as (
    select
        agent_id as agent,
        shop,
        channel,
        case
            when days < 1 then 0
            when days < 3 then 1
            when days < 7 then 2
            when days < 14 then 3
            when days < 30 then 4
            else 5
        end as age,
        count(*)::bigint as tickets
    from unsolved
    group by all
    order by all
)

select * from aged
