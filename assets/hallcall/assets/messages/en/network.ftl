# A network of halls

cli-help-net = The halls of a district
cli-help-net-import = Check the list of a district's halls: how many of each level, where, when open, and for what
cli-option-net-file = the list, YAML or TOML
cli-option-net-out = keep it in this folder when it is right

net-count = { $count }
net-merged = { $id } { $name }: merged into { $into } { $other }
net-silent = Halls that do not tell how long their lines are: { $count } ({ $names })
net-kept = Kept as { $file }

finding-network-count = There are { $found } working halls (district/street/community), the list says there should be { $expected }.
finding-network-twice = The hall { $id } is there twice.
finding-network-unknown = There is no hall { $id }.
finding-network-merged = { $id } cannot be merged into { $into }: name a hall that still works.
finding-network-parent = The hall above { $id } is wrong: a community hall belongs to a street hall, a street hall to the district hall, and that to none (level { $level }).

cli-help-net-way = Print where a hall is, as a geo: address that phones open on their map
cli-option-net-hall = id of the hall
net-unknown = The list has no hall { $id }.
