-- Which files and days the breaking rows are from, those with most of them first.
with broken as (
    {broken}
),

files as (
    select distinct file_id, file from ops.loads
),

places as (
    select
        coalesce(files.file, '') as file,
        min(broken.business_date) as first_day,
        max(broken.business_date) as last_day,
        count(*) as rows,
    from broken
    left join files on broken.file_id = files.file_id
    group by all
)

select file, first_day, last_day from places order by rows desc, file
