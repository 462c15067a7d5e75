-- Files of which the ledger knows what became.
select file from ops.files union select file from ops.refusals
