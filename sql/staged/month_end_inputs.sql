with logged as (
    select * from raw.month_end_inputs
),

renamed as (
    select
        -- ids
        agent_id,
        source,
        file_id,

        -- text
        period,
        input,
        value,
        rater,
        note,

    from logged
)

select * from renamed
