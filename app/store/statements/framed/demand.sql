-- The sets of plans by the terms set down, under the numbers that they have there.
SELECT DISTINCT ON (demand_no) demand_no, plan_ids, vanished_stay FROM terms
