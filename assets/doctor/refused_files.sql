-- Files that no source took or that could not be read.
select file, reason from ops.refusals order by file
