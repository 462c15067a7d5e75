-- Handled inbound legs with hardly any talk and hold: the records behind the KPI short_calls.
with calls as (
    select * from marts.calls
),

short as (
    select
        agent_id,
        call_id as record,
        coalesce(answered_at, queued_at) as moment,
        (talk_seconds + coalesce(hold_seconds, 0))::bigint as number,
        null::varchar as other,
        file_id,
    from calls
    where is_handled and is_inbound and handled_on between $first and $last
        and talk_seconds + coalesce(hold_seconds, 0) < $below_seconds
)

select * from short
