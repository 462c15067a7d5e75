-- Files that no source took or that could not be read, by reason.
select list(file order by file) as files, reason from ops.refusals group by reason order by files
