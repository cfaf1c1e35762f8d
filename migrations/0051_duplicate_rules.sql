-- Which fields of a module are looked at for duplicates, and what is done then; null: as it ships.
-- [{"field": "name", "mode": "warn" | "forbid"}]
alter table module_overlay add column duplicate_rules jsonb;
