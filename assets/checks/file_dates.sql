-- Files whose name speaks of other days than their records do. A name may tell the day of the
-- export instead: then the records come before it, as they do in the source's other files.
with files as (
    select
        profile.log,
        profile.source,
        profile.file_id,
        spans.first_day,
        spans.last_day,
        sum(profile.records) as records,
        sum(profile.records) filter (
            where profile.day not between spans.first_day and spans.last_day
                and coalesce(profile.calendar_day, profile.day)
                not between spans.first_day and spans.last_day
        ) as outside,
        sum(profile.records) filter (
            where profile.day > spans.last_day + 1
        ) as after,
        min(profile.day) as first_record,
        max(profile.day) as last_record,
    from log_profile as profile
    inner join file_spans as spans on profile.file_id = spans.file_id
    group by all
),

shares as (
    select
        *,
        coalesce(outside, 0) / records as outside_share,
        coalesce(after, 0) / records as after_share,
    from files
),

usual as (
    select
        shares.*,
        median(others.outside_share) as usual_share,
        count(others.file_id) as others,
    from shares
    left join shares as others
        on shares.source = others.source and shares.file_id <> others.file_id
    group by all
),

named as (
    select distinct file_id, file from ops.loads
),

odd as (
    select
        usual.log,
        named.file,
        greatest(coalesce(usual.outside, 0), coalesce(usual.after, 0))::bigint as outside,
        usual.records::bigint as records,
        usual.first_record,
        usual.last_record,
    from usual
    inner join named on usual.file_id = named.file_id
    where usual.after_share > getvariable('outside_at_most')
        or usual.outside_share > getvariable('outside_at_most')
        and usual.others >= 3
        and usual.usual_share <= getvariable('outside_at_most') / 2
)

select * from odd order by log, file
