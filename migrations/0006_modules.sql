-- The tables of the shipped modules, made from their definitions by tools/ddl/write-module-tables.mjs: not edited by hand.
-- A test compares the catalog that this makes with the one that the definitions make.

create table customers (
  tenant_id uuid not null,
  id uuid not null,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  owner_id uuid,
  last_follow_up_at timestamptz(3),
  pool_id uuid,
  owned_since timestamptz(3),
  former_owner_id uuid,
  pooled_at timestamptz(3),
  pool_reason text collate "C",
  locked boolean not null default false,
  reclaim_at timestamptz(3),
  reclaim_rule uuid,
  name text collate "C",
  kind text collate "C",
  level text collate "C",
  type text collate "C",
  industry text collate "C",
  source text collate "C",
  nature text collate "C",
  rating int2,
  annual_revenue text collate "C",
  headcount text collate "C",
  credit_code text collate "C",
  mobile text collate "C",
  telephone text collate "C",
  wechat text collate "C",
  qq text collate "C",
  email text collate "C",
  website text collate "C",
  country text collate "C",
  region text collate "C",
  address jsonb,
  postcode text collate "C",
  stock_code text collate "C",
  sic_code text collate "C",
  need text collate "C",
  primary_contact uuid,
  parent uuid,
  next_contact_at timestamptz(3),
  deal_state text collate "C",
  deal_at timestamptz(3),
  lifecycle text collate "C",
  lifecycle_since timestamptz(3),
  do_not_contact text[] collate "C",
  credit_limit_minor int8,
  credit_limit_currency char(3),
  credit_limit_base int8,
  credit_days int8,
  payment_terms text collate "C",
  photos uuid[],
  attachments uuid[],
  remark text collate "C",
  name_sort text collate "C",
  custom jsonb not null default '{}',
  t1 text collate "C",
  t2 text collate "C",
  t3 text collate "C",
  t4 text collate "C",
  t5 text collate "C",
  t6 text collate "C",
  t7 text collate "C",
  t8 text collate "C",
  n1 float8,
  n2 float8,
  n3 float8,
  n4 float8,
  n5 float8,
  n6 float8,
  n7 float8,
  n8 float8,
  d1 timestamptz(3),
  d2 timestamptz(3),
  d3 timestamptz(3),
  d4 timestamptz(3),
  d5 timestamptz(3),
  d6 timestamptz(3),
  u1 uuid,
  u2 uuid,
  u3 uuid,
  u4 uuid,
  primary key (tenant_id, id),
  constraint customers_primary_contact_fk foreign key (tenant_id, primary_contact) references record (tenant_id, id),
  constraint customers_parent_fk foreign key (tenant_id, parent) references record (tenant_id, id)
);
create index customers_by_created_at on customers (tenant_id, created_at, id);
create index customers_by_owner_created_at on customers (tenant_id, owner_id, created_at, id);
create index customers_by_updated_at on customers (tenant_id, updated_at, id);
create index customers_by_owner_updated_at on customers (tenant_id, owner_id, updated_at, id);
create index customers_by_created_by on customers (tenant_id, created_by, created_at, id);
create index customers_by_deleted_at on customers (tenant_id, deleted_at, id) where deleted_at is not null;
create index customers_by_name_sort on customers (tenant_id, name_sort, id) where name_sort is not null;
create index customers_by_owner_name_sort on customers (tenant_id, owner_id, name_sort, id) where name_sort is not null;
create index customers_by_last_follow_up_at on customers (tenant_id, last_follow_up_at, id) where last_follow_up_at is not null;
create index customers_by_owner_last_follow_up_at on customers (tenant_id, owner_id, last_follow_up_at, id) where last_follow_up_at is not null;
create index customers_by_reclaim_at on customers (tenant_id, reclaim_at, id) where reclaim_at is not null;
create index customers_by_owner_reclaim_at on customers (tenant_id, owner_id, reclaim_at, id) where reclaim_at is not null;
create index customers_by_pool_pooled_at on customers (tenant_id, pool_id, pooled_at, id) where pool_id is not null;
create index customers_by_pool_created_at on customers (tenant_id, pool_id, created_at, id) where pool_id is not null;
create index customers_by_level on customers (tenant_id, level, id) where level is not null;
create index customers_by_industry on customers (tenant_id, industry, id) where industry is not null;
create index customers_by_source on customers (tenant_id, source, id) where source is not null;
create index customers_by_mobile on customers (tenant_id, mobile, id) where mobile is not null;
create index customers_by_region on customers (tenant_id, region, id) where region is not null;
create index customers_by_next_contact_at on customers (tenant_id, next_contact_at, id) where next_contact_at is not null;
create index customers_by_owner_next_contact_at on customers (tenant_id, owner_id, next_contact_at, id) where next_contact_at is not null;
create index customers_by_primary_contact on customers (tenant_id, primary_contact, id) where primary_contact is not null;
create index customers_by_parent on customers (tenant_id, parent, id) where parent is not null;
create index customers_by_t1 on customers (tenant_id, t1, id) where t1 is not null;
create index customers_by_owner_t1 on customers (tenant_id, owner_id, t1, id) where t1 is not null;
create index customers_by_t2 on customers (tenant_id, t2, id) where t2 is not null;
create index customers_by_owner_t2 on customers (tenant_id, owner_id, t2, id) where t2 is not null;
create index customers_by_t3 on customers (tenant_id, t3, id) where t3 is not null;
create index customers_by_owner_t3 on customers (tenant_id, owner_id, t3, id) where t3 is not null;
create index customers_by_t4 on customers (tenant_id, t4, id) where t4 is not null;
create index customers_by_owner_t4 on customers (tenant_id, owner_id, t4, id) where t4 is not null;
create index customers_by_t5 on customers (tenant_id, t5, id) where t5 is not null;
create index customers_by_owner_t5 on customers (tenant_id, owner_id, t5, id) where t5 is not null;
create index customers_by_t6 on customers (tenant_id, t6, id) where t6 is not null;
create index customers_by_owner_t6 on customers (tenant_id, owner_id, t6, id) where t6 is not null;
create index customers_by_t7 on customers (tenant_id, t7, id) where t7 is not null;
create index customers_by_owner_t7 on customers (tenant_id, owner_id, t7, id) where t7 is not null;
create index customers_by_t8 on customers (tenant_id, t8, id) where t8 is not null;
create index customers_by_owner_t8 on customers (tenant_id, owner_id, t8, id) where t8 is not null;
create index customers_by_n1 on customers (tenant_id, n1, id) where n1 is not null;
create index customers_by_owner_n1 on customers (tenant_id, owner_id, n1, id) where n1 is not null;
create index customers_by_n2 on customers (tenant_id, n2, id) where n2 is not null;
create index customers_by_owner_n2 on customers (tenant_id, owner_id, n2, id) where n2 is not null;
create index customers_by_n3 on customers (tenant_id, n3, id) where n3 is not null;
create index customers_by_owner_n3 on customers (tenant_id, owner_id, n3, id) where n3 is not null;
create index customers_by_n4 on customers (tenant_id, n4, id) where n4 is not null;
create index customers_by_owner_n4 on customers (tenant_id, owner_id, n4, id) where n4 is not null;
create index customers_by_n5 on customers (tenant_id, n5, id) where n5 is not null;
create index customers_by_owner_n5 on customers (tenant_id, owner_id, n5, id) where n5 is not null;
create index customers_by_n6 on customers (tenant_id, n6, id) where n6 is not null;
create index customers_by_owner_n6 on customers (tenant_id, owner_id, n6, id) where n6 is not null;
create index customers_by_n7 on customers (tenant_id, n7, id) where n7 is not null;
create index customers_by_owner_n7 on customers (tenant_id, owner_id, n7, id) where n7 is not null;
create index customers_by_n8 on customers (tenant_id, n8, id) where n8 is not null;
create index customers_by_owner_n8 on customers (tenant_id, owner_id, n8, id) where n8 is not null;
create index customers_by_d1 on customers (tenant_id, d1, id) where d1 is not null;
create index customers_by_owner_d1 on customers (tenant_id, owner_id, d1, id) where d1 is not null;
create index customers_by_d2 on customers (tenant_id, d2, id) where d2 is not null;
create index customers_by_owner_d2 on customers (tenant_id, owner_id, d2, id) where d2 is not null;
create index customers_by_d3 on customers (tenant_id, d3, id) where d3 is not null;
create index customers_by_owner_d3 on customers (tenant_id, owner_id, d3, id) where d3 is not null;
create index customers_by_d4 on customers (tenant_id, d4, id) where d4 is not null;
create index customers_by_owner_d4 on customers (tenant_id, owner_id, d4, id) where d4 is not null;
create index customers_by_d5 on customers (tenant_id, d5, id) where d5 is not null;
create index customers_by_owner_d5 on customers (tenant_id, owner_id, d5, id) where d5 is not null;
create index customers_by_d6 on customers (tenant_id, d6, id) where d6 is not null;
create index customers_by_owner_d6 on customers (tenant_id, owner_id, d6, id) where d6 is not null;
create index customers_by_u1 on customers (tenant_id, u1, id) where u1 is not null;
create index customers_by_owner_u1 on customers (tenant_id, owner_id, u1, id) where u1 is not null;
create index customers_by_u2 on customers (tenant_id, u2, id) where u2 is not null;
create index customers_by_owner_u2 on customers (tenant_id, owner_id, u2, id) where u2 is not null;
create index customers_by_u3 on customers (tenant_id, u3, id) where u3 is not null;
create index customers_by_owner_u3 on customers (tenant_id, owner_id, u3, id) where u3 is not null;
create index customers_by_u4 on customers (tenant_id, u4, id) where u4 is not null;
create index customers_by_owner_u4 on customers (tenant_id, owner_id, u4, id) where u4 is not null;
create statistics customers_stat_level on tenant_id, level from customers;
create statistics customers_stat_industry on tenant_id, industry from customers;
create statistics customers_stat_source on tenant_id, source from customers;
create statistics customers_stat_mobile on tenant_id, mobile from customers;
create statistics customers_stat_region on tenant_id, region from customers;
create statistics customers_stat_t1 on tenant_id, t1 from customers;
create statistics customers_stat_t2 on tenant_id, t2 from customers;
create statistics customers_stat_t3 on tenant_id, t3 from customers;
create statistics customers_stat_t4 on tenant_id, t4 from customers;
create statistics customers_stat_t5 on tenant_id, t5 from customers;
create statistics customers_stat_t6 on tenant_id, t6 from customers;
create statistics customers_stat_t7 on tenant_id, t7 from customers;
create statistics customers_stat_t8 on tenant_id, t8 from customers;
create statistics customers_stat_n1 on tenant_id, n1 from customers;
create statistics customers_stat_n2 on tenant_id, n2 from customers;
create statistics customers_stat_n3 on tenant_id, n3 from customers;
create statistics customers_stat_n4 on tenant_id, n4 from customers;
create statistics customers_stat_n5 on tenant_id, n5 from customers;
create statistics customers_stat_n6 on tenant_id, n6 from customers;
create statistics customers_stat_n7 on tenant_id, n7 from customers;
create statistics customers_stat_n8 on tenant_id, n8 from customers;
create statistics customers_stat_d1 on tenant_id, d1 from customers;
create statistics customers_stat_d2 on tenant_id, d2 from customers;
create statistics customers_stat_d3 on tenant_id, d3 from customers;
create statistics customers_stat_d4 on tenant_id, d4 from customers;
create statistics customers_stat_d5 on tenant_id, d5 from customers;
create statistics customers_stat_d6 on tenant_id, d6 from customers;
create statistics customers_stat_u1 on tenant_id, u1 from customers;
create statistics customers_stat_u2 on tenant_id, u2 from customers;
create statistics customers_stat_u3 on tenant_id, u3 from customers;
create statistics customers_stat_u4 on tenant_id, u4 from customers;
alter table customers enable row level security;
alter table customers force row level security;
create policy tenant_isolation on customers using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on customers to ruyi_app;

create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  owner_id uuid,
  last_follow_up_at timestamptz(3),
  name text collate "C",
  customer uuid,
  salutation text collate "C",
  department text collate "C",
  post text collate "C",
  decision_maker boolean,
  mobile text collate "C",
  telephone text collate "C",
  email text collate "C",
  wechat text collate "C",
  qq text collate "C",
  preferred_channel text collate "C",
  birthday date,
  interests text[] collate "C",
  character text collate "C",
  address jsonb,
  reports_to uuid,
  referred_by uuid,
  do_not_contact text[] collate "C",
  next_contact_at timestamptz(3),
  photos uuid[],
  attachments uuid[],
  remark text collate "C",
  name_sort text collate "C",
  custom jsonb not null default '{}',
  t1 text collate "C",
  t2 text collate "C",
  t3 text collate "C",
  t4 text collate "C",
  t5 text collate "C",
  t6 text collate "C",
  t7 text collate "C",
  t8 text collate "C",
  n1 float8,
  n2 float8,
  n3 float8,
  n4 float8,
  n5 float8,
  n6 float8,
  n7 float8,
  n8 float8,
  d1 timestamptz(3),
  d2 timestamptz(3),
  d3 timestamptz(3),
  d4 timestamptz(3),
  d5 timestamptz(3),
  d6 timestamptz(3),
  u1 uuid,
  u2 uuid,
  u3 uuid,
  u4 uuid,
  primary key (tenant_id, id),
  constraint contacts_customer_fk foreign key (tenant_id, customer) references record (tenant_id, id),
  constraint contacts_reports_to_fk foreign key (tenant_id, reports_to) references record (tenant_id, id),
  constraint contacts_referred_by_fk foreign key (tenant_id, referred_by) references record (tenant_id, id)
);
create index contacts_by_created_at on contacts (tenant_id, created_at, id);
create index contacts_by_owner_created_at on contacts (tenant_id, owner_id, created_at, id);
create index contacts_by_updated_at on contacts (tenant_id, updated_at, id);
create index contacts_by_owner_updated_at on contacts (tenant_id, owner_id, updated_at, id);
create index contacts_by_created_by on contacts (tenant_id, created_by, created_at, id);
create index contacts_by_deleted_at on contacts (tenant_id, deleted_at, id) where deleted_at is not null;
create index contacts_by_name_sort on contacts (tenant_id, name_sort, id) where name_sort is not null;
create index contacts_by_owner_name_sort on contacts (tenant_id, owner_id, name_sort, id) where name_sort is not null;
create index contacts_by_last_follow_up_at on contacts (tenant_id, last_follow_up_at, id) where last_follow_up_at is not null;
create index contacts_by_owner_last_follow_up_at on contacts (tenant_id, owner_id, last_follow_up_at, id) where last_follow_up_at is not null;
create index contacts_by_mobile on contacts (tenant_id, mobile, id) where mobile is not null;
create index contacts_by_next_contact_at on contacts (tenant_id, next_contact_at, id) where next_contact_at is not null;
create index contacts_by_owner_next_contact_at on contacts (tenant_id, owner_id, next_contact_at, id) where next_contact_at is not null;
create index contacts_by_customer on contacts (tenant_id, customer, id) where customer is not null;
create index contacts_by_reports_to on contacts (tenant_id, reports_to, id) where reports_to is not null;
create index contacts_by_referred_by on contacts (tenant_id, referred_by, id) where referred_by is not null;
create index contacts_by_t1 on contacts (tenant_id, t1, id) where t1 is not null;
create index contacts_by_owner_t1 on contacts (tenant_id, owner_id, t1, id) where t1 is not null;
create index contacts_by_t2 on contacts (tenant_id, t2, id) where t2 is not null;
create index contacts_by_owner_t2 on contacts (tenant_id, owner_id, t2, id) where t2 is not null;
create index contacts_by_t3 on contacts (tenant_id, t3, id) where t3 is not null;
create index contacts_by_owner_t3 on contacts (tenant_id, owner_id, t3, id) where t3 is not null;
create index contacts_by_t4 on contacts (tenant_id, t4, id) where t4 is not null;
create index contacts_by_owner_t4 on contacts (tenant_id, owner_id, t4, id) where t4 is not null;
create index contacts_by_t5 on contacts (tenant_id, t5, id) where t5 is not null;
create index contacts_by_owner_t5 on contacts (tenant_id, owner_id, t5, id) where t5 is not null;
create index contacts_by_t6 on contacts (tenant_id, t6, id) where t6 is not null;
create index contacts_by_owner_t6 on contacts (tenant_id, owner_id, t6, id) where t6 is not null;
create index contacts_by_t7 on contacts (tenant_id, t7, id) where t7 is not null;
create index contacts_by_owner_t7 on contacts (tenant_id, owner_id, t7, id) where t7 is not null;
create index contacts_by_t8 on contacts (tenant_id, t8, id) where t8 is not null;
create index contacts_by_owner_t8 on contacts (tenant_id, owner_id, t8, id) where t8 is not null;
create index contacts_by_n1 on contacts (tenant_id, n1, id) where n1 is not null;
create index contacts_by_owner_n1 on contacts (tenant_id, owner_id, n1, id) where n1 is not null;
create index contacts_by_n2 on contacts (tenant_id, n2, id) where n2 is not null;
create index contacts_by_owner_n2 on contacts (tenant_id, owner_id, n2, id) where n2 is not null;
create index contacts_by_n3 on contacts (tenant_id, n3, id) where n3 is not null;
create index contacts_by_owner_n3 on contacts (tenant_id, owner_id, n3, id) where n3 is not null;
create index contacts_by_n4 on contacts (tenant_id, n4, id) where n4 is not null;
create index contacts_by_owner_n4 on contacts (tenant_id, owner_id, n4, id) where n4 is not null;
create index contacts_by_n5 on contacts (tenant_id, n5, id) where n5 is not null;
create index contacts_by_owner_n5 on contacts (tenant_id, owner_id, n5, id) where n5 is not null;
create index contacts_by_n6 on contacts (tenant_id, n6, id) where n6 is not null;
create index contacts_by_owner_n6 on contacts (tenant_id, owner_id, n6, id) where n6 is not null;
create index contacts_by_n7 on contacts (tenant_id, n7, id) where n7 is not null;
create index contacts_by_owner_n7 on contacts (tenant_id, owner_id, n7, id) where n7 is not null;
create index contacts_by_n8 on contacts (tenant_id, n8, id) where n8 is not null;
create index contacts_by_owner_n8 on contacts (tenant_id, owner_id, n8, id) where n8 is not null;
create index contacts_by_d1 on contacts (tenant_id, d1, id) where d1 is not null;
create index contacts_by_owner_d1 on contacts (tenant_id, owner_id, d1, id) where d1 is not null;
create index contacts_by_d2 on contacts (tenant_id, d2, id) where d2 is not null;
create index contacts_by_owner_d2 on contacts (tenant_id, owner_id, d2, id) where d2 is not null;
create index contacts_by_d3 on contacts (tenant_id, d3, id) where d3 is not null;
create index contacts_by_owner_d3 on contacts (tenant_id, owner_id, d3, id) where d3 is not null;
create index contacts_by_d4 on contacts (tenant_id, d4, id) where d4 is not null;
create index contacts_by_owner_d4 on contacts (tenant_id, owner_id, d4, id) where d4 is not null;
create index contacts_by_d5 on contacts (tenant_id, d5, id) where d5 is not null;
create index contacts_by_owner_d5 on contacts (tenant_id, owner_id, d5, id) where d5 is not null;
create index contacts_by_d6 on contacts (tenant_id, d6, id) where d6 is not null;
create index contacts_by_owner_d6 on contacts (tenant_id, owner_id, d6, id) where d6 is not null;
create index contacts_by_u1 on contacts (tenant_id, u1, id) where u1 is not null;
create index contacts_by_owner_u1 on contacts (tenant_id, owner_id, u1, id) where u1 is not null;
create index contacts_by_u2 on contacts (tenant_id, u2, id) where u2 is not null;
create index contacts_by_owner_u2 on contacts (tenant_id, owner_id, u2, id) where u2 is not null;
create index contacts_by_u3 on contacts (tenant_id, u3, id) where u3 is not null;
create index contacts_by_owner_u3 on contacts (tenant_id, owner_id, u3, id) where u3 is not null;
create index contacts_by_u4 on contacts (tenant_id, u4, id) where u4 is not null;
create index contacts_by_owner_u4 on contacts (tenant_id, owner_id, u4, id) where u4 is not null;
create statistics contacts_stat_mobile on tenant_id, mobile from contacts;
create statistics contacts_stat_t1 on tenant_id, t1 from contacts;
create statistics contacts_stat_t2 on tenant_id, t2 from contacts;
create statistics contacts_stat_t3 on tenant_id, t3 from contacts;
create statistics contacts_stat_t4 on tenant_id, t4 from contacts;
create statistics contacts_stat_t5 on tenant_id, t5 from contacts;
create statistics contacts_stat_t6 on tenant_id, t6 from contacts;
create statistics contacts_stat_t7 on tenant_id, t7 from contacts;
create statistics contacts_stat_t8 on tenant_id, t8 from contacts;
create statistics contacts_stat_n1 on tenant_id, n1 from contacts;
create statistics contacts_stat_n2 on tenant_id, n2 from contacts;
create statistics contacts_stat_n3 on tenant_id, n3 from contacts;
create statistics contacts_stat_n4 on tenant_id, n4 from contacts;
create statistics contacts_stat_n5 on tenant_id, n5 from contacts;
create statistics contacts_stat_n6 on tenant_id, n6 from contacts;
create statistics contacts_stat_n7 on tenant_id, n7 from contacts;
create statistics contacts_stat_n8 on tenant_id, n8 from contacts;
create statistics contacts_stat_d1 on tenant_id, d1 from contacts;
create statistics contacts_stat_d2 on tenant_id, d2 from contacts;
create statistics contacts_stat_d3 on tenant_id, d3 from contacts;
create statistics contacts_stat_d4 on tenant_id, d4 from contacts;
create statistics contacts_stat_d5 on tenant_id, d5 from contacts;
create statistics contacts_stat_d6 on tenant_id, d6 from contacts;
create statistics contacts_stat_u1 on tenant_id, u1 from contacts;
create statistics contacts_stat_u2 on tenant_id, u2 from contacts;
create statistics contacts_stat_u3 on tenant_id, u3 from contacts;
create statistics contacts_stat_u4 on tenant_id, u4 from contacts;
alter table contacts enable row level security;
alter table contacts force row level security;
create policy tenant_isolation on contacts using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on contacts to ruyi_app;

create table follow_ups (
  tenant_id uuid not null,
  id uuid not null,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  target_id uuid,
  target_module text collate "C",
  means text collate "C",
  content text collate "C",
  next_contact_at timestamptz(3),
  contact uuid,
  place jsonb,
  mentions uuid[],
  photos uuid[],
  attachments uuid[],
  custom jsonb not null default '{}',
  t1 text collate "C",
  t2 text collate "C",
  t3 text collate "C",
  t4 text collate "C",
  t5 text collate "C",
  t6 text collate "C",
  t7 text collate "C",
  t8 text collate "C",
  n1 float8,
  n2 float8,
  n3 float8,
  n4 float8,
  n5 float8,
  n6 float8,
  n7 float8,
  n8 float8,
  d1 timestamptz(3),
  d2 timestamptz(3),
  d3 timestamptz(3),
  d4 timestamptz(3),
  d5 timestamptz(3),
  d6 timestamptz(3),
  u1 uuid,
  u2 uuid,
  u3 uuid,
  u4 uuid,
  primary key (tenant_id, id),
  constraint follow_ups_target_id_fk foreign key (tenant_id, target_id) references record (tenant_id, id),
  constraint follow_ups_contact_fk foreign key (tenant_id, contact) references record (tenant_id, id)
);
create index follow_ups_by_created_at on follow_ups (tenant_id, created_at, id);
create index follow_ups_by_updated_at on follow_ups (tenant_id, updated_at, id);
create index follow_ups_by_created_by on follow_ups (tenant_id, created_by, created_at, id);
create index follow_ups_by_deleted_at on follow_ups (tenant_id, deleted_at, id) where deleted_at is not null;
create index follow_ups_by_means on follow_ups (tenant_id, means, id) where means is not null;
create index follow_ups_by_target_id on follow_ups (tenant_id, target_id, id) where target_id is not null;
create index follow_ups_by_contact on follow_ups (tenant_id, contact, id) where contact is not null;
create index follow_ups_by_t1 on follow_ups (tenant_id, t1, id) where t1 is not null;
create index follow_ups_by_t2 on follow_ups (tenant_id, t2, id) where t2 is not null;
create index follow_ups_by_t3 on follow_ups (tenant_id, t3, id) where t3 is not null;
create index follow_ups_by_t4 on follow_ups (tenant_id, t4, id) where t4 is not null;
create index follow_ups_by_t5 on follow_ups (tenant_id, t5, id) where t5 is not null;
create index follow_ups_by_t6 on follow_ups (tenant_id, t6, id) where t6 is not null;
create index follow_ups_by_t7 on follow_ups (tenant_id, t7, id) where t7 is not null;
create index follow_ups_by_t8 on follow_ups (tenant_id, t8, id) where t8 is not null;
create index follow_ups_by_n1 on follow_ups (tenant_id, n1, id) where n1 is not null;
create index follow_ups_by_n2 on follow_ups (tenant_id, n2, id) where n2 is not null;
create index follow_ups_by_n3 on follow_ups (tenant_id, n3, id) where n3 is not null;
create index follow_ups_by_n4 on follow_ups (tenant_id, n4, id) where n4 is not null;
create index follow_ups_by_n5 on follow_ups (tenant_id, n5, id) where n5 is not null;
create index follow_ups_by_n6 on follow_ups (tenant_id, n6, id) where n6 is not null;
create index follow_ups_by_n7 on follow_ups (tenant_id, n7, id) where n7 is not null;
create index follow_ups_by_n8 on follow_ups (tenant_id, n8, id) where n8 is not null;
create index follow_ups_by_d1 on follow_ups (tenant_id, d1, id) where d1 is not null;
create index follow_ups_by_d2 on follow_ups (tenant_id, d2, id) where d2 is not null;
create index follow_ups_by_d3 on follow_ups (tenant_id, d3, id) where d3 is not null;
create index follow_ups_by_d4 on follow_ups (tenant_id, d4, id) where d4 is not null;
create index follow_ups_by_d5 on follow_ups (tenant_id, d5, id) where d5 is not null;
create index follow_ups_by_d6 on follow_ups (tenant_id, d6, id) where d6 is not null;
create index follow_ups_by_u1 on follow_ups (tenant_id, u1, id) where u1 is not null;
create index follow_ups_by_u2 on follow_ups (tenant_id, u2, id) where u2 is not null;
create index follow_ups_by_u3 on follow_ups (tenant_id, u3, id) where u3 is not null;
create index follow_ups_by_u4 on follow_ups (tenant_id, u4, id) where u4 is not null;
create statistics follow_ups_stat_means on tenant_id, means from follow_ups;
create statistics follow_ups_stat_t1 on tenant_id, t1 from follow_ups;
create statistics follow_ups_stat_t2 on tenant_id, t2 from follow_ups;
create statistics follow_ups_stat_t3 on tenant_id, t3 from follow_ups;
create statistics follow_ups_stat_t4 on tenant_id, t4 from follow_ups;
create statistics follow_ups_stat_t5 on tenant_id, t5 from follow_ups;
create statistics follow_ups_stat_t6 on tenant_id, t6 from follow_ups;
create statistics follow_ups_stat_t7 on tenant_id, t7 from follow_ups;
create statistics follow_ups_stat_t8 on tenant_id, t8 from follow_ups;
create statistics follow_ups_stat_n1 on tenant_id, n1 from follow_ups;
create statistics follow_ups_stat_n2 on tenant_id, n2 from follow_ups;
create statistics follow_ups_stat_n3 on tenant_id, n3 from follow_ups;
create statistics follow_ups_stat_n4 on tenant_id, n4 from follow_ups;
create statistics follow_ups_stat_n5 on tenant_id, n5 from follow_ups;
create statistics follow_ups_stat_n6 on tenant_id, n6 from follow_ups;
create statistics follow_ups_stat_n7 on tenant_id, n7 from follow_ups;
create statistics follow_ups_stat_n8 on tenant_id, n8 from follow_ups;
create statistics follow_ups_stat_d1 on tenant_id, d1 from follow_ups;
create statistics follow_ups_stat_d2 on tenant_id, d2 from follow_ups;
create statistics follow_ups_stat_d3 on tenant_id, d3 from follow_ups;
create statistics follow_ups_stat_d4 on tenant_id, d4 from follow_ups;
create statistics follow_ups_stat_d5 on tenant_id, d5 from follow_ups;
create statistics follow_ups_stat_d6 on tenant_id, d6 from follow_ups;
create statistics follow_ups_stat_u1 on tenant_id, u1 from follow_ups;
create statistics follow_ups_stat_u2 on tenant_id, u2 from follow_ups;
create statistics follow_ups_stat_u3 on tenant_id, u3 from follow_ups;
create statistics follow_ups_stat_u4 on tenant_id, u4 from follow_ups;
alter table follow_ups enable row level security;
alter table follow_ups force row level security;
create policy tenant_isolation on follow_ups using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on follow_ups to ruyi_app;

create table custom_records (
  tenant_id uuid not null,
  id uuid not null,
  module_id uuid not null,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_by uuid,
  deleted_at timestamptz(3),
  deleted_by uuid,
  owner_id uuid,
  last_follow_up_at timestamptz(3),
  name text collate "C",
  name_sort text collate "C",
  custom jsonb not null default '{}',
  t1 text collate "C",
  t2 text collate "C",
  t3 text collate "C",
  t4 text collate "C",
  t5 text collate "C",
  t6 text collate "C",
  t7 text collate "C",
  t8 text collate "C",
  n1 float8,
  n2 float8,
  n3 float8,
  n4 float8,
  n5 float8,
  n6 float8,
  n7 float8,
  n8 float8,
  d1 timestamptz(3),
  d2 timestamptz(3),
  d3 timestamptz(3),
  d4 timestamptz(3),
  d5 timestamptz(3),
  d6 timestamptz(3),
  u1 uuid,
  u2 uuid,
  u3 uuid,
  u4 uuid,
  primary key (tenant_id, id)
);
create index custom_records_by_created_at on custom_records (tenant_id, module_id, created_at, id);
create index custom_records_by_owner_created_at on custom_records (tenant_id, module_id, owner_id, created_at, id);
create index custom_records_by_updated_at on custom_records (tenant_id, module_id, updated_at, id);
create index custom_records_by_owner_updated_at on custom_records (tenant_id, module_id, owner_id, updated_at, id);
create index custom_records_by_created_by on custom_records (tenant_id, module_id, created_by, created_at, id);
create index custom_records_by_deleted_at on custom_records (tenant_id, module_id, deleted_at, id) where deleted_at is not null;
create index custom_records_by_name_sort on custom_records (tenant_id, module_id, name_sort, id) where name_sort is not null;
create index custom_records_by_owner_name_sort on custom_records (tenant_id, module_id, owner_id, name_sort, id) where name_sort is not null;
create index custom_records_by_t1 on custom_records (tenant_id, module_id, t1, id) where t1 is not null;
create index custom_records_by_owner_t1 on custom_records (tenant_id, module_id, owner_id, t1, id) where t1 is not null;
create index custom_records_by_t2 on custom_records (tenant_id, module_id, t2, id) where t2 is not null;
create index custom_records_by_owner_t2 on custom_records (tenant_id, module_id, owner_id, t2, id) where t2 is not null;
create index custom_records_by_t3 on custom_records (tenant_id, module_id, t3, id) where t3 is not null;
create index custom_records_by_owner_t3 on custom_records (tenant_id, module_id, owner_id, t3, id) where t3 is not null;
create index custom_records_by_t4 on custom_records (tenant_id, module_id, t4, id) where t4 is not null;
create index custom_records_by_owner_t4 on custom_records (tenant_id, module_id, owner_id, t4, id) where t4 is not null;
create index custom_records_by_t5 on custom_records (tenant_id, module_id, t5, id) where t5 is not null;
create index custom_records_by_owner_t5 on custom_records (tenant_id, module_id, owner_id, t5, id) where t5 is not null;
create index custom_records_by_t6 on custom_records (tenant_id, module_id, t6, id) where t6 is not null;
create index custom_records_by_owner_t6 on custom_records (tenant_id, module_id, owner_id, t6, id) where t6 is not null;
create index custom_records_by_t7 on custom_records (tenant_id, module_id, t7, id) where t7 is not null;
create index custom_records_by_owner_t7 on custom_records (tenant_id, module_id, owner_id, t7, id) where t7 is not null;
create index custom_records_by_t8 on custom_records (tenant_id, module_id, t8, id) where t8 is not null;
create index custom_records_by_owner_t8 on custom_records (tenant_id, module_id, owner_id, t8, id) where t8 is not null;
create index custom_records_by_n1 on custom_records (tenant_id, module_id, n1, id) where n1 is not null;
create index custom_records_by_owner_n1 on custom_records (tenant_id, module_id, owner_id, n1, id) where n1 is not null;
create index custom_records_by_n2 on custom_records (tenant_id, module_id, n2, id) where n2 is not null;
create index custom_records_by_owner_n2 on custom_records (tenant_id, module_id, owner_id, n2, id) where n2 is not null;
create index custom_records_by_n3 on custom_records (tenant_id, module_id, n3, id) where n3 is not null;
create index custom_records_by_owner_n3 on custom_records (tenant_id, module_id, owner_id, n3, id) where n3 is not null;
create index custom_records_by_n4 on custom_records (tenant_id, module_id, n4, id) where n4 is not null;
create index custom_records_by_owner_n4 on custom_records (tenant_id, module_id, owner_id, n4, id) where n4 is not null;
create index custom_records_by_n5 on custom_records (tenant_id, module_id, n5, id) where n5 is not null;
create index custom_records_by_owner_n5 on custom_records (tenant_id, module_id, owner_id, n5, id) where n5 is not null;
create index custom_records_by_n6 on custom_records (tenant_id, module_id, n6, id) where n6 is not null;
create index custom_records_by_owner_n6 on custom_records (tenant_id, module_id, owner_id, n6, id) where n6 is not null;
create index custom_records_by_n7 on custom_records (tenant_id, module_id, n7, id) where n7 is not null;
create index custom_records_by_owner_n7 on custom_records (tenant_id, module_id, owner_id, n7, id) where n7 is not null;
create index custom_records_by_n8 on custom_records (tenant_id, module_id, n8, id) where n8 is not null;
create index custom_records_by_owner_n8 on custom_records (tenant_id, module_id, owner_id, n8, id) where n8 is not null;
create index custom_records_by_d1 on custom_records (tenant_id, module_id, d1, id) where d1 is not null;
create index custom_records_by_owner_d1 on custom_records (tenant_id, module_id, owner_id, d1, id) where d1 is not null;
create index custom_records_by_d2 on custom_records (tenant_id, module_id, d2, id) where d2 is not null;
create index custom_records_by_owner_d2 on custom_records (tenant_id, module_id, owner_id, d2, id) where d2 is not null;
create index custom_records_by_d3 on custom_records (tenant_id, module_id, d3, id) where d3 is not null;
create index custom_records_by_owner_d3 on custom_records (tenant_id, module_id, owner_id, d3, id) where d3 is not null;
create index custom_records_by_d4 on custom_records (tenant_id, module_id, d4, id) where d4 is not null;
create index custom_records_by_owner_d4 on custom_records (tenant_id, module_id, owner_id, d4, id) where d4 is not null;
create index custom_records_by_d5 on custom_records (tenant_id, module_id, d5, id) where d5 is not null;
create index custom_records_by_owner_d5 on custom_records (tenant_id, module_id, owner_id, d5, id) where d5 is not null;
create index custom_records_by_d6 on custom_records (tenant_id, module_id, d6, id) where d6 is not null;
create index custom_records_by_owner_d6 on custom_records (tenant_id, module_id, owner_id, d6, id) where d6 is not null;
create index custom_records_by_u1 on custom_records (tenant_id, module_id, u1, id) where u1 is not null;
create index custom_records_by_owner_u1 on custom_records (tenant_id, module_id, owner_id, u1, id) where u1 is not null;
create index custom_records_by_u2 on custom_records (tenant_id, module_id, u2, id) where u2 is not null;
create index custom_records_by_owner_u2 on custom_records (tenant_id, module_id, owner_id, u2, id) where u2 is not null;
create index custom_records_by_u3 on custom_records (tenant_id, module_id, u3, id) where u3 is not null;
create index custom_records_by_owner_u3 on custom_records (tenant_id, module_id, owner_id, u3, id) where u3 is not null;
create index custom_records_by_u4 on custom_records (tenant_id, module_id, u4, id) where u4 is not null;
create index custom_records_by_owner_u4 on custom_records (tenant_id, module_id, owner_id, u4, id) where u4 is not null;
create statistics custom_records_stat_t1 on tenant_id, t1 from custom_records;
create statistics custom_records_stat_t2 on tenant_id, t2 from custom_records;
create statistics custom_records_stat_t3 on tenant_id, t3 from custom_records;
create statistics custom_records_stat_t4 on tenant_id, t4 from custom_records;
create statistics custom_records_stat_t5 on tenant_id, t5 from custom_records;
create statistics custom_records_stat_t6 on tenant_id, t6 from custom_records;
create statistics custom_records_stat_t7 on tenant_id, t7 from custom_records;
create statistics custom_records_stat_t8 on tenant_id, t8 from custom_records;
create statistics custom_records_stat_n1 on tenant_id, n1 from custom_records;
create statistics custom_records_stat_n2 on tenant_id, n2 from custom_records;
create statistics custom_records_stat_n3 on tenant_id, n3 from custom_records;
create statistics custom_records_stat_n4 on tenant_id, n4 from custom_records;
create statistics custom_records_stat_n5 on tenant_id, n5 from custom_records;
create statistics custom_records_stat_n6 on tenant_id, n6 from custom_records;
create statistics custom_records_stat_n7 on tenant_id, n7 from custom_records;
create statistics custom_records_stat_n8 on tenant_id, n8 from custom_records;
create statistics custom_records_stat_d1 on tenant_id, d1 from custom_records;
create statistics custom_records_stat_d2 on tenant_id, d2 from custom_records;
create statistics custom_records_stat_d3 on tenant_id, d3 from custom_records;
create statistics custom_records_stat_d4 on tenant_id, d4 from custom_records;
create statistics custom_records_stat_d5 on tenant_id, d5 from custom_records;
create statistics custom_records_stat_d6 on tenant_id, d6 from custom_records;
create statistics custom_records_stat_u1 on tenant_id, u1 from custom_records;
create statistics custom_records_stat_u2 on tenant_id, u2 from custom_records;
create statistics custom_records_stat_u3 on tenant_id, u3 from custom_records;
create statistics custom_records_stat_u4 on tenant_id, u4 from custom_records;
alter table custom_records enable row level security;
alter table custom_records force row level security;
create policy tenant_isolation on custom_records using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on custom_records to ruyi_app;

create table value_index (
  tenant_id uuid not null,
  module_key text collate "C" not null,
  field_key text collate "C" not null,
  value text collate "C" not null,
  record_id uuid not null,
  primary key (tenant_id, module_key, field_key, value, record_id),
  constraint value_index_record_id_fk foreign key (tenant_id, record_id) references record (tenant_id, id)
);
create index value_index_by_record_id on value_index (tenant_id, record_id, field_key);
alter table value_index enable row level security;
alter table value_index force row level security;
create policy tenant_isolation on value_index using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on value_index to ruyi_app;
