# 办事大厅网络

cli-help-net = 一个区的各级办事大厅
cli-help-net-import = 检查一个区的大厅清单：区、街道、社区各几个，位置、开放时间和事项
cli-option-net-file = 清单文件，YAML 或 TOML
cli-option-net-out = 检查后存到此文件夹

net-count = { $count }
net-merged = { $id } { $name }：已并入 { $into } { $other }
net-silent = 没有实时排队数据的大厅：{ $count } 个（{ $names }）
net-kept = 已存为 { $file }

finding-network-count = 正常开放的大厅是 { $found } 个（区/街道/社区），清单写明应为 { $expected } 个。
finding-network-twice = 大厅编号 { $id } 重复。
finding-network-unknown = 没有编号为 { $id } 的大厅。
finding-network-merged = { $id } 不能并入 { $into }：应写现在还开放的大厅。
finding-network-parent = { $id } 的上级大厅（parent）不对：社区大厅属于街道大厅，街道大厅属于区大厅，区大厅不写上级（级别 { $level }）。

cli-help-net-way = 打印一个大厅的位置（geo: 地址），手机扫码可导航
cli-option-net-hall = 大厅编号
net-unknown = 清单里没有编号为 { $id } 的大厅。
