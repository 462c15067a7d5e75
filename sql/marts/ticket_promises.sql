-- What the desk's policies promise: to each wait a reply, to each ticket a resolution.
with wanted as (
    select
        tickets.ticket_id,
        tickets.source,
        tickets.business_date,
        if(is_first, 'first_reply', 'next_reply') as metric,
        asked_at as applied_at,
        replies.open_seconds,
        answered_at as met_at,
        case
            when ended_by = 'solved' then ended_at
            -- solutions that no event tells are known from the log
            when ended_by is null and not has_states then done_at
        end as ended_at,
        replies.agent_id as met_by_agent_id
    from marts.ticket_replies as replies
    join marts.tickets as tickets using (ticket_id, source, business_date)
    where reply_count is not null
    union all by name
    select
        ticket_id,
        source,
        business_date,
        'first_reply' as metric,
        first_asked_at as applied_at,
        open_seconds,
        first_reply_at as met_at,
        if(first_reply_at is null, done_at, null) as ended_at,
        first_reply_agent_id as met_by_agent_id
    from marts.tickets as tickets
    where
        reply_count is null
        -- nobody replied, and no event says when it was asked
        or reply_count = 0
        and not exists (
            select 1
            from marts.ticket_replies as replies
            where
                replies.ticket_id = tickets.ticket_id
                and replies.source = tickets.source
                and replies.business_date = tickets.business_date
        )
    union all by name
    select
        ticket_id,
        source,
        business_date,
        'resolution' as metric,
        created_at as applied_at,
        open_seconds,
        solved_at as met_at,
        if(solved_at is null, done_at, null) as ended_at,
        solved_by_agent_id as met_by_agent_id
    from marts.tickets
),

-- the priority that a ticket had when the promise was made
later_priorities as (
    select
        wanted.ticket_id,
        wanted.source,
        wanted.business_date,
        wanted.metric,
        wanted.applied_at,
        arg_max(turns.value, (turns.happened_at, turns.value)) as priority
    from wanted
    join marts.ticket_turns as turns
        on turns.ticket_id = wanted.ticket_id
        and turns.source = wanted.source
        and turns.business_date = wanted.business_date
        and turns.event = 'priority'
        and turns.happened_at > turns.created_at
        and turns.happened_at <= wanted.applied_at
    group by all
),

applied as (
    select
        wanted.*,
        team,
        shop,
        channel,
        category,
        schedule,
        lower(coalesce(later_priorities.priority, first_priority)) as priority,
        if(
            exists (
                select 1 from settings.ticket_policies where since is not null or until is not null
            ),
            settings.business_day(wanted.applied_at),
            null
        ) as applied_on
    from wanted
    join marts.tickets as tickets using (ticket_id, source, business_date)
    left join later_priorities using (ticket_id, source, business_date, metric, applied_at)
    where exists (select 1 from settings.ticket_policies)
),

places as (
    select distinct team, shop, channel, category, applied_on
    from applied
),

-- the first policy that covers a ticket counts, for all its promises
covered as (
    select places.*, arg_min(policies.policy, policies.position) as policy
    from places
    join settings.ticket_policies as policies
        on (policies.team is null or list_contains(policies.team, places.team))
        and (policies.shop is null or list_contains(policies.shop, places.shop))
        and (policies.channel is null or list_contains(policies.channel, places.channel))
        and (policies.category is null or list_contains(policies.category, places.category))
        and (policies.since is null or policies.since <= applied_on)
        and (policies.until is null or policies.until >= applied_on)
    group by all
),

-- a priority that a policy names is promised no more than stands there
named as (
    select distinct policy, lower(priority) as priority
    from settings.ticket_policies
    where priority is not null
),

promised as (
    select
        applied.* exclude (category, applied_on),
        covered.policy,
        coalesce(exactly.target_seconds, otherwise.target_seconds) as target_seconds,
        coalesce(exactly.clock, otherwise.clock) as clock,
        if(exactly.policy is null, otherwise.pauses, exactly.pauses) as pauses,
        if(
            coalesce(exactly.clock, otherwise.clock) = 'business' and schedule <> 'always',
            schedule,
            null
        ) as hours
    from applied
    join covered
        on covered.team is not distinct from applied.team
        and covered.shop is not distinct from applied.shop
        and covered.channel is not distinct from applied.channel
        and covered.category is not distinct from applied.category
        and covered.applied_on is not distinct from applied.applied_on
    left join settings.ticket_policies as exactly
        on exactly.policy = covered.policy
        and exactly.metric = applied.metric
        and lower(exactly.priority) = applied.priority
    left join named
        on named.policy = covered.policy
        and named.priority = applied.priority
    left join settings.ticket_policies as otherwise
        on otherwise.policy = covered.policy
        and otherwise.metric = applied.metric
        and otherwise.priority is null
        and named.policy is null
    where coalesce(exactly.target_seconds, otherwise.target_seconds) is not null
)

select * from promised
