create schema if not exists raw;
create schema if not exists staged;
create schema if not exists marts;
create schema if not exists kpi;
create schema if not exists score;
create schema if not exists ops;
create schema if not exists settings;

create table if not exists ops.loads (
    file_id integer,
    file varchar,
    sha256 varchar,
    source varchar,
    log varchar,
    records_read bigint,
    loaded bigint,
    duplicates bigint,
    rejected bigint,
    loaded_at timestamp,
);

create table if not exists ops.rejects (
    file_id integer,
    file varchar,
    record bigint,
    line bigint,
    "column" varchar,
    reason varchar,
    raw varchar,
    records bigint, -- more than one where records are counted, not listed
);

-- when the rows of a day last changed; models that read the day rebuild what depends on it
create table if not exists ops.days (
    relation varchar,
    date_column varchar,
    day date,
    version bigint,
);

-- when a model last rebuilt a day, changed or not
create table if not exists ops.builds (
    relation varchar,
    date_column varchar,
    day date,
    version bigint,
);

create table if not exists ops.models (
    relation varchar,
    fingerprint varchar,
    built_at timestamp,
);

create table if not exists ops.checks (
    relation varchar,
    name varchar,
    severity varchar,
    passed boolean,
    message_en varchar,
    message_zh varchar,
    version bigint,
    checked_at timestamp,
);

-- where the header of a source's file is another than that of the file before it
create table if not exists ops.header_changes (
    log varchar,
    source varchar,
    file varchar,
    what_en varchar,
    what_zh varchar,
);

create table if not exists settings.desk (
    name varchar,
    language varchar,
    time_zone varchar,
    day_starts_at_seconds integer,
    currency varchar,
);

-- the day of the month on which an appraisal period starts; 1 where nothing is said
create table if not exists settings.periods (
    starts_on integer,
);

create table if not exists settings.queue_policies (
    queue varchar,
    answer_within_seconds integer,
    short_abandon_seconds integer,
    formula varchar,
    target decimal(9, 6),
);

-- what the platform of a channel counts, and how; '*' is every other channel
create table if not exists settings.chat_rules (
    channel varchar,
    rule varchar,
    window_from_seconds integer, -- of the local day; empty: all day
    window_until_seconds integer,
    window_by varchar, -- question or session
    outside varchar, -- left_out or unanswered
    unit varchar, -- round, session or customer
    judged_by varchar, -- first or every
    within_seconds integer,
    cap_seconds integer,
    unanswered_seconds integer,
    idle_split_seconds integer,
    exempts_closings boolean,
    slow_replies integer,
    slow_seconds integer,
);

-- whose hours count: kind is queue, shop, team or '*' for everybody else
create table if not exists settings.schedules (
    kind varchar,
    name varchar,
    schedule varchar,
);

-- when a schedule is open, cut at midnights of UTC; every day between its first and its last
create table if not exists settings.open_days (
    schedule varchar,
    day date, -- of UTC
    seconds_before bigint, -- open seconds of the schedule before this day
    opens timestamp[],
    closes timestamp[],
);

-- the same uncut, to find the moment at which so many open seconds have passed
create table if not exists settings.open_spans (
    schedule varchar,
    opens_at timestamp,
    closes_at timestamp,
    seconds_before bigint, -- what the schedule's clock shows when this span opens
);

-- one row per policy, priority and metric: what is promised to whom, since when
create table if not exists settings.ticket_policies (
    policy varchar,
    position integer, -- the first policy that covers a ticket counts
    since date,
    until date,
    team varchar[], -- null: any
    shop varchar[],
    channel varchar[],
    category varchar[],
    priority varchar, -- null: any that the policy does not name
    metric varchar, -- first_reply, next_reply or resolution
    target_seconds bigint,
    clock varchar, -- calendar or business
    pauses varchar[], -- states of a ticket that stop the clock
    target_share decimal(9, 6),
);

-- the desk's clock; a moment is a timestamp in UTC
create or replace macro settings.local_time(moment) as
    timezone((select time_zone from settings.desk), timezone('UTC', moment));

create or replace macro settings.moment_of(local_time) as
    timezone('UTC', timezone((select time_zone from settings.desk), local_time));

create or replace macro settings.business_day(moment) as
    (
        settings.local_time(moment)
        - to_seconds((select day_starts_at_seconds from settings.desk))
    )::date;

-- the moment at which a business day starts
create or replace macro settings.day_start(day) as
    settings.moment_of(day + to_seconds((select day_starts_at_seconds from settings.desk)));

-- start of the local half hour, in UTC
create or replace macro settings.half_hour(moment) as
    moment - (
        settings.local_time(moment)
        - time_bucket(interval 30 minutes, settings.local_time(moment))
    );

-- queue before shop before team; 'always' is open day and night and needs no rows.
-- Columns go by other names in here, or a caller's "schedule" would be taken for the table's.
create or replace macro settings.schedule_of(of_queue, of_shop, of_team) as
    coalesce(
        (
            select its_schedule
            from settings.schedules as schedules(its_kind, its_name, its_schedule)
            where its_kind = 'queue' and its_name = of_queue
        ),
        (
            select its_schedule
            from settings.schedules as schedules(its_kind, its_name, its_schedule)
            where its_kind = 'shop' and its_name = of_shop
        ),
        (
            select its_schedule
            from settings.schedules as schedules(its_kind, its_name, its_schedule)
            where its_kind = 'team' and its_name = of_team
        ),
        (
            select its_schedule
            from settings.schedules as schedules(its_kind, its_name, its_schedule)
            where its_kind = '*'
        ),
        'always'
    );

-- open seconds of a schedule up to a moment: business time is the difference of two of them.
-- Null outside the days that settings.open_days has.
create or replace macro settings.business_clock(of_schedule, moment) as
    if(
        of_schedule = 'always',
        epoch_us(moment::timestamp)::decimal(18, 0),
        (
            select (
                clock_seconds * 1000000
                + greatest(epoch_us(moment::timestamp) - epoch_us(clock_opens[1]), 0)
                - greatest(epoch_us(moment::timestamp) - epoch_us(clock_closes[1]), 0)
                + greatest(epoch_us(moment::timestamp) - epoch_us(clock_opens[2]), 0)
                - greatest(epoch_us(moment::timestamp) - epoch_us(clock_closes[2]), 0)
                + case when len(clock_opens) > 2 then
                    list_sum(list_transform(
                        clock_opens[3:],
                        lambda opened: greatest(epoch_us(moment::timestamp) - epoch_us(opened), 0)
                    ))
                    - list_sum(list_transform(
                        clock_closes[3:],
                        lambda closed: greatest(epoch_us(moment::timestamp) - epoch_us(closed), 0)
                    ))
                else 0 end
            )::decimal(18, 0)
            from settings.open_days
                as clock(clock_schedule, clock_day, clock_seconds, clock_opens, clock_closes)
            where clock_schedule = of_schedule and clock_day = moment::date
        )
    ) * 0.000001::decimal(7, 6);

create or replace macro main.seconds_between(since, until) as
    ((epoch_us(until) - epoch_us(since)) / 1000000)::decimal(18, 3);

create or replace macro main.later_by(moment, seconds) as
    moment + to_microseconds((seconds * 1000000)::bigint);

-- a chat message as one number: see marts.chat_talks
create or replace macro main.turn(moment, is_reply, is_courtesy) as
    epoch_us(moment) * 8 + if(is_reply, 4, 0) + if(is_courtesy, 1, 0);

create or replace macro main.turn_at(turn) as make_timestamp(turn >> 3);

create or replace macro main.is_reply(turn) as turn & 4 = 4;

create or replace macro main.is_courtesy(turn) as turn & 1 = 1;

-- half an hour without a word ends a session
create or replace macro main.is_silence(since, until) as
    (until >> 3) - (since >> 3) > 1800000000;

-- of rounds told by their first turns and their replies; NULL where one has no reply
create or replace macro main.longest_wait(asks, replies) as
    case
        when len(asks) = len(replies) then
            (
                list_max(
                    list_transform(
                        replies, lambda reply, place: (reply >> 3) - (asks[place] >> 3)
                    )
                ) / 1000000
            )::decimal(18, 3)
    end;

-- where runs of customer messages begin, and the replies that end them, as places in a list of turns
create or replace macro main.asks_in(turns) as
    list_filter(
        range(1, len(turns) + 1),
        lambda place: not is_reply(turns[place]) and (place = 1 or is_reply(turns[place - 1]))
    );

create or replace macro main.replies_in(turns) as
    list_filter(
        range(2, len(turns) + 1),
        lambda place: is_reply(turns[place]) and not is_reply(turns[place - 1])
    );
