with calls as (
    select *
    from marts.calls
    where business_date between getvariable('first_day') and getvariable('last_day')
),

counted as (
    select
        business_date,
        interval_at,
        queue,
        shop,
        any_value(answer_within_seconds) as answer_within_seconds,
        any_value(short_abandon_seconds) as short_abandon_seconds,
        any_value(formula) as formula,
        count(*) filter (is_offered) as offered,
        count(*) filter (is_answered) as answered,
        count(*) filter (is_abandoned) as abandoned,
        count(*) filter (is_callback) as callbacks,
        count(*) filter (is_answered and is_within) as answered_within,
        count(*) filter (is_abandoned and is_within) as abandoned_within,
        count(*) filter (is_callback and is_within) as callbacks_within,
        count(*) filter (is_short_abandon) as short_abandoned,
        sum(wait_seconds) filter (is_answered) as answered_wait_seconds,
        max(wait_seconds) filter (is_offered) as longest_wait_seconds
    from calls
    where is_offered or is_callback
    group by all
)

select * from counted
