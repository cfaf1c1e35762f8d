-- What companies and people have used of their rates, where there is no Redis. Without a tenant, as the log-in throttle: a
-- request is counted before anything else is known of it, and many companies' counts go in one statement's shape. Not
-- logged: after a crash everybody begins anew. The columns are those that rate-limiter-flexible asks for.
create unlogged table request_rate (
  key varchar(255) collate "C" primary key,
  points int not null default 0,
  expire bigint
);
create index request_rate_expire on request_rate (expire);
grant select, insert, update, delete on request_rate to ruyi_app;
