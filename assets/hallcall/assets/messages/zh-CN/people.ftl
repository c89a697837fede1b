# 人流量
cli-help-people = 把门口计数器的人数报给服务器
cli-help-report-people = 一天进出多少人、每小时多少、最多时多少人在大厅
cli-option-doors = 这台机器的名字，如 doors
people-no-door = 这台机器没有人流计数器（驱动 people.beam）。
people-head = { $day } 进 { $entered } 人，出 { $left } 人，最多时 { $most } 人在大厅
people-line = { $hour } 时 进 { $entered } 出 { $left } 最多 { $most }
people-drift = 误差：收尾时还算有 { $inside } 人在内；{ $unseen } 人出门时没有进门记录
