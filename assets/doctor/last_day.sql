-- The newest business day with figures.
select max(business_date) from kpi.agent_days
