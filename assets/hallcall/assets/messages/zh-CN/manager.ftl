# 命令行：给大厅管理人员看的

cli-help-staff = 一个队列每半小时需要几个窗口。
cli-help-overbook = 一个预约时段可以多约几个。
cli-option-staff-queue = 队列字母
cli-option-staff-date = 哪一天，如 2026-11-23；不写就是今天
cli-option-staff-counters = 那天开几个窗口；不写就是能办这个队列的全部窗口
cli-option-overbook-slots = 这个时段能办多少件
cli-option-overbook-noshow = 约了不来的比例，如 .12
cli-option-overbook-risk = 来的人超过能办件数的概率上限
cli-option-overbook-item = 事项编码；要两个人到场的事项不超约
staff-head = { $queue } 队列，{ $day }：{ $counters } 个窗口，每件 { $service } 分钟；承诺 { $share } 的人等候不超过 { $within } 分钟
staff-learned = 按日志中过去 { $days } 天推算。
staff-estimated = 日志中没有过去的日子，按大厅自己的估计推算。
staff-step = { $at }  到 { $visits } 人  负荷 { $load }  需要 { $needed } 个  按时 { $share }  平均等候 { $wait } 分钟
staff-unstable = { $at }  到 { $visits } 人  负荷 { $load }  需要 { $needed } 个  不稳定：来的比 { $counters } 个窗口能办的多，队会越排越长
staff-closed = { $queue } 队列在 { $day } 没有办事群众：不开放，或没有估计的办件量。
overbook-wrong = 件数不能是负数，不来的比例在 0 到 { $most } 之间，概率从 0 到小于 1。
overbook-parties = { $item } 需要 { $parties } 人都到场，不超约。
